import type {KeyFrame, Report} from '../../model/report.ts';
import {keyFrame, numberIn} from './evidence.ts';
import {number, numbers, type Question, question, text} from './question.ts';

/** The parts of a frame with one IP and one TCP header, in bytes; together they are its length on the wire. */
interface FrameParts {
  readonly frame: number;
  readonly link: number;
  readonly ip: number;
  readonly tcp: number;
  readonly payload: number;
  /** Padding, a frame check sequence, anything else behind the IP packet. */
  readonly trailer: number;
  readonly all: number;
}

/** Of the frame in which the request begins; undefined where it is in a tunnel, or an IP fragment. */
function requestParts({findings, keyFrames}: Report): FrameParts | undefined {
  const {layers: found} = findings;
  const request = keyFrames.find(({roles}) => roles.includes('request'));
  if (!found.available || !request || found.frame !== request.frame) return undefined;
  const {frame, layers, payloadBytes: payload, trailerBytes: trailer, originalLength: all} = found;
  const ips = layers.filter(({protocol}) => protocol === 'ip' || protocol === 'ipv6');
  const tcps = layers.filter(({protocol}) => protocol === 'tcp');
  const [ip, tcp] = [ips[0], tcps[0]];
  if (!ip || !tcp || ips.length > 1 || tcps.length > 1 || layers.some(({reassembled}) => reassembled)) return undefined;
  const parts = {frame, link: ip.at, ip: ip.headerBytes, tcp: tcp.headerBytes, payload, trailer, all};
  return parts.link + parts.ip + parts.tcp + payload + trailer === all ? parts : undefined;
}

/** Of a header without options. */
const TCP_HEADER = 20;

/** Between them and the payload Wireshark's list names the table of types by which the payload's protocol is known. */
const TYPED_LINKS: ReadonlySet<string> = new Set(['eth', 'sll', 'vlan']);
const NETWORKS: ReadonlySet<string> = new Set(['ip', 'ipv6']);
const KNOWN: ReadonlySet<string> = new Set([...TYPED_LINKS, ...NETWORKS, 'null', 'raw', 'tcp', 'http']);
/** What requests carry, by Wireshark's names. */
const BODIES: ReadonlySet<string> = new Set(['urlencoded-form', 'json', 'xml', 'data-text-lines', 'media', 'data']);

/** Wireshark's frame.protocols, of a frame that holds nothing uncommon; with how many protocols there are. */
function protocolsOf({layers}: KeyFrame): {list: string; names: readonly string[]} | undefined {
  const names = layers.map(({protocol}) => protocol).filter((name) => name !== 'tcp.segments');
  const isPlain = names.every((name, at) => KNOWN.has(name) || (at === names.length - 1 && BODIES.has(name)));
  if (!isPlain || !names.includes('http') || names.filter((name) => NETWORKS.has(name)).length !== 1) return undefined;
  return {list: names.flatMap((name) => (TYPED_LINKS.has(name) ? [name, 'ethertype'] : [name])).join(':'), names};
}

export const requestFrameProtocols = question('request-frame-protocols', {
  layer: 'frame',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const request = keyFrame(report, 'request-end');
    if (!request) return {because: cannotAnswer.noRequest};
    const protocols = protocolsOf(request);
    if (!protocols) return {because: cannotAnswer.otherProtocols};
    const {list, names} = protocols;
    return {
      value: text(list),
      // Older versions of Wireshark list no `ethertype`.
      also: [text(names.join(':'))],
      frames: [request.frame],
      working: say.working({frame: request.frame, protocols: list}),
      mistakes: [{value: text(names.at(-1) ?? ''), says: say.mistakes.innermost}],
    };
  },
});

