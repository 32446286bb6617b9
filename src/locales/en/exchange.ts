import {code, type Markdown, md} from '../../model/markdown.ts';
import type {HttpResponse} from '../../model/report.ts';
import type {Format} from './format.ts';

export const exchangeEn = (f: Format) => ({
  title: 'HTTP request and response',
  missing: {
    tls: 'This connection carries TLS: request and response are encrypted and cannot be read from the capture. To see HTTP, open an http:// address.',
    'no-http': 'No HTTP message could be read on this connection.',
    other: 'The HTTP exchange cannot be shown.',
  },
  rule: 'HTTP is a conversation of text: a request line or status line, header lines, an empty line, and possibly a body. TCP only sees a stream of bytes; a message may share a segment with another or fill many.',
  allTitle: 'All exchanges on this connection',
  all: (n: number): Markdown =>
    n === 1
      ? md`The connection carries one exchange.`
      : md`The connection carries ${n} exchanges, one after the other (keep-alive):`,
  allHead: ['No.', 'Request', 'Frame', 'Status', 'Frame', 'Body', 'Time'],
  allMore: (n: number): string => `${n} further exchanges are not listed; report.json has them all.`,
  explained: (index: number, complete: boolean): Markdown =>
    complete
      ? md`The first complete one, number ${index + 1}, is explained here.`
      : md`None is complete in the capture; number ${index + 1} is explained here.`,
  requestTitle: 'The request',
  request: (p: {
    method: string;
    uri?: string;
    target: string;
    version: string;
    frames: readonly number[];
    bytes: number;
    complete: boolean;
  }): Markdown =>
    md`The request is in ${f.frames(p.frames)}.${p.complete ? md`` : md` It is not complete in the capture.`} Its first line, the **request line**, has three parts:`,
  requestLineHead: ['Part', 'Value', 'Meaning'],
  method: 'Method',
  target: 'Target',
  version: 'Version',
  targetMeaning: (uri: string | undefined): Markdown =>
    uri === undefined
      ? md`what is asked for`
      : md`what is asked for; with the Host line the whole address is ${code(uri)}`,
  versionMeaning: (version: string): string =>
    version === 'HTTP/1.1'
      ? 'HTTP/1.1: the connection stays open for further requests unless one side says otherwise'
      : version === 'HTTP/1.0'
        ? 'HTTP/1.0: the connection is closed after the response unless keep-alive is agreed'
        : 'version of the protocol',
  headersTitle: (n: number): string => `${n} header lines follow, each a name and a value:`,
  noHeaders: 'No header lines follow.',
  headersCut: 'The header lines that follow are not in the capture, or not wholly.',
  userAgent: (p: {program: string; version?: string; system?: string; namesOthers: boolean}): string =>
    `program that makes the request: ${p.program}${p.version === undefined ? '' : ` ${p.version}`}${p.system === undefined ? '' : ` on ${p.system}`}${p.namesOthers ? '; Mozilla and the other names in it are there for compatibility' : ''}`,
  headerHead: ['Header', 'Value', 'Meaning'],
  noBody: 'The empty line ends the request; it has no body.',
  body: (bytes: number): Markdown => md`After the empty line follows a body of ${f.bytes(bytes)}.`,
  acknowledged: (frame: number): Markdown =>
    md`${f.Frame(frame)} is a bare TCP acknowledgment of the request. It carries no data and is **not** the response.`,
  responseTitle: 'The response',
  noResponse: 'No response is in the capture.',
  noRequest: 'The request of this response is not in the capture.',
  response: (p: {response: HttpResponse; frames: readonly number[]; ns?: number; request?: number}): Markdown =>
    md`The response is in ${f.frames(p.frames)}${
      p.ns === undefined || p.request === undefined
        ? md``
        : md`; its first byte comes **${f.duration(p.ns)}** after the request in ${f.frame(p.request)}`
    }.${p.response.complete ? md`` : md` It is not complete in the capture.`} Its first line, the **status line**, has three parts:`,
  status: 'Status code',
  reason: 'Reason phrase',
  emptyReason: '(empty)',
  reasonMeaning: 'for human readers only; programs look at the code, and a server may leave the phrase out',
  unknownStatus: 'status code without a registered meaning known to labshark',
  statusClass: (status: number): string =>
    ['', 'interim response', 'success', 'redirection', 'error of the client', 'error of the server'][
      Math.floor(status / 100)
    ] ?? '',
  statusMeaning: (group: string, meaning: string): string => (group === '' ? meaning : `${group}: ${meaning}`),
  bodyEnd: {
    none: (p: {status: number; bytes: number}): Markdown =>
      p.status === 304
        ? md`A 304 never has a body: the client is told to use the copy in its cache.`
        : md`The response has no body.`,
    'content-length': (p: {status: number; bytes: number}): Markdown =>
      md`The body has ${f.bytes(p.bytes)}; the header Content-Length tells the client where it ends.`,
    chunked: (p: {status: number; bytes: number}): Markdown =>
      md`The body has ${f.bytes(p.bytes)}. It comes in chunks (Transfer-Encoding: chunked), each led by its length; a chunk of length 0 ends it.`,
    close: (p: {status: number; bytes: number}): Markdown =>
      md`The body has ${f.bytes(p.bytes)}. No length is given: it ends where the server closes the connection.`,
    unknown: (_: {status: number; bytes: number}): Markdown =>
      md`Where the body ends can't be told: the header lines are not all in the capture, or the lengths in them contradict each other.`,
  },
  bodyPart: (p: {held: number; announced?: number}): Markdown =>
    md`The body is not complete: ${f.bytes(p.held)} of it are in the capture${p.announced === undefined ? '' : `, Content-Length announces ${p.announced}`}.`,
  encoded: (p: {coding: string; encoded: number; decoded?: number}): Markdown =>
    p.decoded === undefined
      ? md`It is compressed (${p.coding}).`
      : md`It is compressed (${p.coding}): ${f.bytes(p.encoded)} on the wire, ${f.bytes(p.decoded)} unpacked.`,
  preview: 'The beginning of the body as text:',
  previewWhole: 'The body as text:',
  interim: (frames: readonly number[]): Markdown =>
    md`Before it the server sent an interim response (${f.frames(frames)}).`,
  incomplete: 'incomplete',
  messages: (p: {requests: number; responses: number}): Markdown =>
    md`${f.count(p.requests, 'request', 'requests')}, ${f.count(p.responses, 'response', 'responses')}.`,
});

