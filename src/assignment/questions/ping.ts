import type {KeyFrame, PingSeries, Report} from '../../model/report.ts';
import {keyFrame, numberIn} from './evidence.ts';
import {address, choice, mistakes, number, numberIfAny, numbers, type Question, question} from './question.ts';

/** Of an ICMP echo message: type, code, checksum, identifier, sequence number. */
const ECHO_HEADER = 8;

export const pingDestination = question('ping-destination', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'address',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    const {source, destination, frame} = ping;
    return {
      value: address(destination),
      frames: [frame],
      working: say.working({frame, source, destination}),
      mistakes: mistakes([{value: address(source), says: say.mistakes.source}]),
    };
  },
});

export const pingRequestType = typeQuestion('ping-request-type', 'echo-request');
export const pingReplyType = typeQuestion('ping-reply-type', 'echo-reply');

function typeQuestion(id: 'ping-request-type' | 'ping-reply-type', role: 'echo-request' | 'echo-reply'): Question {
  const other = role === 'echo-request' ? 'echo-reply' : 'echo-request';
  return question(id, {
    layer: 'dns-icmp',
    difficulty: 1,
    kind: 'numbers',
    answer(report, say, {cannotAnswer}) {
      if (report.echoes.length === 0) return {because: cannotAnswer.noPing};
      const message = typeAndCode(keyFrame(report, role));
      if (!message) return {because: cannotAnswer.noPingReply};
      const {frame, type, code, version} = message;
      const peer = typeAndCode(keyFrame(report, other));
      return {
        value: numbers([type, code]),
        frames: [frame],
        working: say.working({frame, type, code, version}),
        mistakes: mistakes([
          {value: peer && numbers([peer.type, peer.code]), says: say.mistakes.other},
          {value: numbers([code, type]), says: say.mistakes.swapped},
        ]),
      };
    },
  });
}

function typeAndCode(packet: KeyFrame | undefined) {
  for (const [protocol, version] of [
    ['icmp', 4],
    ['icmpv6', 6],
  ] as const) {
    const [type, code] = [numberIn(packet, `${protocol}.type`), numberIn(packet, `${protocol}.code`)];
    if (packet && type !== undefined && code !== undefined) return {frame: packet.frame, type, code, version};
  }
  return undefined;
}

export const pingHasPorts = question('ping-has-ports', {
  layer: 'dns-icmp',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    const {frame, identifier, first} = ping;
    return {
      value: choice('no'),
      frames: [frame],
      working: say.working({frame, identifier, sequence: first.sequence}),
      mistakes: mistakes([{value: choice('yes'), says: say.mistakes.yes}]),
    };
  },
});

export const pingIdentifier = numberQuestion('ping-identifier', 'hex', ({identifier}) => identifier);
export const pingFirstSequence = numberQuestion('ping-first-sequence', undefined, ({first}) => first.sequence);

/** 16 bits that Wireshark shows in both byte orders. */
function numberQuestion(
  id: 'ping-identifier' | 'ping-first-sequence',
  unit: 'hex' | undefined,
  of: (ping: FirstPing) => number,
): Question {
  return question(id, {
    layer: 'dns-icmp',
    difficulty: 1,
    kind: 'number',
    ...(unit === undefined ? {} : {unit}),
    answer(report, say, {cannotAnswer}) {
      const ping = firstPing(report);
      if (!ping) return {because: cannotAnswer.noPing};
      const value = of(ping);
      const swapped = ((value & 0xff) << 8) | (value >> 8);
      return {
        value: number(value, unit),
        frames: [ping.frame],
        working: say.working({frame: ping.frame, value, swapped}),
        mistakes: mistakes([{value: number(swapped, unit), says: say.mistakes.littleEndian({value})}]),
      };
    },
  });
}

export const pingDataLength = question('ping-data-length', {
  layer: 'dns-icmp',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    const {payloadBytes, frame} = ping;
    const packet = report.keyFrames.find((one) => one.frame === frame);
    return {
      value: number(payloadBytes, 'bytes'),
      frames: [frame],
      working: say.working({frame, payloadBytes}),
      mistakes: mistakes([
        {value: number(payloadBytes + ECHO_HEADER), says: say.mistakes.message},
        {value: numberIfAny(numberIn(packet, 'ip.len')), says: say.mistakes.packet},
        {value: numberIfAny(packet?.originalLength), says: say.mistakes.frame},
        {value: number(payloadBytes * 8), says: say.mistakes.bits},
      ]),
    };
  },
});

