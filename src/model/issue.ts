export type Severity = 'note' | 'warning' | 'error';
export type IssueValues = Readonly<Record<string, string | number>>;

/** Something worth knowing about a capture that did not stop the program from reading it. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** English; a locale says it again from `code` and `values`. */
  readonly message: string;
  readonly values?: IssueValues;
  readonly frame?: number;
  /** Byte offset in the (decompressed) capture file. */
  readonly offset?: number;
}

interface IssueKind {
  readonly severity: Severity;
  readonly message: (values: IssueValues) => string;
}

const count = (many: number | string | undefined, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;

const share = ({packets, total}: IssueValues): string =>
  total === 1
    ? 'The one TCP checksum'
    : packets === total
      ? `All ${count(total, 'TCP checksum')}`
      : `${packets} of ${count(total, 'TCP checksum')}`;

/** Every issue that reading a capture can raise: code, severity, sentence. Locales translate by code. */
export const ISSUES = {
  'capture.cut-short': {
    severity: 'warning',
    message: (v) =>
      `The file ends in the middle of a record at byte ${v.offset}: ${v.packets === 0 ? 'no packet came before it' : v.packets === 1 ? 'the packet before it was read' : `the ${v.packets} packets before it were read`}, the rest is missing.`,
  },
  'capture.record-too-long': {
    severity: 'error',
    message: (v) =>
      `The record at byte ${v.offset} claims ${v.length} bytes, more than any capture tool writes: the file is damaged, and reading stopped there.`,
  },
  'capture.block-damaged': {
    severity: 'error',
    message: (v) => `The pcapng block at byte ${v.offset} is damaged (${v.reason}): reading stopped there.`,
  },
  'capture.packet-damaged': {
    severity: 'warning',
    message: (v) =>
      `${count(v.packets, 'damaged packet record')} skipped, the first at byte ${v.offset} (${v.reason}).`,
  },
  'capture.unknown-interface': {
    severity: 'warning',
    message: (v) =>
      `${count(v.packets, 'packet')} skipped because the file does not describe the interface: the first, at byte ${v.offset}, names interface ${v.interface}.`,
  },
  'capture.too-many-packets': {
    severity: 'error',
    message: (v) =>
      `The file holds more than ${v.packets} packets, which is as many as labshark reads: the rest was left out. Cut the file with \`editcap -c\`.`,
  },
  'capture.compressed-cut-short': {
    severity: 'warning',
    message: () => 'The compressed file ends too early or is damaged: what could be unpacked was read.',
  },
  'capture.unpacked-too-large': {
    severity: 'warning',
    message: (v) => `The compressed file unpacks to more than ${v.gibibytes} GiB: only that much was read.`,
  },
  'capture.dropped': {
    severity: 'warning',
    message: (v) =>
      `The capturing program lost ${count(v.dropped, 'packet')}: gaps below may be its doing, not the network's.`,
  },
  'capture.snaplen': {
    severity: 'note',
    message: (v) =>
      `${count(v.packets, 'packet')} ${v.packets === 1 ? 'was' : 'were'} cut when captured (first in frame ${v.frame}), to ${v.packets === 1 ? '' : 'at most '}${count(v.snaplen, 'byte')}: what came after is unknown.`,
  },
  'capture.no-time': {
    severity: 'warning',
    message: (v) =>
      `${count(v.packets, 'packet')} ${v.packets === 1 ? 'has' : 'have'} no time stamp (first in frame ${v.frame}): times and durations that involve ${v.packets === 1 ? 'it' : 'them'} mean nothing.`,
  },
  'capture.time-backwards': {
    severity: 'note',
    message: (v) =>
      `Time runs backwards ${v.times === 1 ? 'once' : `${v.times} times, first`} at frame ${v.frame}: the packets do not stand in the order in which they came, and times between neighbours mislead.`,
  },
  'capture.frames-not-packets': {
    severity: 'note',
    message: (v) =>
      `The file holds ${count(v.blocks, 'block')} without packets that Wireshark counts as frames: from frame ${v.frame} on, its frame numbers are higher.`,
  },
  'capture.no-packets': {
    severity: 'warning',
    message: () => 'The file is a capture, but holds no packets.',
  },
  'capture.link-not-decoded': {
    severity: 'warning',
    message: (v) =>
      `${count(v.packets, 'packet')} ${v.packets === 1 ? 'is' : 'are'} not decoded: labshark does not know this kind of link (${v.linkType}).`,
  },
  'capture.not-ip': {
    severity: 'note',
    message: (v) =>
      `${count(v.packets, 'packet')} ${v.packets === 1 ? 'carries' : 'carry'} neither IP nor ARP (first in frame ${v.frame}: ${v.protocol}): this report says nothing about what is in ${v.packets === 1 ? 'it' : 'them'}.`,
  },
  'capture.doubled': {
    severity: 'note',
    message: (v) =>
      `${count(v.packets, 'packet')} ${v.packets === 1 ? 'appears' : 'appear'} twice, byte for byte, as in captures on Linux's interface 'any' (first frames ${v.first} and ${v.second}).`,
  },
  'checksum.offload': {
    severity: 'note',
    message: (v) =>
      `${share(v)} that ${v.address} sends (first in frame ${v.frame}) ${v.packets === 1 ? 'is' : 'are'} only the sum of the pseudo-header: a network card was to fill the rest in after the capture point. The recording was made on that host, or beside it on the same machine.`,
  },
  'checksum.loopback': {
    severity: 'note',
    message: (v) =>
      `${share(v)} that ${v.address} sends (first in frame ${v.frame}) ${v.packets === 1 ? 'is' : 'are'} only the sum of the pseudo-header: packets on the loopback never leave the host, so nobody computes the rest. This is no transmission error.`,
  },
  'checksum.tcp-bad': {
    severity: 'note',
    message: (v) =>
      `${count(v.packets, 'TCP checksum')} ${v.packets === 1 ? 'does' : 'do'} not match (first in frame ${v.frame}). Where the recording host sent the segment, its network card fills the checksum in later; otherwise the segment was damaged or changed on the way.`,
  },
  'checksum.ip-offload': {
    severity: 'note',
    message: (v) =>
      `${count(v.packets, 'IPv4 header')} of ${v.address} ${v.packets === 1 ? 'has' : 'have'} the checksum 0x0000 (first in frame ${v.frame}): the network card fills it in after the capture point.`,
  },
  'checksum.ip-zero': {
    severity: 'note',
    message: (v) =>
      `${count(v.packets, 'IPv4 header')} of ${v.address} ${v.packets === 1 ? 'has' : 'have'} the checksum 0x0000 (first in frame ${v.frame}), but ${v.packets === 1 ? 'its' : 'their'} time to live tells that routers passed ${v.packets === 1 ? 'it' : 'them'} on: something near the recording host removed the checksum.`,
  },
  'checksum.ip-bad': {
    severity: 'warning',
    message: (v) =>
      `${count(v.packets, 'IPv4 header checksum')} ${v.packets === 1 ? 'does' : 'do'} not match (first in frame ${v.frame}).`,
  },
  'ip.fragments': {
    severity: 'note',
    message: (v) =>
      `${count(v.packets, 'packet')} ${v.packets === 1 ? 'is an IP fragment' : 'are IP fragments'} (first in frame ${v.frame}); a datagram is shown in the packet that completes it.`,
  },
  'http.body-undecoded': {
    severity: 'note',
    message: (v) => `The body in frame ${v.frame} could not be unpacked (${v.encoding}).`,
  },
  'http.message-incomplete': {
    severity: 'note',
    message: (v) => `The HTTP message that begins in frame ${v.frame} is not complete in the capture.`,
  },
  'flow.start-missing': {
    severity: 'note',
    message: (v) =>
      `The capture starts after connection ${v.stream} was established: its handshake, and with it the initial sequence numbers and the window scale, are unknown.`,
  },
  'flow.start-incomplete': {
    severity: 'note',
    message: (v) =>
      `The capture lacks a part of the handshake of connection ${v.stream}: what the missing segment offered, such as its window scale, is unknown.`,
  },
  'flow.one-sided': {
    severity: 'warning',
    message: (v) =>
      `Only packets that ${v.sender} sent are in the capture of connection ${v.stream}; the other direction was not recorded.`,
  },
  'flow.end-missing': {
    severity: 'note',
    message: (v) => `Connection ${v.stream} is still open when the capture ends: the release was not recorded.`,
  },
  'flow.parallel': {
    severity: 'note',
    message: (v) =>
      `${v.count} SYNs to ${v.server}, within a second of the explained one, come from ${v.count} different ports (frames ${v.frames}): they open ${v.count} connections and are not retransmissions.`,
  },
  'flow.mixed-ports': {
    severity: 'note',
    message: (v) =>
      `The capture holds ${v.count} TCP connections: handshake, data and release in this report all belong to connection ${v.stream}.`,
  },
  'flow.handshake-order': {
    severity: 'warning',
    message: (v) =>
      `The SYN+ACK in frame ${v.synAck} of connection ${v.stream} stands before the SYN that it answers (frame ${v.syn}): the packets do not stand in the order in which they came, and times between them mislead.`,
  },
  'flow.stray-reset': {
    severity: 'warning',
    message: (v) =>
      `The RST in frame ${v.frame} did not end connection ${v.stream}: its sender goes on in frame ${v.later}, which a host that has reset a connection never does. The RST is forged, or belongs to an earlier connection.`,
  },
  'flow.lost-segments': {
    severity: 'note',
    message: (v) =>
      `Segments of connection ${v.stream} are missing from the capture (first gap seen in frame ${v.frame}).`,
  },
  'flow.reset-after-close': {
    severity: 'note',
    message: (v) =>
      `The RST in frame ${v.frame} comes after connection ${v.stream} was closed on both sides: nothing was lost.`,
  },
  'http.not-modified': {
    severity: 'note',
    message: (v) =>
      `The 304 in frame ${v.frame} is no error: the browser's cached copy is still valid, so the response has no body.`,
  },
  'http.favicon-missing': {
    severity: 'note',
    message: (v) =>
      `The 404 in frame ${v.frame} answers the browser's own request for /favicon.ico: the page itself is not affected.`,
  },
  'tls.encrypted': {
    severity: 'note',
    message: (v) =>
      `Connection ${v.stream} carries TLS: its HTTP messages are encrypted and cannot be read from the capture.`,
  },
  'analyzer.failed': {
    severity: 'error',
    message: (v) => `The part '${v.analyzer}' failed (${v.reason}); the rest of the report is not affected.`,
  },
} as const satisfies Record<string, IssueKind>;

export type IssueCode = keyof typeof ISSUES;

/** Builds an Issue from its code; the severity and the English sentence come from ISSUES. */
export function issue(code: IssueCode, values: IssueValues = {}, at: {frame?: number; offset?: number} = {}): Issue {
  const kind: IssueKind = ISSUES[code];
  return {
    code,
    severity: kind.severity,
    message: kind.message(values),
    ...(Object.keys(values).length > 0 ? {values} : {}),
    ...(at.frame === undefined ? {} : {frame: at.frame}),
    ...(at.offset === undefined ? {} : {offset: at.offset}),
  };
}
