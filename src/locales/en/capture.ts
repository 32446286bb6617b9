import {code, type Markdown, md} from '../../model/markdown.ts';
import type {FocusReason, HandshakeKind} from '../../model/report.ts';
import type {Format} from './format.ts';

export const captureEn = (f: Format) => ({
  title: 'The capture',
  intro: (p: {packets: number; ns: number; file: string}): Markdown =>
    p.packets === 0
      ? md`The file holds no packets, so nothing can be explained from it.`
      : md`The capture holds ${f.count(p.packets, 'packet', 'packets')}${p.packets > 1 ? md` recorded within ${f.duration(p.ns)}` : md``}. Frame numbers in this report are those that Wireshark shows in its first column.`,
  rows: {
    file: 'File',
    sha256: 'SHA-256',
    format: 'Format',
    bytes: 'Size',
    packets: 'Packets',
    start: 'First packet',
    end: 'Last packet',
    duration: 'Duration',
    linkTypes: 'Link type',
    interfaces: 'Interface',
    filter: 'Capture filter',
    application: 'Recorded with',
    os: 'Operating system',
    hardware: 'Hardware',
    dropped: 'Lost while recording',
    comments: 'Comments',
    protocols: 'Protocols',
  },
  property: 'Property',
  value: 'Value',
  compressed: {gzip: 'gzip-compressed', zstd: 'zstd-compressed'},
  truncated: 'cut off',
  snapLength: (bytes: number): string => `at most ${bytes} bytes of each packet`,
  protocolOther: 'other',
  protocolFragment: 'IP fragment',
});

export const lookupsEn = (f: Format) => ({
  title: 'Address lookup and ping',
  lookupTitle: 'Name lookup (DNS)',
  rule: 'Before a program can connect to a name, it asks a DNS server for the address, usually with one UDP datagram each way.',
  none: 'The capture holds no DNS lookup. Possible reasons: the address was typed in or still known from an earlier lookup, the question went over an encrypted channel or another protocol, or a capture filter left it out.',
  lookup: (p: {
    name: string;
    type: string;
    client: string;
    server: string;
    serverPort: number;
    query?: number;
    response?: number;
    ns?: number;
    rcode?: string;
    answers: readonly string[];
    /** Canonical names on the way to the answers. */
    aliases: readonly string[];
    /** Records of the answer were not captured. */
    cut: boolean;
    transport: string;
  }): Markdown => {
    const asked =
      p.query === undefined
        ? md`The question for the ${p.type} record of **${p.name}** was not captured. `
        : md`In ${f.frame(p.query)} ${p.client} asks ${p.server} (${p.transport} port ${p.serverPort}) for the ${p.type} record of **${p.name}**. `;
    if (p.response === undefined) return md`${asked}No answer is in the capture.`;
    const what =
      p.rcode !== undefined && p.rcode !== 'NOERROR'
        ? md`the server answers ${p.rcode}${p.rcode === 'NXDOMAIN' ? ': no such name' : ''}`
        : p.answers.length === 0
          ? p.cut
            ? md`the answer was cut when captured`
            : md`the answer holds no such record`
          : md`the answer is **${p.answers.join(', ')}**${p.aliases.length > 0 ? md` (by the alias ${p.aliases.join(', ')})` : md``}`;
    return md`${asked}In ${f.frame(p.response)}${p.ns === undefined ? '' : `, ${f.duration(p.ns)} later,`} ${what}.`;
  },
  used: (p: {address: string; syn: number; response: number}): Markdown =>
    md`The connection explained below goes to ${p.address} (SYN in ${f.frame(p.syn)}), which is one of the addresses answered in ${f.frame(p.response)}.`,
  more: (n: number): string => `${n} further lookups are not shown.`,
  pingTitle: 'Ping (ICMP echo)',
  pingNone: 'The capture holds no ping.',
  ping: (p: {source: string; destination: string; sent: number; received: number; bytes: number}): Markdown =>
    md`${p.source} pings ${p.destination}: ${f.count(p.sent, 'request', 'requests')} with ${f.bytes(p.bytes)} of data each, ${f.count(p.received, 'reply', 'replies')}${p.sent > p.received ? md`, ${p.sent - p.received} without a reply in the capture` : md``}.`,
  rtt: (p: {min: number; average: number; max: number}): Markdown =>
    md`Round-trip time: minimum ${f.duration(p.min)}, average ${f.duration(p.average)}, maximum ${f.duration(p.max)}.`,
  pingHead: ['Sequence', 'Request', 'Reply', 'Round trip', 'TTL of the reply'],
});

