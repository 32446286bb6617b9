import {dataSegmentsEn} from './data-segments.ts';
import {dataTransferEn} from './data-transfer.ts';

const partsOf = (length: number, p: {whole: number; at: number; header: number; trailer: number}): string =>
  `The frame is ${p.whole} bytes long; ${p.at} bytes of other headers come before the TCP header, which takes ${p.header}${p.trailer > 0 ? `, and ${p.trailer} bytes follow the packet` : ''}: ${p.whole} − ${p.at} − ${p.header}${p.trailer > 0 ? ` − ${p.trailer}` : ''} = ${length}.`;

const BITS = 'Lengths are counted in bytes: this is 8 times too much.';

/** The request, the response, and what acknowledges them. */
export const dataQuestionsEn = () => ({
  'request-sequence': {
    ask: 'What is the sequence number of the segment in which the HTTP request begins?',
    working: (p: {frame: number; raw: number; relative: number}): string[] => [
      `The request begins in frame ${p.frame}.`,
      `Its Sequence Number (raw) is ${p.raw}, its Sequence Number ${p.relative}, relative. That is the number of the first byte of the request.`,
    ],
    mistakes: {
      acknowledgment: 'That is the acknowledgment number of the segment; the sequence number is asked for.',
      next: 'That is the Next Sequence Number, of the byte after this segment.',
    },
  },
  'request-segment-length': {
    ask: 'How many bytes of data (TCP payload) does the segment carry in which the HTTP request begins?',
    working: (p: {
      frame: number;
      length: number;
      frameParts?: {whole: number; at: number; header: number; trailer: number};
    }): string[] => [
      `The TCP Segment Len of frame ${p.frame} is ${p.length}.`,
      ...(p.frameParts ? [partsOf(p.length, p.frameParts)] : []),
    ],
    mistakes: {
      frame: (p: {length: number}): string =>
        `That is the length of the whole frame, headers included; the data are ${p.length} bytes.`,
      header: (p: {header: number}): string => `That counts the TCP header of ${p.header} bytes as well.`,
      packet: (p: {length: number}): string =>
        `That is the Total Length of the IP packet, headers included; the data are ${p.length} bytes.`,
      bits: BITS,
    },
  },
  'request-next-sequence': {
    ask: 'Which sequence number follows the segment in which the HTTP request begins, that is, which one will the next byte of the client have?',
    working: (p: {
      frame: number;
      raw: number;
      relative: number;
      length: number;
      end: number;
      relativeEnd: number;
    }): string[] => [
      `Frame ${p.frame} has Sequence Number (raw) ${p.raw} and carries ${p.length} bytes (TCP Segment Len).`,
      `Each byte takes one number: ${p.raw} + ${p.length} = ${p.end}; relative, ${p.relative} + ${p.length} = ${p.relativeEnd}, the Next Sequence Number.`,
    ],
    mistakes: {
      lastByte: 'That is the number of the last byte of the segment; the next byte has one more.',
      plusOne: 'Only SYN and FIN take a number beyond the data; this segment takes as many as it has bytes.',
      frame: (p: {whole: number; length: number}): string =>
        `That adds the length of the frame, ${p.whole}; headers take no sequence numbers, only the ${p.length} bytes of data do.`,
      own: 'That is the number with which the segment itself begins.',
    },
  },
  'request-ack-frame': {
    ask: 'Which frame is the first to acknowledge the whole HTTP request?',
    working: (p: {request: number; frame: number; end: number; acknowledged: number}): string[] => [
      `The request ends in frame ${p.request}; its Next Sequence Number is ${p.end}.`,
      `Frame ${p.frame} is the first segment of the server after it whose Acknowledgment Number reaches that: ${p.acknowledged}.`,
    ],
    mistakes: {
      request: 'That is the request itself; the acknowledgment comes from the server.',
      response: (p: {frame: number}): string =>
        `That frame carries the response. Frame ${p.frame} has acknowledged the request before it.`,
    },
  },
  'request-ack-kind': {
    ask: 'Is the HTTP request acknowledged by a segment of its own, without data, or by a segment that carries data?',
    working: (p: {frame: number; length: number}): string[] => [
      `Frame ${p.frame} is the first to acknowledge the whole request; its TCP Segment Len is ${p.length}.`,
      p.length === 0
        ? 'It carries no data: it is a segment of its own, and not the response.'
        : 'It carries data as well: the acknowledgment travels with them (piggybacking).',
    ],
    mistakes: {
      opposite: (p: {frame: number; length: number}): string =>
        p.length === 0
          ? `Frame ${p.frame} acknowledges the request before the response comes, and its TCP Segment Len is 0.`
          : `Frame ${p.frame} acknowledges the request and carries ${p.length} bytes of data itself.`,
    },
  },
  'response-segment-count': {
    ask: 'In how many TCP segments did the HTTP response arrive?',
    working: (p: {count: number; first: number; last: number; shown: number}): string[] =>
      p.count === 1
        ? [`The whole response lies in frame ${p.first}: one segment.`]
        : [
            `The response begins in frame ${p.first} and ends in frame ${p.last}.`,
            `Frame ${p.shown}, where Wireshark shows it, lists its parts under Reassembled TCP Segments: ${p.count} of them.`,
          ],
    mistakes: {
      one: (p: {shown: number}): string =>
        `Wireshark shows the response in frame ${p.shown} only, because it is complete there; the segments before it carry the rest.`,
      withAcks: 'That counts the acknowledgments of the client in between, which carry nothing of the response.',
    },
  },
  'response-tcp-bytes': {
    ask: 'How many bytes of TCP data make up the HTTP response, header and body together?',
    working: (p: {
      firstFrame: number;
      lastFrame: number;
      start: number;
      end: number;
      bytes: number;
      frames: readonly number[];
    }): string[] => [
      p.frames.length === 1
        ? `The whole response lies in frame ${p.firstFrame}; its TCP Segment Len is ${p.bytes}.`
        : `The response begins in frame ${p.firstFrame} and is complete in frame ${p.lastFrame}, which shows its length under Reassembled TCP Segments: ${p.bytes} bytes.`,
      `By the sequence numbers: it takes those from ${p.start} up to ${p.end}, the next one after it (raw): ${p.bytes} bytes.`,
    ],
    mistakes: {
      body: (p: {head: number}): string =>
        `That is the body alone; the status line and the headers${p.head > 0 ? `, with what frames the body, take ${p.head} bytes more` : ' are part of the response too'}.`,
      last: (p: {count: number}): string =>
        `That is what the last segment carries; the response takes ${p.count} segments.`,
      next: (p: {relative: number}): string =>
        `That is the Next Sequence Number; the response begins with number ${p.relative}, so that is to be subtracted.`,
      bits: BITS,
    },
  },
  'response-ack-number': {
    ask: 'What is the acknowledgment number of the first segment with which the client acknowledges the whole HTTP response?',
    working: (p: {
      last: number;
      frame: number;
      raw: number;
      relative: number;
      end: number;
      relativeEnd: number;
    }): string[] => [
      `The response is complete in frame ${p.last}; the number after its last byte is ${p.end} (raw), ${p.relativeEnd} relative.`,
      `Frame ${p.frame} is the first segment of the client that acknowledges it: its Acknowledgment number (raw) is ${p.raw}, ${p.relative} relative${p.raw === p.end ? '' : ', because it acknowledges what follows as well'}.`,
    ],
    mistakes: {
      lastByte: 'The next byte expected is acknowledged, not the last one that came: it is one more.',
      plusOne: 'Data take as many numbers as they have bytes; only SYN and FIN take one more.',
      sequence: (p: {frame: number}): string =>
        `That is the sequence number of frame ${p.frame}, of the bytes of the client; its acknowledgment number is asked for.`,
      bytes: 'That is the length of the response; the acknowledgment number is the next sequence number expected.',
    },
  },
  'response-throughput': {
    ask: 'How large is the average throughput of the HTTP exchange in bits per second? Divide the TCP data of the response by the time from the segment in which the request begins to the segment that completes the response.',
    working: (p: {
      request: number;
      last: number;
      bytes: number;
      from: string;
      to: string;
      elapsed: string;
      bits: number;
      result: number;
    }): string[] => [
      `The response has ${p.bytes} bytes of TCP data: ${p.bytes} × 8 = ${p.bits} bits.`,
      `From frame ${p.request} (${p.from} s) to frame ${p.last} (${p.to} s), ${p.to} − ${p.from} = ${p.elapsed} s pass.`,
      `${p.bits} ÷ ${p.elapsed} ≈ ${p.result} bit/s.`,
    ],
    mistakes: {
      bytes: 'That is in bytes per second: times 8 makes bits per second.',
      body: (p: {head: number}): string =>
        `That counts the body only; TCP carries ${p.head} more bytes of the response.`,
    },
  },
  ...dataSegmentsEn(),
  ...dataTransferEn(),
});

export type DataQuestions = ReturnType<typeof dataQuestionsEn>;
