const list = (all: readonly number[]): string => all.join(', ');
const inFrames = (all: readonly number[]): string => `${all.length === 1 ? 'frame' : 'frames'} ${list(all)}`;

const bytesWords = (side: 'client' | 'server') => ({
  ask: `How many bytes of data does the ${side} send on this connection, without those that it sends again?`,
  working: (p: {frame: number; end: number; bytes: number; finSent: boolean; again: number}): string[] => [
    `The last Next Sequence Number of the ${side} is ${p.end}, relative, in frame ${p.frame}.`,
    `Relative number 0 is that of the SYN, which takes it${p.finSent ? ', and the FIN takes one as well' : ''}: ${p.end} − 1${p.finSent ? ' − 1' : ''} = ${p.bytes} bytes.`,
    ...(p.again > 0 ? [`The payloads add up to ${p.again} bytes more, which were sent again.`] : []),
  ],
  mistakes: {
    number: (p: {finSent: boolean}): string =>
      p.finSent
        ? 'That is the last Next Sequence Number; SYN and FIN take one number each, and are no data.'
        : 'That is the last Next Sequence Number; the SYN takes one number, and is no data.',
    fin: 'The FIN takes a sequence number too, and is no data: one less.',
    again: (p: {again: number}): string => `That counts ${p.again} bytes twice that were sent again.`,
    others: 'That is what the other side sends.',
  },
});

/** Bytes of each direction, windows, and what was sent again. */
export const dataTransferEn = () => ({
  'client-data-bytes': bytesWords('client'),
  'server-data-bytes': bytesWords('server'),
  'largest-segment': {
    ask: 'How many bytes of data does the largest segment of the server carry?',
    working: (p: {frame: number; largest: number; stream: number; mss?: number}): string[] => [
      `The display filter tcp.stream == ${p.stream} leaves this connection; sort by length, or show TCP Segment Len as a column.`,
      `The largest segment of the server is that of frame ${p.frame}: its TCP Segment Len is ${p.largest}.`,
      ...(p.mss === undefined || p.largest <= p.mss
        ? []
        : [
            `That is more than the MSS ${p.mss}, because the network card puts segments together or divides them outside of the capture.`,
          ]),
    ],
    mistakes: {
      mss: (p: {frame: number; largest: number}): string =>
        `That is the MSS, the most that may be sent; the largest segment that was sent, frame ${p.frame}, carries ${p.largest}.`,
      clients: 'That is the largest segment of the client.',
      bits: 'Lengths are counted in bytes: this is 8 times too much.',
    },
  },
  'smallest-window': {
    ask: 'What is the smallest receive window, in bytes, that the client advertises on this connection (SYN and RST aside)?',
    working: (p: {frame: number; raw: number; scaled: number; multiplier: number}): string[] => [
      `The smallest Window among the segments of the client, SYN and RST aside, stands first in frame ${p.frame}: ${p.raw}.`,
      `The SYNs agree on a factor of ${p.multiplier} for it: ${p.raw} × ${p.multiplier} = ${p.scaled} bytes, the Calculated window size.`,
    ],
    mistakes: {
      raw: (p: {scaled: number}): string =>
        `That is the Window field without its scale factor: the window is ${p.scaled} bytes.`,
      largest: 'That is the largest window of the client.',
      servers: 'That is the smallest window of the server.',
    },
  },
  'window-closed': {
    ask: 'Does the capture show that the receive window of the client was ever full or closed, so that the server had to wait?',
    closed: (p: {frames: readonly number[]; count: number}): string[] => [
      'The display filter tcp.analysis.window_full || tcp.analysis.zero_window shows where the window is full or 0.',
      `It leaves ${p.count} of this connection, among them ${inFrames(p.frames)}: yes.`,
    ],
    free: (p: {frame: number; left: number; smallest: number; window: number}): string[] => [
      'The display filter tcp.analysis.window_full || tcp.analysis.zero_window leaves nothing of this direction.',
      `The smallest window of the client is ${p.window} bytes (frame ${p.smallest}), and in the capture at least ${p.left} bytes of it were always free (least after frame ${p.frame}): no.`,
    ],
    mistakes: {
      closed: 'Wireshark marks frames in which the window is full or 0.',
      free: (p: {left: number}): string =>
        `At least ${p.left} bytes of the window were always free: it did not hold the server up.`,
    },
  },
  'retransmission-count': {
    ask: 'How many segments of this connection does Wireshark mark as retransmissions (fast and spurious ones included)?',
    working: (p: {stream: number; frames: readonly number[]; count: number}): string[] => [
      `The display filter is tcp.stream == ${p.stream} && (tcp.analysis.retransmission || tcp.analysis.fast_retransmission || tcp.analysis.spurious_retransmission).`,
      p.count === 0
        ? 'It leaves nothing: 0.'
        : `It leaves ${p.count}: ${inFrames(p.frames)}${p.frames.length < p.count ? ' are the first and the last' : ''}.`,
    ],
    mistakes: {
      outOfOrder: (p: {count: number}): string =>
        `That counts ${p.count} that are marked Out-Of-Order: they came late, and Wireshark does not call them retransmissions.`,
      parallel: 'SYNs from other ports are no retransmissions: they open connections of their own.',
      duplicateAcks: 'That is the number of duplicate acknowledgments, which carry no data.',
    },
  },
  'duplicate-ack-count': {
    ask: 'How many segments of this connection does Wireshark mark as duplicate acknowledgments?',
    working: (p: {stream: number; frames: readonly number[]; count: number}): string[] => [
      `The display filter is tcp.stream == ${p.stream} && tcp.analysis.duplicate_ack.`,
      p.count === 0
        ? 'It leaves nothing: 0.'
        : `It leaves ${p.count}: ${inFrames(p.frames)}${p.frames.length < p.count ? ' are the first and the last' : ''}.`,
    ],
    older: (p: {frames: readonly number[]; updates: number; count: number}): string =>
      `Older versions of Wireshark (4.0, for example) take ${p.updates} of them for ${p.updates === 1 ? 'a window update' : 'window updates'}, because the window changes there (${inFrames(p.frames)}${p.frames.length < p.updates ? ', the first and the last' : ''}): they count ${p.count}.`,
    mistakes: {retransmissions: 'That is the number of retransmissions, which repeat data.'},
  },
});
