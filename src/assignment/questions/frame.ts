import type {KeyFrame, Report} from '../../model/report.ts';
import {explained, keyFrame} from './evidence.ts';
import {FRAME_HEADER_QUESTIONS} from './frame-headers.ts';
import {number, type Question, question, text} from './question.ts';

/** The capture's first and last packet: the evidence of what is said of all. */
const ends = (report: Report): number[] => report.keyFrames.filter(isEnd).map(({frame}) => frame);
const isEnd = ({roles}: KeyFrame): boolean => roles.includes('first') || roles.includes('last');

export const capturePackets = question('capture-packets', {
  layer: 'frame',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const {packets} = report.capture;
    if (packets === 0) return {because: cannotAnswer.noPackets};
    const connection = explained(report);
    return {
      value: number(packets),
      frames: ends(report),
      working: say.working({packets}),
      mistakes: [
        ...(connection
          ? [{value: number(connection.packets), says: say.mistakes.connection({stream: connection.stream})}]
          : []),
        {value: number(packets - 1), says: say.mistakes.zero},
      ],
    };
  },
});

export const connectionPackets = question('connection-packets', {
  layer: 'frame',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const connection = explained(report);
    if (!connection) return {because: cannotAnswer.noConnection};
    const {packets, stream, firstFrame, lastFrame, client, server} = connection;
    const all = report.capture.packets;
    return {
      value: number(packets),
      frames: firstFrame === lastFrame ? [firstFrame] : [firstFrame, lastFrame],
      working: say.working({packets, stream, all}),
      mistakes: [
        {value: number(all), says: say.mistakes.all({stream})},
        ...[client, server]
          .filter((end) => end.packets > 0)
          .map((end) => ({value: number(end.packets), says: say.mistakes.oneSide})),
      ],
    };
  },
});

/** Of a report's time, `2024-09-18T07:01:32.461594000Z`; undefined for none, and for years beyond ISO 8601's. */
function nanoseconds(time: string | undefined): bigint | undefined {
  const [, seconds, fraction = ''] = /^(\d{4}-.*?)\.(\d{9})Z$/.exec(time ?? '') ?? [];
  return seconds === undefined ? undefined : BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction);
}

/** From one packet to another; negative when the second was recorded earlier. */
function elapsedNs(from: KeyFrame | undefined, to: KeyFrame | undefined): number | undefined {
  const [start, end] = [nanoseconds(from?.time), nanoseconds(to?.time)];
  return start === undefined || end === undefined ? undefined : Number(end - start);
}

/** With nine places, as Wireshark shows times. */
const secondsText = (ns: number): string => (ns / 1e9).toFixed(9);

export const captureDuration = question('capture-duration', {
  layer: 'frame',
  difficulty: 1,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const {packets, durationNs, startTime, endTime} = report.capture;
    if (packets === 0) return {because: cannotAnswer.noPackets};
    const [first, last] = [keyFrame(report, 'first'), keyFrame(report, 'last')];
    if (!startTime || !endTime || !first || !last) return {because: cannotAnswer.noTimes};
    if (first.time !== startTime || last.time !== endTime) return {because: cannotAnswer.timesOutOfOrder};
    return {
      value: number(durationNs / 1e9, 'seconds'),
      frames: ends(report),
      working: say.working({first: startTime, last: endTime, end: last.frame, seconds: secondsText(durationNs)}),
      mistakes: [{value: number(durationNs / 1e6, 'seconds'), says: say.mistakes.milliseconds}],
    };
  },
});

export const captureInterface = question('capture-interface', {
  layer: 'frame',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const all = report.capture.interfaces.filter(({name}) => name);
    const [{name = '', description} = {}] = all;
    if (name === '' || report.capture.packets === 0) return {because: cannotAnswer.noInterfaceName};
    // A file that was merged from several names the same interface once for each.
    if (report.capture.interfaces.some((one) => one.name !== name)) return {because: cannotAnswer.severalInterfaces};
    // On Windows the name is a GUID, and the description what people know the interface by.
    const [value, also] = description && name.startsWith('\\Device\\') ? [description, name] : [name, description];
    return {
      value: text(value),
      ...(also ? {also: [text(also)]} : {}),
      frames: ends(report),
      working: say.working({name, ...(description ? {description} : {})}),
      mistakes: [{value: text('0'), says: say.mistakes.id}],
    };
  },
});