export const pingSent = question('ping-sent', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    const {sent, received, echoes} = ping;
    const frames = echoes.map(({requestFrame}) => requestFrame);
    return {
      value: number(sent),
      frames,
      working: say.working({frames, sent}),
      mistakes: mistakes([{value: number(sent + received), says: say.mistakes.messages}]),
    };
  },
});

export const pingReceived = question('ping-received', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    const {sent, received, echoes} = ping;
    const replies = echoes.flatMap(({replyFrame}) => replyFrame ?? []);
    const unanswered = echoes.filter(({replyFrame}) => replyFrame === undefined);
    return {
      value: number(received),
      // That a reply is missing is proved by the request that has none.
      frames: [...replies, ...unanswered.map(({requestFrame}) => requestFrame)].sort((a, b) => a - b),
      working: say.working({replies, unanswered: unanswered.map(({requestFrame}) => requestFrame), received}),
      mistakes: mistakes([
        {value: number(sent), says: say.mistakes.sent({unanswered: unanswered.length})},
        {value: number(sent + received), says: say.mistakes.messages},
      ]),
    };
  },
});

export const pingFirstRtt = question('ping-first-rtt', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    const {requestFrame, replyFrame, rttNs} = ping.first;
    if (replyFrame === undefined) return {because: cannotAnswer.noFirstPingReply};
    if (rttNs === undefined) return {because: cannotAnswer.noTimes};
    return {
      value: number(rttNs / 1e9, 'seconds'),
      frames: [requestFrame, replyFrame],
      working: say.working({requestFrame, replyFrame, rttNs}),
      mistakes: mistakes([
        {value: number(rttNs / 1e6, 'seconds'), says: say.mistakes.milliseconds},
        {value: number(rttNs / 2e9, 'seconds'), says: say.mistakes.half},
      ]),
    };
  },
});

export const pingRtt = question('ping-rtt', {
  layer: 'dns-icmp',
  difficulty: 2,
  kind: 'numbers',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    if (ping.received === 0) return {because: cannotAnswer.noPingReply};
    const {rtt, echoes} = ping;
    if (!rtt) return {because: cannotAnswer.noTimes};
    const timed = echoes.flatMap(({requestFrame, replyFrame, rttNs}) =>
      replyFrame === undefined || rttNs === undefined ? [] : [{requestFrame, replyFrame, rttNs}],
    );
    const {minNs, averageNs, maxNs} = rtt;
    const inSeconds = (...all: number[]) =>
      numbers(
        all.map((ns) => ns / 1e9),
        'seconds',
      );
    const inMilliseconds = [minNs, averageNs, maxNs].map((ns) => ns / 1e6);
    return {
      value: inSeconds(minNs, averageNs, maxNs),
      frames: timed.flatMap(({requestFrame, replyFrame}) => [requestFrame, replyFrame]).sort((a, b) => a - b),
      working: say.working({rtts: timed.map(({rttNs}) => rttNs), minNs, averageNs, maxNs}),
      mistakes: mistakes([
        {value: inSeconds(minNs, maxNs, averageNs), says: say.mistakes.order},
        {value: numbers(inMilliseconds, 'seconds'), says: say.mistakes.milliseconds},
      ]),
    };
  },
});

export const pingReplyTtl = question('ping-reply-ttl', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const ping = firstPing(report);
    if (!ping) return {because: cannotAnswer.noPing};
    const echo = ping.echoes.find(({replyFrame, ttl}) => replyFrame !== undefined && ttl !== undefined);
    if (echo?.replyFrame === undefined || echo.ttl === undefined) return {because: cannotAnswer.noPingReply};
    const request = report.keyFrames.find(({frame}) => frame === echo.requestFrame);
    const own = numberIn(request, 'ip.ttl') ?? numberIn(request, 'ipv6.hlim');
    return {
      value: number(echo.ttl),
      frames: [echo.replyFrame],
      working: say.working({frame: echo.replyFrame, ttl: echo.ttl}),
      mistakes: mistakes([{value: numberIfAny(own), says: say.mistakes.request({frame: echo.requestFrame})}]),
    };
  },
});

type Echo = PingSeries['echoes'][number];

interface FirstPing extends PingSeries {
  readonly first: Echo;
  /** Of its first request. */
  readonly frame: number;
}

/** The first series of the capture. */
function firstPing({echoes: [series]}: Report): FirstPing | undefined {
  const first = series?.echoes[0];
  return series && first && {...series, first, frame: first.requestFrame};
}

export const PING_QUESTIONS: readonly Question[] = [
  pingDestination,
  pingRequestType,
  pingReplyType,
  pingHasPorts,
  pingIdentifier,
  pingFirstSequence,
  pingDataLength,
  pingSent,
  pingReceived,
  pingFirstRtt,
  pingRtt,
  pingReplyTtl,
];
