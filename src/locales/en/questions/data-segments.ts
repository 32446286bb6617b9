type Side = 'client' | 'server';

const MORE = 'the side that sent more bytes of data';
const list = (all: readonly (number | string)[]): string => all.join(', ');

interface Flight {
  readonly side: Side;
  readonly count: number;
  readonly bytes: number;
  readonly ack: number;
  readonly total: number;
}

const segments = (count: number): string => `${count} ${count === 1 ? 'segment' : 'segments'}`;

/** The first data segments and their acknowledgments, as classic labs ask. */
export const dataSegmentsEn = () => ({
  'first-data-sequences': {
    ask: `What are the sequence numbers of the first segments with data of ${MORE}? Give six, or all if there are fewer.`,
    working: (p: {
      side: Side;
      frames: readonly number[];
      raw: readonly number[];
      relative: readonly number[];
    }): string[] => [
      `The ${p.side} sent more data. Its first segments with a TCP Segment Len above 0 are frames ${list(p.frames)}.`,
      `Their Sequence Number (raw): ${list(p.raw)}.`,
      `Relative: ${list(p.relative)}.`,
    ],
    mistakes: {next: 'These are the Next Sequence Numbers; each is the number of the segment after.'},
  },
  'first-data-lengths': {
    ask: `How many bytes of data do the first segments with data of ${MORE} carry? Give six, or all if there are fewer.`,
    working: (p: {side: Side; frames: readonly number[]; lengths: readonly number[]}): string[] => [
      `The ${p.side} sent more data. Its first segments with data are frames ${list(p.frames)}.`,
      `Their TCP Segment Len: ${list(p.lengths)}.`,
    ],
    mistakes: {
      frames: 'These are the lengths of the frames, headers included.',
      bits: 'Lengths are counted in bytes: these are 8 times too much.',
    },
  },
  'first-data-ack-frames': {
    ask: `Take the first six segments with data of ${MORE}, or all if there are fewer. Which frame is the first to acknowledge each of them? Leave out those that are not acknowledged.`,
    working: (p: {
      side: Side;
      sent: readonly number[];
      acks: readonly number[];
      sequence: number;
      length: number;
      end: number;
    }): string[] => [
      `The ${p.side} sent more data; the segments are frames ${list(p.sent)}.`,
      `A segment is acknowledged by the first frame of the other side whose Acknowledgment Number reaches its end: for frame ${p.sent[0]}, ${p.sequence} + ${p.length} = ${p.end}, that is frame ${p.acks[0]}.`,
      `For all of them: ${list(p.acks)}.`,
    ],
    mistakes: {
      once: 'An acknowledgment may stand for several segments; name its frame once for each of them.',
      sent: 'These are the segments themselves; the frames that acknowledge them are asked for.',
      next: 'The frame that follows a segment need not acknowledge it: compare the acknowledgment numbers.',
    },
  },
  'first-data-sample-rtts': {
    ask: `Take the first six segments with data of ${MORE}, or all if there are fewer, without those that are not acknowledged. How many seconds pass in the capture from each to the first frame that acknowledges it (SampleRTT)?`,
    working: (p: {pairs: readonly {frame: number; acknowledgedBy: number; seconds: string}[]}): string[] => [
      'For each segment, subtract its Time from that of the frame that acknowledges it; Wireshark shows the difference there as The RTT to ACK the segment, if no later segment is acknowledged with it.',
      `${p.pairs.map(({frame, acknowledgedBy, seconds}) => `frame ${frame} to ${acknowledgedBy}: ${seconds} s`).join('; ')}.`,
      'Where the capture was made at the receiver, these are short: they hold only the time it took to answer.',
    ],
    mistakes: {
      times:
        'These are the times of the acknowledgments, counted from the first packet: subtract those of the segments.',
    },
  },
  'estimated-rtt': {
    ask: `Take the first six segments with data of ${MORE}, or all if there are fewer, without those that are not acknowledged. What is EstimatedRTT after the SampleRTT of the last of them, in seconds (α = 0.125, beginning with the first SampleRTT)?`,
    working: (p: {samples: readonly string[]; estimates: readonly string[]}): string[] => [
      `The SampleRTTs: ${list(p.samples)} s.`,
      'EstimatedRTT = 0.875 × EstimatedRTT + 0.125 × SampleRTT (RFC 6298 §2.3); the first SampleRTT is the first EstimatedRTT.',
      `One after the other: ${list(p.estimates)} s.`,
      `The last is ${p.estimates.at(-1)} s.`,
    ],
    mistakes: {
      mean: 'That is the mean of all samples; EstimatedRTT gives a new sample the weight 0.125.',
      swapped: 'The weights are swapped: the old estimate weighs 0.875, the new sample 0.125.',
      last: 'That is the last SampleRTT itself.',
      first: 'That is the first SampleRTT, from which the estimate begins.',
    },
  },
  'first-ack-bytes': {
    ask: `Take the first frame that acknowledges the whole first data segment of ${MORE}. How many bytes of data does it acknowledge?`,
    working: (p: {
      frame: number;
      ack: number;
      from: number;
      to: number;
      bytes: number;
      fin: boolean;
      segments?: number;
    }): string[] => [
      `The first data segment, frame ${p.frame}, begins with Sequence Number ${p.from}; frame ${p.ack} is the first to acknowledge it, with Acknowledgment Number ${p.to}.`,
      `${p.to} − ${p.from}${p.fin ? ' − 1 for the FIN' : ''} = ${p.bytes} bytes.`,
      ...(p.segments === undefined
        ? []
        : [p.segments === 1 ? 'It acknowledges one segment.' : `So it acknowledges ${p.segments} segments at once.`]),
    ],
    mistakes: {
      number: 'That is the acknowledgment number itself: subtract the number with which the data begin.',
      one: 'That is the length of the first segment; the frame acknowledges more than that.',
      bits: 'Lengths are counted in bytes: this is 8 times too much.',
    },
  },
  'first-flight-segments': {
    ask: `How many segments with data of ${MORE} does the capture hold before the first frame that acknowledges the first of them?`,
    working: (p: {side: Side; frames: readonly number[]; ack: number}): string[] => [
      `The ${p.side} sent more data. The first frame that acknowledges its first data segment is frame ${p.ack}.`,
      `Before it, ${p.frames.length === 1 ? 'frame' : 'frames'} ${list(p.frames)}: ${segments(p.frames.length)} with data.`,
    ],
    mistakes: {
      all: (p: {ack: number}): string => `Those are all segments with data; count only those before frame ${p.ack}.`,
    },
  },
  'slow-start': {
    ask: `Does the transfer of ${MORE} show slow start? Reason with the segments before the first acknowledgment, and with those after it.`,
    model: (p: Flight): string => {
      if (p.count === p.total)
        return `No: all data of the ${p.side} (${segments(p.total)}, ${p.bytes} bytes) come before the first acknowledgment, frame ${p.ack}. The initial congestion window holds them all, so it had no occasion to grow: slow start cannot be seen.`;
      if (p.total <= 10)
        return `No: before the first acknowledgment, frame ${p.ack}, the capture holds ${segments(p.count)} with ${p.bytes} bytes, but the ${p.side} sends only ${segments(p.total)} with data on the whole connection. Today's systems may send 10 segments from the start without waiting for an acknowledgment (RFC 6928), so it is not the congestion window that sets the pace.`;
      return `Before the first acknowledgment, frame ${p.ack}, the capture holds ${segments(p.count)} with ${p.bytes} bytes, of ${p.total} in all. A good answer compares this with the flights that follow: as long as slow start lasts, each acknowledgment lets more new segments out, and the number of segments a round trip about doubles. Where the capture was made at the receiver, acknowledgments come at once, and the flights show as groups of segments with pauses between them.`;
    },
    working: (p: Flight): string[] => [
      `Count the data segments of the ${p.side} before frame ${p.ack}, the first acknowledgment: ${p.count} of ${p.total}, with ${p.bytes} bytes.`,
      'Statistics → TCP Stream Graphs → Time Sequence (Stevens) shows the flights that follow: groups of segments, a round trip apart.',
    ],
  },
});
