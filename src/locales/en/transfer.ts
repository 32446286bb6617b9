import {code, Markdown, md} from '../../model/markdown.ts';
import type {SegmentFacts, Side, TransferDirection} from '../../model/report.ts';
import type {Format} from './format.ts';

export const transferEn = (f: Format) => ({
  title: 'Data transfer',
  missing: {
    'no-data': 'No data of this connection is in the capture.',
    'one-sided':
      'Only one direction of this connection was recorded, and there is no data in it: what the other side sent is not known.',
    other: 'The data transfer cannot be shown.',
  },
  rule: 'TCP numbers every byte. The sequence number of a segment is the number of its first byte; an acknowledgment number names the next byte expected, so it confirms everything before it.',
  directionsHead: [
    'Direction',
    'Data segments',
    'Bytes',
    'Bytes sent again',
    'Largest segment',
    'First and last frame',
    'Smallest window',
    'Largest window',
  ],
  windowAt: (window: number, frame: number): Markdown => md`${window} (${f.frame(frame)})`,
  windowUnscaled: (window: number, frame: number): Markdown => md`${window}, scale unknown (${f.frame(frame)})`,
  direction: {client: 'client → server', server: 'server → client'} satisfies Record<Side, string>,
  proof: (d: TransferDirection): Markdown => {
    const last = d.lastNextSequence?.relative;
    if (last === undefined) return md``;
    const extra = [...(d.synSent ? ['1 for the SYN'] : []), ...(d.finSent ? ['1 for the FIN'] : [])];
    return md`The sequence numbers of the ${d.from} prove it: they end at relative ${last} in ${f.frame(d.lastNextSequence?.frame ?? 0)} = ${d.uniqueBytes} bytes of data${extra.length > 0 ? ` + ${extra.join(' + ')}` : ''}.`;
  },
  proofGap: (d: TransferDirection, missing: number): Markdown =>
    md`The sequence numbers of the ${d.from} end at relative ${d.lastNextSequence?.relative ?? 0} in ${f.frame(d.lastNextSequence?.frame ?? 0)}, which means that ${f.bytes(missing)} of its data are not in the capture.`,
  window: {
    least: (p: {frame: number; bytes: number}): Markdown =>
      md`The least that was left of the receiver's window, as seen where the recording was made: **${f.bytes(p.bytes)}** after frame ${f.link(p.frame)}.`,
    closed: (p: {from: Side; frames: readonly number[]}): Markdown =>
      md`The window was full or closed in ${f.frames(p.frames)}: there the ${p.from} could send no more until it opened again.`,
    free: (p: {from: Side}): Markdown =>
      md`The recording was made near the ${p.from}, so this is what the ${p.from} saw: the window never held it back.`,
    far: (p: {from: Side}): Markdown =>
      md`The recording was made far from the ${p.from}, which learns of free room only later: whether it had to wait cannot be told from this.`,
  },
  segmentsTitle: 'The data segments and what acknowledged them',
  segmentsHead: ['Frame', 'From', 'Seq (relative)', 'Length', 'Next seq', 'Acknowledged in', 'After'],
  segmentsMore: (n: number): string => `${n} further data segments are not listed.`,
  notAcked: '—',
  arithmetic: (s: SegmentFacts, ack: number): Markdown =>
    md`Example: ${f.frame(s.frame)} starts at ${s.sequence.relative ?? s.sequence.raw} and carries ${s.payloadBytes} bytes, so the next byte has the number ${s.sequence.relative ?? s.sequence.raw} + ${s.payloadBytes} = **${s.nextSequence.relative ?? s.nextSequence.raw}**. ${f.Frame(ack)} acknowledges it.`,
  clean:
    "Wireshark's rules find nothing wrong with the transfer: no segment was sent twice, none is out of order or missing.",
  analysisRule: "Wireshark's rules mark these frames:",
  analysisCaution:
    'The packets of this capture do not stand in the order in which they came. The marks follow that order and can be wrong.',
  analysisHead: ['Mark', 'Frames', 'Meaning'],
  analysis: {
    retransmissions: ['Retransmissions', 'sent again, because no acknowledgment came in time'],
    fastRetransmissions: [
      'Fast retransmissions',
      'sent again at once after several duplicate ACKs, without waiting for the timer',
    ],
    spuriousRetransmissions: [
      'Spurious retransmissions',
      'sent again although an earlier packet of the capture already acknowledges the bytes',
    ],
    outOfOrder: ['Out of order', 'arrived after bytes that follow it'],
    duplicateAcks: [
      'Duplicate ACKs',
      'the receiver says again what it expects: usually because it got something after a gap',
    ],
    lostSegments: ['Previous segment not captured', 'there is a gap before this segment'],
    ackedUnseen: [
      'ACKed unseen segment',
      'bytes are acknowledged that no earlier packet of the capture holds: the recording missed them, the network did not',
    ],
    keepAlives: ['Keep-alive', 'a probe that asks whether the other side is still there'],
    keepAliveAcks: ['Keep-alive ACK', 'the answer to such a probe'],
    windowUpdates: ['Window update', 'the receiver has room again'],
    windowFull: ['Window full', "the sender has filled the receiver's window"],
    zeroWindows: ['Zero window', 'the receiver has no room: the sender must wait'],
    zeroWindowProbes: ['Zero-window probe', 'the sender asks whether there is room again'],
  } as Record<string, [string, string]>,
});

export const notesEn = (_format: Format) => ({
  title: 'What to note about this capture',
  none: 'None of the checks found anything that needs a reservation.',
  packetListTitle: 'The packets of the connection',
  packetListIntro: (p: {stream: number; rows: number}): Markdown =>
    md`All statements above can be checked here, or in Wireshark with the filter ${code(`tcp.stream == ${p.stream}`)}. Times count from the first packet of the capture, sequence and acknowledgment numbers are relative.`,
  packetListHead: ['No.', 'Time (s)', 'From', 'Protocol', 'Length', 'Info'],
  omitted: (p: {count: number; first: number; last: number}): string =>
    `… ${p.count} packets left out (${p.first}–${p.last}) …`,
  appendix: (file: string): Markdown =>
    md`The list is shortened. All packets of the connection, up to 100 000, are in [${file}](${Markdown.trusted(file)}) beside this report, for a spreadsheet.`,
  csvHead: [
    'No.',
    'Time (s)',
    'From',
    'Protocol',
    'Length',
    'Flags',
    'Seq (raw)',
    'Seq (relative)',
    'Ack (raw)',
    'Ack (relative)',
    'Window (raw)',
    'Window (calculated)',
    'Data bytes',
    'Info',
  ],
  missing: 'There is no connection to list.',
});