export const captureApplication = question('capture-application', {
  layer: 'frame',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const {application} = report.capture;
    if (!application || report.capture.packets === 0) return {because: cannotAnswer.noApplication};
    return {
      value: text(application),
      also: shorterNames(application).map(text),
      frames: ends(report),
      working: say.working({application}),
    };
  },
});

/** Of `Dumpcap (Wireshark) 4.2.0 (v4.2.0-0-g54ee)`: without what is in the last brackets, without the version. */
function shorterNames(application: string): string[] {
  const short = application.replace(/\s*\([^()]*\)\s*$/, '');
  const [, program, family, version] = /^(\S+)(?: \(([^()]+)\))? (\d[\w.-]*)/.exec(application) ?? [];
  const names = program ? [program, `${program} ${version}`] : [];
  const families = family ? [family, `${family} ${version}`, `${program} (${family})`] : [];
  return [...new Set([short, ...names, ...families])].filter((name) => name !== '' && name !== application);
}

export const droppedPackets = question('dropped-packets', {
  layer: 'frame',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const {dropped, packets} = report.capture;
    if (dropped === undefined || packets === 0) return {because: cannotAnswer.noDropCount};
    return {value: number(dropped), frames: ends(report), working: say.working({dropped})};
  },
});

export const requestTime = question('request-time', {
  layer: 'frame',
  difficulty: 1,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const [first, request] = [keyFrame(report, 'first'), keyFrame(report, 'request')];
    if (!first || !request) return {because: cannotAnswer.noRequest};
    const ns = elapsedNs(first, request);
    if (ns === undefined) return {because: cannotAnswer.noTimes};
    return {
      value: number(ns / 1e9, 'seconds'),
      frames: first === request ? [first.frame] : [first.frame, request.frame],
      working: say.working({frame: request.frame, seconds: secondsText(ns)}),
      mistakes: [{value: number(ns / 1e6, 'seconds'), says: say.mistakes.milliseconds}],
    };
  },
});

export const responseTime = question('response-time', {
  layer: 'frame',
  difficulty: 2,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const {exchange, transfer} = report.findings;
    const messages = exchange.available ? explained(report)?.http[exchange.index] : undefined;
    const [request, response] = [keyFrame(report, 'request-end'), keyFrame(report, 'response-end')];
    if (!request || !messages?.request?.complete) return {because: cannotAnswer.noRequest};
    if (!response || !messages.response?.complete) return {because: cannotAnswer.noResponse};
    const first = keyFrame(report, 'first');
    const [ns, sent, received] = [elapsedNs(request, response), elapsedNs(first, request), elapsedNs(first, response)];
    if (ns === undefined || sent === undefined || received === undefined) return {because: cannotAnswer.noTimes};
    if (ns < 0) return {because: cannotAnswer.timesOutOfOrder};
    const begins = keyFrame(report, 'response');
    const untilBegins = elapsedNs(request, begins);
    const asked = transfer.available
      ? transfer.segments.find(({segment}) => segment.frame === request.frame)
      : undefined;
    const carriesResponse = exchange.available && exchange.requestAckCarriesResponse;
    return {
      value: number(ns / 1e9, 'seconds'),
      frames: [request.frame, response.frame],
      working: say.working({
        request: request.frame,
        response: response.frame,
        sent: secondsText(sent),
        received: secondsText(received),
        seconds: secondsText(ns),
      }),
      mistakes: [
        ...(asked?.acknowledgedBy === undefined || asked.ackRttNs === undefined || carriesResponse
          ? []
          : [
              {
                value: number(asked.ackRttNs / 1e9, 'seconds'),
                says: say.mistakes.ack({ack: asked.acknowledgedBy, response: response.frame}),
              },
            ]),
        ...(begins === undefined || untilBegins === undefined
          ? []
          : [
              {
                value: number(untilBegins / 1e9, 'seconds'),
                says: say.mistakes.begins({begins: begins.frame, ends: response.frame}),
              },
            ]),
        {value: number(ns / 1e6, 'seconds'), says: say.mistakes.milliseconds},
      ],
    };
  },
});

export const FRAME_QUESTIONS: readonly Question[] = [
  capturePackets,
  connectionPackets,
  captureDuration,
  captureInterface,
  captureApplication,
  droppedPackets,
  requestTime,
  responseTime,
  ...FRAME_HEADER_QUESTIONS,
];