export const connectionsEn = (f: Format) => ({
  title: 'Connections',
  rule: 'A TCP connection is named by four values: the address and the port of either side. A browser often opens several to the same server, each from a port of its own. A report must not mix them.',
  none: 'The capture holds no TCP connection.',
  noneUdp:
    'It does hold UDP packets: a browser that uses HTTP/3 (QUIC, UDP port 443) does without TCP. If a web visit was recorded, turn QUIC off in the browser or use an http:// address, then record again.',
  count: (n: number): Markdown =>
    n === 1 ? md`The capture holds one TCP connection.` : md`The capture holds ${n} TCP connections.`,
  head: ['Stream', 'Client', 'Server', 'Frames', 'Packets', 'Establishment', 'Carries', 'Release'],
  requestsTitle: 'All HTTP requests of the capture',
  requestsIntro: (p: {requests: number; streams: number}): string =>
    `The capture holds ${f.count(p.requests, 'request', 'requests')} on ${f.count(p.streams, 'connection', 'connections')}, in the order in which they were sent:`,
  requestsHead: ['Stream', 'Frame', 'Request', 'Answered in', 'Status'],
  requestsMore: (n: number): string => `${n} further requests are not listed; report.json has them all.`,
  more: (n: number): string => `${n} further connections are not listed; report.json has them all.`,
  carries: {
    http: (n: number): string => `HTTP, ${f.count(n, 'exchange', 'exchanges')}`,
    tls: 'TLS (encrypted)',
    data: (n: number): string => f.bytes(n),
    nothing: 'no data',
  },
  focus: (p: {
    stream: number;
    client: string;
    server: string;
    reason: FocusReason;
    frames: [number, number];
  }): Markdown =>
    md`This report explains **connection ${p.stream}**, ${p.client} → ${p.server} (${p.frames[0] === p.frames[1] ? f.frame(p.frames[0]) : md`frames ${f.link(p.frames[0])} to ${f.link(p.frames[1])}`}): ${
      {
        'asked-stream': 'it was asked for by its number.',
        'asked-host': 'it is the most complete one with the host that was asked for.',
        'only-connection': 'it is the only one.',
        'complete-http':
          'it is the first of which handshake, a complete HTTP exchange and the release are all captured.',
        'web-page': 'it is the most complete one that brings a web page (HTML).',
        http: 'it is the most complete one that carries HTTP.',
        'http-foreground':
          'it is the most complete one that carries HTTP, apart from what programs fetch by themselves (certificate and connectivity checks).',
        complete: 'none carries readable HTTP, and this is the most complete one.',
        'most-packets': 'none is complete, and this one has the most packets.',
      }[p.reason]
    }`,
  roles: {
    syn: (p: {client: string; syn?: number; synAck?: number}): Markdown =>
      p.syn === undefined
        ? md`No SYN was captured, but ${p.client} is the client: the SYN+ACK${p.synAck === undefined ? md`` : md` in ${f.frame(p.synAck)}`} goes to it.`
        : md`${p.client} is the client, because it sent the SYN in ${f.frame(p.syn)}.`,
    http: (p: {client: string; syn?: number; synAck?: number}): Markdown =>
      md`No SYN was captured; ${p.client} counts as the client because HTTP requests go that way.`,
    port: (p: {client: string; syn?: number; synAck?: number}): Markdown =>
      md`No SYN was captured and no HTTP shows the direction; ${p.client} counts as the client because its port number is not the lower one.`,
  },
  filter: (p: {stream: number}): Markdown =>
    md`To see only its packets in Wireshark, type ${code(`tcp.stream == ${p.stream}`)} into the filter line.`,
  handshakeName: {
    'three-way': 'three-way',
    'simultaneous-open': 'simultaneous',
    refused: 'refused',
    unanswered: 'unanswered',
    incomplete: 'incomplete',
    'not-captured': 'not captured',
  } satisfies Record<HandshakeKind, string>,
});