export const requestFrameLengths = question('request-frame-lengths', {
  layer: 'frame',
  difficulty: 1,
  kind: 'numbers',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const request = keyFrame(report, 'request');
    if (!request) return {because: cannotAnswer.noRequest};
    const {frame, originalLength: wire, capturedLength: captured} = request;
    return {
      value: numbers([wire, captured], 'bytes'),
      frames: [frame],
      working: say.working({frame, wire, captured}),
      mistakes: [
        {value: numbers([captured, wire], 'bytes'), says: say.mistakes.swapped},
        {value: numbers([wire * 8, captured * 8], 'bytes'), says: say.mistakes.bits},
        {value: numbers([wire * 8, captured], 'bytes'), says: say.mistakes.mixed},
      ],
    };
  },
});

export const requestFrameBits = question('request-frame-bits', {
  layer: 'frame',
  difficulty: 1,
  kind: 'number',
  unit: 'bits',
  answer(report, say, {cannotAnswer}) {
    const request = keyFrame(report, 'request');
    if (!request) return {because: cannotAnswer.noRequest};
    const {frame, originalLength: bytes} = request;
    return {
      value: number(bytes * 8, 'bits'),
      frames: [frame],
      working: say.working({frame, bytes, bits: bytes * 8}),
      mistakes: [{value: number(bytes, 'bits'), says: say.mistakes.bytes}],
    };
  },
});

export const requestFrameHeaders = question('request-frame-headers', {
  layer: 'frame',
  difficulty: 2,
  kind: 'numbers',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    if (!keyFrame(report, 'request')) return {because: cannotAnswer.noRequest};
    const parts = requestParts(report);
    if (!parts) return {because: cannotAnswer.noPlainRequest};
    const {frame, link, ip, tcp, payload, all} = parts;
    return {
      value: numbers([link, ip, tcp, payload], 'bytes'),
      frames: [frame],
      working: say.working(parts),
      mistakes: [
        {value: numbers([link, ip, TCP_HEADER, payload], 'bytes'), says: say.mistakes.noOptions({tcp})},
        {value: numbers([link, ip / 4, tcp / 4, payload], 'bytes'), says: say.mistakes.words},
        {value: numbers([link, ip, tcp, all], 'bytes'), says: say.mistakes.frameForPayload({payload})},
      ],
    };
  },
});

export const requestOverhead = question('request-overhead', {
  layer: 'frame',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    if (!keyFrame(report, 'request')) return {because: cannotAnswer.noRequest};
    const parts = requestParts(report);
    if (!parts) return {because: cannotAnswer.noPlainRequest};
    const {frame, link, ip, tcp, payload} = parts;
    const headers = link + ip + tcp;
    return {
      value: number(headers, 'bytes'),
      frames: [frame],
      working: say.working({...parts, headers}),
      mistakes: [
        {value: number(ip + tcp, 'bytes'), says: say.mistakes.noLink({link})},
        {value: number(link + ip + TCP_HEADER, 'bytes'), says: say.mistakes.noOptions({tcp})},
        {value: number(payload, 'bytes'), says: say.mistakes.payload},
      ],
    };
  },
});

export const synFrameLength = question('syn-frame-length', {
  layer: 'frame',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const syn = keyFrame(report, 'syn');
    const tcp = numberIn(syn, 'tcp.hdr_len');
    const payload = numberIn(syn, 'tcp.len');
    if (!syn || tcp === undefined || payload === undefined) return {because: cannotAnswer.noSyn};
    const {frame, originalLength: bytes} = syn;
    const total = numberIn(syn, 'ip.len');
    return {
      value: number(bytes, 'bytes'),
      frames: [frame],
      working: say.working({frame, bytes, tcp, payload}),
      mistakes: [
        {value: number(bytes * 8, 'bytes'), says: say.mistakes.bits},
        ...(total === undefined ? [] : [{value: number(total, 'bytes'), says: say.mistakes.ipLength}]),
        {value: number(0, 'bytes'), says: say.mistakes.segmentLength},
      ],
    };
  },
});

export const FRAME_HEADER_QUESTIONS: readonly Question[] = [
  requestFrameProtocols,
  requestFrameLengths,
  requestFrameBits,
  requestFrameHeaders,
  requestOverhead,
  synFrameLength,
];