const TRAILER: Record<'padding' | 'fcs' | 'other', string> = {
  padding: 'padding',
  fcs: 'frame check sequence',
  other: 'trailer',
};

export const layersEn = (f: Format) => ({
  title: 'One frame through all layers',
  missing: 'No frame can be shown layer by layer.',
  rule: (frame: number): Markdown =>
    md`Each layer puts its own header before the data of the layer above: this is **encapsulation**. ${f.Frame(frame)} shows all of them.`,
  trailer: TRAILER,
  sizesTitle: 'Sizes',
  sizes: (p: {
    parts: readonly {name: string; bytes: number}[];
    total: number;
    trailer: number;
    kind: 'padding' | 'fcs' | 'other' | undefined;
  }): Markdown =>
    md`${p.parts.map(({name, bytes}) => `${bytes} (${name})`).join(' + ')}${p.trailer > 0 ? ` + ${p.trailer} (${TRAILER[p.kind ?? 'other']})` : ''} = **${f.bytes(p.total)}**: the length of the frame on the wire (${p.total} bytes are ${p.total * 8} bits).`,
  cut: (p: {captured: number; total: number}): Markdown =>
    md`Only ${p.captured} of the ${p.total} bytes were captured; the rest was cut off by the snapshot length.`,
  head: ['Field', 'Bytes', 'Value', 'Meaning'],
  startLine: 'Start line',
  emptyLine: ['Empty line', 'ends the header lines'],
  initialSequence: 'the initial sequence number: the SYN takes up this one, data begin with the next',
  noAcknowledgment: 'the ACK flag is not set: the field has no meaning',
  layerTitle: (name: string, bytes: number): string => `${name} (${bytes} bytes)`,
  layerName: {
    eth: 'Link layer: Ethernet',
    sll: 'Link layer: Linux cooked capture',
    null: 'Link layer: BSD loopback',
    loop: 'Link layer: BSD loopback',
    vlan: 'Link layer: VLAN tag',
    llc: 'Link layer: LLC',
    arp: 'ARP',
    raw: 'Link layer: none (raw IP)',
    ip: 'Network layer: IPv4',
    ipv6: 'Network layer: IPv6',
    tcp: 'Transport layer: TCP',
    udp: 'Transport layer: UDP',
    http: 'Application layer: HTTP',
    tls: 'Application layer: TLS',
    data: 'Data',
  } as Record<string, string>,
  shortName: {
    eth: 'Ethernet',
    sll: 'Linux cooked',
    null: 'loopback',
    loop: 'loopback',
    vlan: 'VLAN',
    ip: 'IPv4',
    ipv6: 'IPv6',
    tcp: 'TCP',
    http: 'HTTP',
    tls: 'TLS',
    udp: 'UDP',
    llc: 'LLC',
    gre: 'GRE',
    vxlan: 'VXLAN',
    pppoes: 'PPPoE',
    ppp: 'PPP',
    fddi: 'FDDI',
    arcnet: 'ARCNET',
    chdlc: 'Cisco HDLC',
    data: 'data',
    payload: 'data',
  } as Record<string, string>,
  segmentOnly: (p: {bytes: number}): Markdown => md`The segment carries ${f.bytes(p.bytes)} of TLS records.`,
  fold: (name: string, rows: number): string => `The ${rows} fields of ${name}`,
  hexRule: (layers: readonly {name: string; at: number; length: number}[]): string =>
    `The number before each line is the place of its first byte, hexadecimal: 0010 is byte 16, counted from 0. Here: ${layers.map(({name, at, length}) => `bytes ${at}–${at + length - 1}: ${name}`).join('; ')}.`,
  hexTitle: 'The captured bytes',
  hexCut: (bytes: number): string => `The first ${bytes} bytes are shown.`,
});
