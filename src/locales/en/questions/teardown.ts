import type {SegmentFacts, Side, TeardownKind} from '../../../model/report.ts';
import {plainRuns} from '../../format.ts';
import {teardownEndQuestionsEn} from './teardown-end.ts';

const list = (frames: readonly number[]): string =>
  `${frames.length === 1 ? 'frame' : 'frames'} ${plainRuns(frames, ', ')}`;
const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');
const bytes = (n: number): string => `${n} ${n === 1 ? 'byte' : 'bytes'}`;

type Waves = readonly {readonly frame: number; readonly flags: string}[];
const flagged = (waves: Waves): string => waves.map(({frame, flags}) => `${frame} [${flags}]`).join(', ');

export const teardownQuestionsEn = () => ({
  'first-fin-sender': {
    ask: 'Which side closes the connection first, that is, sends the first FIN: the client or the server?',
    working: (p: {frame: number; from: Side; stream: number; second?: number}): string[] => [
      `The display filter tcp.stream == ${p.stream} && tcp.flags.fin == 1 leaves the segments with a FIN. The first is frame ${p.frame}.`,
      `Its source address and port are those of the ${p.from}, so the ${p.from} closes first.`,
      ...(p.second === undefined ? [] : [`The ${other(p.from)}'s own FIN is frame ${p.second}.`]),
    ],
    mistakes: {
      other: (p: {frame: number; from: Side; second?: number}): string =>
        p.second === undefined
          ? `The only FIN, frame ${p.frame}, is from the ${p.from}.`
          : `The ${other(p.from)}'s FIN is frame ${p.second}, the second one; the first, frame ${p.frame}, is from the ${p.from}.`,
    },
  },
  'first-fin-frame': {
    ask: 'In which frame does the first FIN of the connection stand, with which its release begins?',
    working: (p: {frame: number; flags: string; stream: number}): string[] => [
      `The display filter tcp.stream == ${p.stream} && tcp.flags.fin == 1 leaves the connection's segments with a FIN.`,
      `Frame ${p.frame} is the first that begins to close it; its flags are ${p.flags}.`,
    ],
    mistakes: {
      dataAck: (p: {frame: number}): string =>
        `Frame ${p.frame} has no FIN: it acknowledges data received before, and is not part of the release.`,
      second: (p: {frame: number}): string => `Frame ${p.frame} is the other side's FIN, which comes after the first.`,
      near: (p: {near: number; frame: number}): string =>
        `Frame ${p.near} is next to it: the first FIN is in frame ${p.frame}.`,
    },
  },
  'first-fin-numbers': {
    ask: 'What are the sequence number and the acknowledgment number of the segment with the first FIN?',
    noAck: 'The segment with the first FIN has no acknowledgment number: its ACK flag is not set.',
    working: (p: SegmentFacts): string[] => numbers(p, 'the first FIN'),
    mistakes: {
      swapped: 'These are the two numbers in the wrong order: the sequence number is asked for first.',
      next: (p: {raw: number}): string =>
        `That counts beyond the segment: the Sequence Number in its header is ${p.raw}; what it sends, and the FIN, come on top only for the next one.`,
    },
  },
  'first-fin-payload': {
    ask: 'How many bytes of data does the segment with the first FIN carry?',
    working: (p: {frame: number; bytes: number; sequence: number; next: number}): string[] => [
      `Frame ${p.frame} is the segment with the first FIN: its TCP Segment Len is ${p.bytes}.`,
      `The next sequence number is ${p.sequence} + ${p.bytes} + 1 = ${p.next}; the 1 is for the FIN, which takes a sequence number and is no byte of data.`,
    ],
    mistakes: {
      finCounted: 'The FIN takes one sequence number, but it is a flag in the header and no byte of data.',
      bits: (p: {bytes: number}): string => `That is in bits: the segment carries ${bytes(p.bytes)}.`,
    },
  },
  'first-fin-ack-frame': {
    ask: 'Which frame is the first that acknowledges the first FIN?',
    working: (p: {fin: number; frame: number; next: number; isFin: boolean}): string[] => [
      `The first FIN, in frame ${p.fin}, takes one sequence number: what acknowledges it has the Acknowledgment number (raw) ${p.next}.`,
      `The first segment of the other side with that number is frame ${p.frame}.`,
      ...(p.isFin ? [`It has a FIN of its own: ACK and FIN are one segment here.`] : []),
    ],
    mistakes: {
      dataAck: (p: {frame: number; fin: number}): string =>
        `Frame ${p.frame} acknowledges data and comes before the FIN in frame ${p.fin}: it cannot acknowledge it.`,
      later: (p: {later: number; frame: number}): string =>
        `Frame ${p.later} is the second FIN; frame ${p.frame} had acknowledged the first one before.`,
      last: (p: {last: number; fin: number}): string =>
        `Frame ${p.last} acknowledges the other side's FIN, not the one in frame ${p.fin}.`,
    },
  },
  'first-fin-ack-number': {
    ask: 'With which acknowledgment number is the first FIN acknowledged?',
    working: (p: {fin: number; frame: number; sequence: number; payloadBytes: number; next: number}): string[] => [
      `The segment with the first FIN, frame ${p.fin}, has the Sequence Number (raw) ${p.sequence} and carries ${bytes(p.payloadBytes)} of data.`,
      `A FIN takes one sequence number (RFC 9293 §3.4): ${p.sequence} + ${p.payloadBytes} + 1 = ${p.next}.`,
      `Frame ${p.frame} acknowledges it: its Acknowledgment number (raw) is ${p.next}.`,
    ],
    mistakes: {
      notPlusOne: (p: {next: number}): string =>
        `That is the FIN's own number. The FIN takes one, so the next one expected, ${p.next}, is acknowledged.`,
      withoutData: (p: {payloadBytes: number}): string =>
        `The segment with the FIN also carries ${bytes(p.payloadBytes)} of data, which count before the FIN.`,
      sequence: (p: {frame: number}): string =>
        `That is the sequence number of frame ${p.frame}; its acknowledgment number is asked for.`,
    },
  },
  'second-fin-numbers': {
    ask: 'What are the sequence number and the acknowledgment number of the segment with the second FIN, with which the other side closes too?',
    noAck: 'The segment with the second FIN has no acknowledgment number: its ACK flag is not set.',
    working: (p: SegmentFacts & {first: number; acknowledges: boolean}): string[] => [
      ...numbers(p, 'the second FIN'),
      ...(p.acknowledges ? [`The acknowledgment number acknowledges the first FIN, of frame ${p.first}.`] : []),
    ],
    mistakes: {
      swapped: 'These are the two numbers in the wrong order: the sequence number is asked for first.',
      notPlusOne: (p: {next: number}): string =>
        `The first FIN takes one sequence number, so the acknowledgment number is ${p.next}, one more.`,
    },
  },
  'last-ack-numbers': {
    ask: 'What are the sequence number and the acknowledgment number of the last ACK of the release?',
    simultaneous:
      'The FINs crossed, so each side sends an ACK for the other and no single one is the last of the release.',
    working: (p: SegmentFacts & {fin: number; finSequence: number; next: number; first: number}): string[] => [
      `The second FIN, in frame ${p.fin}, has the sequence number ${p.finSequence}; it is acknowledged with ${p.finSequence} + 1 = ${p.next}.`,
      ...numbers(p, 'the last ACK'),
      `Its sequence number lies one above the FIN of frame ${p.first}, which took one.`,
    ],
    mistakes: {
      swapped: 'These are the two numbers in the wrong order: the sequence number is asked for first.',
      notPlusOne: (p: {next: number}): string =>
        `The second FIN takes one sequence number, so the acknowledgment number is ${p.next}, one more.`,
      beforeFin: (p: {first: number; sequence: number}): string =>
        `The FIN in frame ${p.first} took one sequence number, so the ACK after it has ${p.sequence}.`,
    },
  },
  'release-kind': {
    ask: 'How does the connection end: with four segments, with three (ACK and FIN in one), with both sides closing at the same time, with only one side closing, with a FIN and then a reset, with a reset alone, or is it not closed at all in the capture?',
    working: {
      'four-packet': (p: {waves: readonly number[]; stream: number}): string[] => [
        `The release begins with the first FIN, frame ${p.waves[0]}.`,
        `The other side acknowledges it in frame ${p.waves[1]}, without a FIN, and sends its own FIN later${p.waves[2] === undefined ? '' : `, in frame ${p.waves[2]}`}: ACK and FIN are two segments.`,
        p.waves.length === 4
          ? `With the last ACK, frame ${p.waves[3]}, these are four.`
          : 'The last ACK of the four is missing in the capture.',
      ],
      'three-packet': (p: {waves: readonly number[]; stream: number}): string[] => [
        `The release begins with the first FIN, frame ${p.waves[0]}.`,
        `Frame ${p.waves[1]} is the other side's first segment that acknowledges it, and has a FIN of its own: ACK and FIN are one segment.`,
        p.waves.length === 3
          ? `With the last ACK, frame ${p.waves[2]}, these are three.`
          : 'The last ACK of the three is missing in the capture.',
      ],
      simultaneous: (p: {waves: readonly number[]; stream: number}): string[] => [
        `Both sides send a FIN (${list(p.waves)} are the release), and neither FIN acknowledges the other: each was sent before the other arrived.`,
        'So the two sides close at the same time (RFC 9293 §3.6).',
      ],
      'fin-then-reset': (p: {waves: readonly number[]; stream: number}): string[] => [
        `Frame ${p.waves[0]} is a FIN, so the release begins in the ordinary way.`,
        `Before both FINs are sent and acknowledged, frame ${p.waves.at(-1)} ends the connection with a RST.`,
      ],
      reset: (p: {waves: readonly number[]; stream: number}): string[] => [
        `No FIN comes before frame ${p.waves[0]}, which has the RST flag.`,
        'A RST ends the connection at once; no ACK follows it.',
      ],
      'half-closed': (p: {waves: readonly number[]; stream: number}): string[] => [
        `Frame ${p.waves[0]} is a FIN; the other side sends none, and there is no RST.`,
        'So only one direction is closed in the capture.',
      ],
      'still-open': (p: {waves: readonly number[]; stream: number}): string[] => [
        `The display filter tcp.stream == ${p.stream} && (tcp.flags.fin == 1 || tcp.flags.reset == 1) leaves no segment that ends the connection.`,
        'So it is not closed when the capture ends.',
      ],
    } satisfies Record<TeardownKind, unknown>,
    mistakes: {
      resetAlone: (p: {fin: number | undefined; reset: number | undefined}): string =>
        `The RST, frame ${p.reset}, is not all of it: a FIN, frame ${p.fin}, came before.`,
      usual: (p: {kind: TeardownKind; waves: readonly number[]; dataAck?: number}): string => {
        switch (p.kind) {
          case 'three-packet':
            return p.dataAck === undefined
              ? `Frame ${p.waves[1]} is both the ACK of the first FIN and the second FIN: no segment is missing.`
              : `Frame ${p.dataAck} acknowledges data and comes before the first FIN, so it does not count; ACK and FIN are one segment, frame ${p.waves[1]}.`;
          case 'four-packet':
            return `Frame ${p.waves[1]} acknowledges the first FIN and has no FIN itself: ACK and FIN are two segments here.`;
          case 'simultaneous':
            return 'There are four segments, but the FINs crossed: the second FIN does not acknowledge the first.';
          case 'half-closed':
            return `Exactly one side's FIN is there, frame ${p.waves[0]}.`;
          default:
            return `A RST, frame ${p.waves.at(-1)}, ends the connection before two FINs could be sent and acknowledged.`;
        }
      },
    },
  },
  'release-segments': {
    ask: 'How many segments does the release of the connection take, from the first FIN to the last ACK (segments that were sent again, or only carry data in between, do not count)?',
    working: (p: {waves: Waves; repeated: readonly number[]}): string[] => [
      `The release begins with the first FIN, and ends with the ACK of the second: frames ${flagged(p.waves)}.`,
      ...(p.repeated.length === 0 ? [] : [`A FIN sent again (${list(p.repeated)}) does not count once more.`]),
      `These are ${p.waves.length}.`,
    ],
    mistakes: {
      dataAck: (p: {frame: number}): string =>
        `Frame ${p.frame} is counted too, but it acknowledges data received before the first FIN: it is not part of the release.`,
      usual: (p: {frames: readonly number[]}): string =>
        p.frames.length === 3
          ? `Here ACK and FIN of the other side are one segment, frame ${p.frames[1]}, so there are three and none is missing.`
          : `Here the ACK and the FIN of the other side are two segments (the release is ${list(p.frames)}).`,
      repeated: (p: {frames: readonly number[]}): string =>
        `${list(p.frames)} only repeat a FIN: that is no further step of the release.`,
    },
  },
  'release-frames': {
    ask: 'Which frames make up the release of the connection, from the first FIN to the last ACK?',
    working: (p: {waves: Waves; stream: number}): string[] => [
      `The display filter tcp.stream == ${p.stream} && tcp.flags.fin == 1 finds the FINs; each is acknowledged with its sequence number + 1.`,
      `The segments in order, with their flags: ${flagged(p.waves)}.`,
    ],
    mistakes: {
      dataAck: (p: {frame: number}): string =>
        `Frame ${p.frame} acknowledges data received before the first FIN: it is not part of the release.`,
      lastMissing: (p: {frame: number}): string =>
        `The last ACK, frame ${p.frame}, is missing: it acknowledges the second FIN.`,
      finsOnly: 'These are only the FINs: the ACKs that answer them belong to the release too.',
    },
  },
  'ack-fin-merged': {
    ask: 'Does the other side acknowledge the first FIN and send its own FIN in one and the same segment?',
    working: (p: {fin: number; ack: number; second: number; isMerged: boolean}): string[] => [
      `The first FIN is frame ${p.fin}. The first segment that acknowledges it is frame ${p.ack}.`,
      p.isMerged
        ? 'Its flags show FIN and ACK: yes, one segment does both.'
        : `It has no FIN flag; the other side's FIN is frame ${p.second}: no, these are two segments.`,
    ],
    mistakes: {
      other: (p: {fin: number; ack: number; second: number; isMerged: boolean}): string =>
        p.isMerged
          ? `Frame ${p.second} has both flags, and no segment before it acknowledges the FIN of frame ${p.fin}.`
          : `The FIN in frame ${p.second} has its ACK flag set as every segment has, but frame ${p.ack} had acknowledged the first FIN before.`,
    },
  },
  'why-merged': {
    ask: 'Why does the release of this connection take three segments, or why four?',
    working: (p: {fin: number; ack: number; second: number}): string[] => [
      `First FIN: frame ${p.fin}; its acknowledgment: frame ${p.ack}; the other side's FIN: frame ${p.second}.`,
      'What lies between the acknowledgment and the second FIN tells why.',
    ],
    merged: (p: {fin: number; second: number; peer: Side}): string =>
      `When the FIN of frame ${p.fin} arrived, the ${p.peer} had no more data to send and its program closed the connection before TCP had sent an ACK. So ACK and FIN went out as one segment, frame ${p.second}, and the release takes three segments instead of four. No segment is missing.`,
    apart: (p: {
      fin: number;
      ack: number;
      second: number;
      peer: Side;
      bytes: number;
      data: readonly number[];
    }): string =>
      p.bytes > 0
        ? `The ${p.peer}'s TCP acknowledged the FIN of frame ${p.fin} in frame ${p.ack}, but it still had data to send: ${bytes(p.bytes)} (${list(p.data)}). The connection was half-closed meanwhile, and its FIN, frame ${p.second}, could only follow the data; so ACK and FIN are two segments.`
        : `The ${p.peer}'s TCP acknowledged the FIN of frame ${p.fin} at once, in frame ${p.ack}; its own FIN is sent only when its program closes the connection, which was later: frame ${p.second}. So ACK and FIN are two segments.`,
  },
  'half-closed-bytes': {
    ask: 'After it has acknowledged the first FIN, how many bytes of data does the other side still send before its direction is closed too (TCP payload, what is sent again counted once)?',
    gap: 'Not all of the data that the other side sends before its FIN are in the capture.',
    notFour:
      'The other side does not acknowledge the first FIN in a segment of its own before its FIN, so there is nothing in between.',
    working: (p: {
      fin: number;
      ack: number;
      second: number;
      from: Side;
      bytes: number;
      data: readonly number[];
      lengths: readonly number[];
    }): string[] => [
      `Frame ${p.fin} is the first FIN, frame ${p.ack} acknowledges it, and frame ${p.second} is the ${p.from}'s own FIN.`,
      p.data.length === 0
        ? `After frame ${p.ack} and up to that FIN the ${p.from} sends no data: TCP Segment Len is 0. So 0 bytes.`
        : `In between the ${p.from} sends data in ${list(p.data)}${p.lengths.length > 1 ? `: TCP Segment Len ${p.lengths.join(' + ')} = ${p.bytes}` : `: ${bytes(p.bytes)}`}.`,
      ...(p.data.length === 0 ? [] : ['Meanwhile the connection is half-closed: data flow in one direction only.']),
    ],
    mistakes: {
      body: (p: {bytes: number}): string =>
        `That is the HTTP body alone; with the status line and the header fields TCP carries ${bytes(p.bytes)}.`,
      bits: (p: {bytes: number}): string => `That is in bits: it is ${bytes(p.bytes)}.`,
      finCounted: 'The FIN takes one sequence number, but it is no byte of data.',
    },
  },
  ...teardownEndQuestionsEn(),
});

function numbers({frame, sequence, acknowledgment}: SegmentFacts, what: string): string[] {
  return [
    `Frame ${frame} is ${what}: its Sequence Number (raw) is ${sequence.raw}, its Acknowledgment number (raw) ${acknowledgment?.raw}.`,
    ...(sequence.relative === undefined || acknowledgment?.relative === undefined
      ? []
      : [`Relative to the initial sequence numbers these are ${sequence.relative} and ${acknowledgment.relative}.`]),
  ];
}

export type TeardownQuestions = ReturnType<typeof teardownQuestionsEn>;
