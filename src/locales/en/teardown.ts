import {type Markdown, md} from '../../model/markdown.ts';
import type {SegmentFacts, Side, TeardownFinding, TeardownKind} from '../../model/report.ts';
import type {Format} from './format.ts';

export const teardownEn = (f: Format) => ({
  title: 'TCP connection release',
  missing: {
    'still-open':
      'Neither a FIN nor an RST that ends this connection is in the capture: as far as was recorded, it is still open. Keep-alive connections often stay open for seconds or minutes; close the page and wait before stopping.',
    'not-established': 'The connection was never established, so there is nothing to release.',
    other: 'The release of the connection cannot be shown.',
  },
  rule: md`Each direction of a connection is closed on its own. A **FIN** says 'I will send no more'; it takes up one sequence number, so it has to be acknowledged with that number + 1. Two FINs and two ACKs make four segments. When the side that closes second has nothing left to send, it puts its ACK and its FIN into one segment, and three are enough.`,
  kind: (found: TeardownFinding, onlySender: Side | undefined): Markdown => {
    const frames = f.frames(found.waves.map(({segment}) => segment.frame));
    const acknowledged = found.waves.filter(({role}) => role === 'ack').map(({segment}) => segment.frame);
    const who = found.initiator ? `the ${found.initiator}` : 'one side';
    const open = found.complete ? '' : ' The last ACK is not in the capture.';
    switch (found.kind) {
      case 'four-packet':
        return md`This connection was released with **four segments** (${frames}); ${who} closed first.${open}`;
      case 'three-packet':
        return md`This connection was released with **three segments** (${frames}), not four; ${who} closed first.${open}`;
      case 'simultaneous':
        return md`Both sides closed **at the same time** (${frames}): the FINs crossed on the way, neither acknowledges the other; ${who}'s FIN comes first in the capture.${open}`;
      case 'fin-then-reset':
        return md`The release began with a FIN of ${who} but ended with a **reset** (${frames}): one side did not wait for the regular end.`;
      case 'reset':
        return md`No FIN came first: ${who} ended the connection with a **reset** (${frames}). Data still on the way is lost to the program.`;
      case 'half-closed':
        return onlySender
          ? md`Only ${who}'s FIN (${f.frame(found.waves[0]?.segment.frame ?? 0)}) is in the capture, and no packet of the other side at all: whether that side closed too is not known.`
          : md`Only ${who} sent a FIN (${f.frame(found.waves[0]?.segment.frame ?? 0)})${acknowledged.length > 0 ? md`, which ${f.frames(acknowledged)} acknowledges` : md``}; the other side's FIN is not in the capture. As far as was recorded the connection is **half-closed**: that side could go on sending.`;
      case 'still-open':
        return md`The connection is still open at the end of the capture.`;
      default:
        return found.kind satisfies never;
    }
  },
  tableTitle: 'The segments of the release',
  waveTitle: (number: number, flags: string, frame: number): string => `Segment ${number}: ${flags} (frame ${frame})`,
  wave: {
    fin: (s: SegmentFacts, first: boolean): Markdown =>
      md`The ${s.from} ${first ? 'has nothing more to send and closes its direction' : 'closes its direction too'}: flag FIN, sequence number ${sequenceOf(s)}.${
        s.payloadBytes > 0
          ? md` The segment also carries its last ${f.bytes(s.payloadBytes)} of data, so the FIN itself has the number after them.`
          : md``
      } The FIN takes up one number, so it must be acknowledged with **${s.nextSequence.raw}**${relative(s.nextSequence.relative)}.`,
    finAck: (s: SegmentFacts, of: number, expected: number): Markdown =>
      md`The ${s.from} acknowledges the FIN of ${f.frame(of)} (ack = ${(expected - 1) >>> 0} + 1 = **${expected}**${relative(s.acknowledgment?.relative)}) **and** closes its own direction with the same segment: flags FIN and ACK, sequence number ${sequenceOf(s)}. This FIN must be acknowledged with ${s.nextSequence.raw}${relative(s.nextSequence.relative)}.`,
    ack: (s: SegmentFacts, of: number, expected: number): Markdown =>
      md`The ${s.from} acknowledges the FIN of ${f.frame(of)}: ack = ${(expected - 1) >>> 0} + 1 = **${expected}**${relative((s.acknowledgment?.raw ?? expected) === expected ? s.acknowledgment?.relative : undefined)}.${
        s.payloadBytes > 0 ? md` The segment carries ${f.bytes(s.payloadBytes)} of data as well.` : md``
      }`,
    rst: (s: SegmentFacts): Markdown =>
      md`The ${s.from} sends a reset: the connection is gone at once, on both sides. An RST is not acknowledged${s.payloadBytes > 0 ? '' : ' and carries no data'}.`,
    alsoAcks: (of: number): Markdown => md` It repeats the acknowledgment of the FIN in ${f.frame(of)}.`,
    plain: (s: SegmentFacts): Markdown => md`The ${s.from} acknowledges up to ${s.acknowledgment?.raw ?? 0}.`,
  },
  whyThree: (p: {peer: Side; ns?: number; frame: number}): Markdown =>
    md`**Why three and not four.** The ${p.peer} sent no separate ACK for the first FIN: ${f.frame(p.frame)} is the first of its segments that acknowledges that FIN, and it already carries the ${p.peer}'s own FIN${p.ns === undefined ? '' : ` (${f.duration(p.ns)} after the first FIN)`}. The ${p.peer}'s program had nothing left to send and closed before its TCP had sent the ACK, so ACK and FIN travelled together. RFC 9293 §3.6 allows it; nothing is missing.`,
  whyFour: (p: {peer: Side; ns?: number; bytes: number; frames: readonly number[]; piggybacked: boolean}): Markdown =>
    p.bytes > 0
      ? md`**Why four.** After acknowledging the first FIN the ${p.peer} still had data to send: ${f.bytes(p.bytes)} in ${f.frames(p.frames)}. The connection was half-closed in the meantime, and its FIN could only follow afterwards.`
      : md`**Why four.** The ${p.peer}'s TCP acknowledged the first FIN by itself; its program closed ${p.ns === undefined ? 'later' : `only ${f.duration(p.ns)} after the first FIN`}, so its FIN travels in a segment of its own.${p.piggybacked ? ' The ACK rode on a segment with data.' : ''}`,
  dataAck: (s: SegmentFacts, firstFin: number, count: number): Markdown =>
    md`> [!WARNING]\n> ${f.Frame(s.frame)} is **not** part of the release. It has no FIN; with ack = ${s.acknowledgment?.raw ?? 0}${relative(s.acknowledgment?.relative)} it acknowledges the data before it. The release begins with the first FIN, in ${f.frame(firstFin)}. Whoever counts this ACK as the first wave gets ${count + 1} segments instead of ${count}.`,
  finRepeated: (frames: readonly number[]): Markdown =>
    md`A FIN was sent again in ${f.frames(frames)}, as happens when its acknowledgment is late or lost; a repeated FIN is no further wave.`,
  furtherResets: (frames: readonly number[]): Markdown =>
    md`After it ${frames.length === 1 ? 'another RST follows' : 'further RSTs follow'} (${f.frames(frames)}); on a connection that is gone they change nothing.`,
  timeWait: (side: Side): Markdown =>
    md`The ${side} closed first, so it waits in **TIME-WAIT** for twice the maximum segment lifetime (2 MSL): if its last ACK got lost, the other side would repeat its FIN, and somebody must be there to answer.`,
  reset: (frame: number): Markdown =>
    md`The RST in ${f.frame(frame)} comes after both sides had closed. It does not change how the connection was released.`,
  outlived: (reset: number, later: number): Markdown =>
    md`> [!WARNING]\n> This RST did not end the connection: its sender goes on in ${f.frame(later)}, which a host that has reset a connection never does. The RST in ${f.frame(reset)} is forged, or belongs to an earlier connection.`,
  whyReset: (s: SegmentFacts, reset: number): Markdown =>
    md`**Why a reset.** ${f.Frame(s.frame)} brings ${f.bytes(s.payloadBytes)} of data, but the ${f.peer(s.from)}'s program had closed the connection for good and takes no more. Its TCP therefore answers with RST (${f.frame(reset)}); the sequence number of the RST is the acknowledgment number of ${f.frame(s.frame)} (RFC 9293 §3.5.2).`,
  pause: (ns: number, initiator: Side): Markdown =>
    md`Between the two FINs ${f.duration(ns)} passed. In that time only the ${initiator}'s direction was closed: the ${initiator} was in FIN-WAIT-2 and the other side in CLOSE-WAIT.`,
  kindName: {
    'four-packet': 'four segments',
    'three-packet': 'three segments (ACK and FIN merged)',
    simultaneous: 'simultaneous close',
    'fin-then-reset': 'FIN, then reset',
    reset: 'reset',
    'half-closed': 'one side only',
    'still-open': 'still open',
  } satisfies Record<TeardownKind, string>,
});

const relative = (value: number | undefined): string => (value === undefined ? '' : ` (relative ${value})`);

function sequenceOf(s: SegmentFacts): Markdown {
  return md`${s.sequence.raw}${relative(s.sequence.relative)}`;
}
