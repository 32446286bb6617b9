import {type Markdown, md} from '../../model/markdown.ts';
import type {HandshakeKind, SegmentFacts} from '../../model/report.ts';
import type {Format} from './format.ts';

/** RFC 6335 §6: below 1024 are the system ports, which systems do not hand out to clients. */
const ephemeral = (p: {fromPort: number; toPort: number}): string =>
  p.fromPort >= 1024 && p.fromPort > p.toPort
    ? ` The port ${p.fromPort} was chosen on the client's side, as a rule by its operating system; the server has no part in that.`
    : '';

export const handshakeEn = (f: Format) => ({
  title: 'TCP connection establishment',
  missing:
    'The capture starts after this connection was established, so its handshake cannot be shown. Start the recording before opening the page.',
  rule: md`TCP connects two programs before any data flows. Each side has to tell the other its **initial sequence number** (ISN) and to see it acknowledged. Three segments are enough for that, because the second one carries both the server's SYN and its acknowledgment: SYN, SYN+ACK, ACK.`,
  kind: (kind: HandshakeKind, frames: readonly number[], gaveUp?: number): Markdown => {
    switch (kind) {
      case 'three-way':
        return md`In this capture they are ${f.frames(frames)}: a complete **three-way handshake**.`;
      case 'simultaneous-open':
        return md`Here both hosts sent a SYN of their own before they saw the other's (${f.frames(frames)}): a **simultaneous open**. Each SYN is acknowledged, and one connection results.`;
      case 'refused':
        return md`Here the SYN was answered by a reset (${f.frames(frames)}): the connection was **refused**. No program listens on that port, or a firewall rejects the connection.`;
      case 'unanswered':
        if (gaveUp !== undefined)
          return md`Here the SYN (${f.frames(frames)}) got **no answer** in the capture: the client itself gave up, with an RST in ${f.frame(gaveUp)}.`;
        return md`Here the SYN (${f.frames(frames)}) got **no answer** in the capture. Possible reasons: the server is off or unreachable, a firewall drops the segment without a word, or the recording ended first.`;
      case 'incomplete':
        return md`In this capture only ${f.frames(frames)} of the three segments ${frames.length === 1 ? 'is' : 'are'} present: the handshake is **incomplete**.`;
      case 'not-captured':
        return md`The handshake was not captured.`;
      default:
        return kind satisfies never;
    }
  },
  tableTitle: 'The segments of the handshake',
  steps: {
    syn: (s: SegmentFacts, p: {from: string; fromPort: number; to: string; toPort: number}): Markdown[] => [
      md`${p.from} opens the connection from its port ${p.fromPort} to port ${p.toPort} of ${p.to}. What marks the segment as the first one is the flag SYN without ACK.${ephemeral(p)}`,
      md`Its sequence number is the sender's **ISN: ${s.sequence.raw}**. Wireshark shows it as 0 because it counts from there (relative numbers); the number in the header is the large one. The ACK flag is not set, so the acknowledgment field has no meaning yet.`,
    ],
    synRetransmission: (s: SegmentFacts, first: number): Markdown =>
      md`${f.Frame(s.frame)} is the same SYN again (same port, same sequence number ${s.sequence.raw}): no answer to ${f.frame(first)} had come, so TCP **retransmits** it.`,
    synAck: (s: SegmentFacts, p: {of: number; isn: number; from: string}): Markdown[] => [
      md`The ${p.from} answers with a SYN of its own. Its **ISN is ${s.sequence.raw}** (relative 0).`,
      md`The same segment acknowledges the SYN in ${f.frame(p.of)}: acknowledgment number = ${p.isn} + 1 = **${s.acknowledgment?.raw ?? 0}** (relative 1). A SYN carries no data but takes up one sequence number, and an acknowledgment number always names the next one expected: that is why ack = ISN + 1.`,
    ],
    synAckUnmatched: (s: SegmentFacts): Markdown[] => [
      md`The SYN that this segment answers is not in the capture. Its acknowledgment number ${s.acknowledgment?.raw ?? 0} tells that the SYN's sequence number was ${((s.acknowledgment?.raw ?? 0) - 1) >>> 0}. The sender's own **ISN is ${s.sequence.raw}** (relative 0).`,
    ],
    synAckRetransmission: (s: SegmentFacts, isn: number): Markdown =>
      s.sequence.raw !== isn
        ? md`${f.Frame(s.frame)} is a SYN+ACK with another initial sequence number, ${s.sequence.raw}, and no repetition: it comes from elsewhere, or belongs to another attempt.`
        : md`${f.Frame(s.frame)} repeats the SYN+ACK with the same numbers: the ACK for it was late or lost.`,
    ack: (s: SegmentFacts, p: {of?: number; isn?: number; from: string}): Markdown[] => [
      p.isn === undefined
        ? md`The ${p.from} acknowledges with acknowledgment number ${s.acknowledgment?.raw ?? 0}.`
        : md`The ${p.from} acknowledges the SYN${p.of === undefined ? md`` : md` in ${f.frame(p.of)}`}: acknowledgment number = ${p.isn} + 1 = **${((p.isn ?? 0) + 1) >>> 0}** (relative 1).${
            s.acknowledgment && s.acknowledgment.raw !== (p.isn + 1) >>> 0
              ? md` The segment's acknowledgment number is already ${s.acknowledgment.raw}, because it also acknowledges data.`
              : md``
          }`,
      md`Its own sequence number is now ${s.sequence.raw}${s.sequence.relative === undefined ? '' : ` (relative ${s.sequence.relative})`}${s.sequence.relative === 1 ? ', because its SYN took up one number' : ''}. ${
        s.payloadBytes === 0
          ? 'The segment carries no data, so the next one from this side will have the same sequence number.'
          : `The segment already carries ${f.bytes(s.payloadBytes)} of data, which TCP allows.`
      }`,
    ],
    rst: (s: SegmentFacts): Markdown =>
      md`${f.Frame(s.frame)} has the flag **RST**: the ${s.from} refuses the connection. Nothing more follows on it.`,
  },
  stepTitles: {
    syn: (frame: number): string => `SYN (frame ${frame})`,
    'syn-retransmission': (frame: number): string => `SYN again (frame ${frame})`,
    'syn-ack': (frame: number): string => `SYN, ACK (frame ${frame})`,
    'syn-ack-retransmission': (frame: number): string => `SYN, ACK again (frame ${frame})`,
    ack: (frame: number): string => `ACK (frame ${frame})`,
    rst: (frame: number): string => `RST (frame ${frame})`,
  },
  parallel: (
    others: readonly {frame: number; port: number; stream: number; serverPort: number}[],
    own: number,
  ): Markdown =>
    md`> [!NOTE]\n> The ${others.length === 1 ? 'SYN' : 'SYNs'} in ${f.frames(others.map(({frame}) => frame))} ${others.length === 1 ? 'is' : 'are'} **not** a retransmission of ${f.frame(own)}. A retransmission would repeat the port and the sequence number; ${others.length === 1 ? 'this one comes' : 'these come'} from ${others.length === 1 ? 'port' : 'ports'} ${f.list(others.map(({port}) => md`${port}`))}, so ${others.length === 1 ? 'it opens a connection of its own' : 'each opens a connection of its own'} (${f.list(others.map(({stream}) => md`${stream}`))} in the table of connections). Browsers open several at once to load a page faster.`,
  optionsTitle: 'What the two sides agree on',
  optionsIntro:
    'The SYNs carry options. They say what the sender is able to do, and some hold only if both sides offer them.',
  option: {
    isn: [
      'Initial sequence number',
      'Where this side starts to count its bytes; chosen anew for each connection, hard to guess (RFC 9293 §3.4.1).',
    ],
    window: ['Window', 'Bytes the sender of the segment can receive now. In a SYN it is never scaled.'],
    mss: [
      'Maximum segment size',
      'Most payload bytes this side wants in one segment: usually the MTU less the IP header (IPv4 20, IPv6 40) and the TCP header (20).',
    ],
    windowScale: [
      'Window scale',
      'The window field of later segments is shifted left by this, i.e. multiplied by 2 to that power.',
    ],
    sackPermitted: [
      'SACK permitted',
      'This side understands selective acknowledgments: the receiver can name the ranges it has behind a gap.',
    ],
    timestamps: [
      'Timestamps',
      "Each segment carries a clock value and echoes the other's: for round-trip times and protection against old segments.",
    ],
  } satisfies Record<string, [string, string]>,
  optionHead: ['Option', 'Client', 'Server', 'Meaning'],
  absent: 'not offered',
  present: 'offered',
  shift: (shift: number): string => `${shift} (× ${2 ** shift})`,
  scaled: (s: SegmentFacts): Markdown =>
    md`Both SYNs offer window scaling, so every later window counts scaled. Example: ${f.frame(s.frame)} has the value ${s.window.raw} in its window field, which means ${s.window.raw} × ${s.window.multiplier ?? 1} = **${f.bytes(s.window.scaled ?? s.window.raw)}**.`,
  unscaled: 'At least one side did not offer window scaling, so window fields count as they are, at most 65535 bytes.',
  roundTrip: (p: {first?: number; second?: number; total: number}): Markdown =>
    p.first === undefined || p.second === undefined
      ? md`From SYN to ACK the handshake took **${f.duration(p.total)}** (Wireshark's iRTT).`
      : md`From SYN to SYN+ACK ${f.duration(p.first)} passed, from there to the ACK ${f.duration(p.second)}: together **${f.duration(p.total)}**, the initial round-trip time (Wireshark's iRTT). How it splits depends on where the recording was made: the part near the recording host is short.`,
});
