import {handshakeConnectionsEn} from './handshake-connections.ts';
import {handshakeOptionsEn} from './handshake-options.ts';

const hex = (bits: number): string => `0x${bits.toString(16).padStart(3, '0')}`;

export const handshakeQuestionsEn = () => ({
  'handshake-frames': {
    ask: 'Which three frames are the three-way handshake of the connection?',
    working: (p: {syn: number; synAck: number; ack: number; stream: number}): string[] => [
      `The display filter tcp.stream == ${p.stream} shows this connection alone.`,
      `Frame ${p.syn} is the SYN, frame ${p.synAck} the SYN-ACK, and frame ${p.ack} the client's first segment that acknowledges the server's SYN.`,
    ],
    mistakes: {
      inRow: (p: {others: readonly number[]; stream: number}): string =>
        `${p.others.length === 1 ? `Frame ${p.others[0]} does` : `Frames ${p.others.join(' and ')} do`} not belong to this connection: the display filter tcp.stream == ${p.stream} hides what lies between.`,
      late: (p: {syn: number; next: number}): string =>
        `The handshake begins with the SYN in frame ${p.syn}; frame ${p.next} comes after it is complete.`,
      fromZero: (p: {syn: number}): string =>
        `The frames are off by one: Wireshark numbers them from 1, and the SYN is frame ${p.syn}.`,
    },
  },
  'syn-sequence': {
    ask: 'What is the sequence number of the SYN segment with which the client opens the connection?',
    working: (p: {frame: number; raw: number}): string[] => [
      `Frame ${p.frame} is the SYN: its Sequence Number (raw) is ${p.raw}, the initial sequence number that the client chose.`,
      'Wireshark also shows it as relative number 0, because it counts from there.',
    ],
    mistakes: {
      next: (p: {raw: number}): string =>
        `That is the number after the SYN, which itself takes one: the SYN's own is ${p.raw}, or 0 relative.`,
    },
  },
  'syn-flags': {
    ask: 'Which flags are set in the first segment of the handshake? They mark it as the request to open a connection.',
    working: (p: {frame: number; names: readonly string[]; bits: number}): string[] => [
      `In frame ${p.frame}, the Flags field is ${hex(p.bits)} (${p.names.join(', ')}).`,
      'SYN is set and ACK is not, because there is nothing yet to acknowledge: no other segment of a connection looks like that.',
    ],
    mistakes: {
      synAck: 'SYN together with ACK is the second segment, the answer of the server.',
      ack: 'ACK alone is the third segment; the first one cannot acknowledge anything.',
    },
  },
  'syn-ack-numbers': {
    ask: 'What are the sequence number and the acknowledgment number of the SYN-ACK segment?',
    working: (p: {
      frame: number;
      sequence: number;
      acknowledgment: number;
      relative: number;
      isn?: number;
    }): string[] => [
      `Frame ${p.frame} is the SYN-ACK: its Sequence Number (raw) is ${p.sequence}, its Acknowledgment number (raw) ${p.acknowledgment}; relative, 0 and ${p.relative}.`,
      ...(p.isn === undefined
        ? []
        : [
            `It acknowledges the SYN, which takes one sequence number: ${p.isn} + 1 = ${p.acknowledgment} (RFC 9293 §3.4).`,
          ]),
    ],
    mistakes: {
      swapped: 'These are the two numbers in the wrong order: the sequence number is asked for first.',
      notPlusOne: (p: {isn: number; acknowledgment: number}): string =>
        `${p.isn} is the SYN's own number. The SYN takes one sequence number, and the next one expected is acknowledged: ${p.acknowledgment}.`,
      relativeNotPlusOne: (p: {relative: number}): string =>
        `The SYN takes one sequence number, and the next one expected is acknowledged: relative, that is ${p.relative}.`,
    },
  },
  'syn-ack-flags': {
    ask: 'Which flags are set in the second segment of the handshake, the answer of the server?',
    working: (p: {frame: number; names: readonly string[]; bits: number}): string[] => [
      `In frame ${p.frame}, the Flags field is ${hex(p.bits)} (${p.names.join(', ')}).`,
      'One segment does two things: SYN announces the sequence number of the server, ACK acknowledges the SYN of the client.',
    ],
    mistakes: {
      syn: 'ACK is set too: the segment acknowledges the SYN of the client.',
      ack: 'SYN is set too: the server opens its own direction with this segment.',
    },
  },
  'server-isn': {
    ask: 'Which initial sequence number did the server choose? Give the raw value, as it stands in the header.',
    working: (p: {frame: number; raw: number}): string[] => [
      `The server announces it in the SYN-ACK, frame ${p.frame}.`,
      `Its Sequence Number (raw) is ${p.raw}. Wireshark shows it as relative number 0, which does not stand in the header.`,
    ],
    mistakes: {
      relative: (p: {raw: number}): string =>
        `0 is the relative number that Wireshark counts from; in the header stands the raw value ${p.raw}.`,
      clients: (p: {client: number}): string =>
        `${p.client} is the initial sequence number of the client: each side chooses its own.`,
      next: (p: {raw: number}): string =>
        `That is the number after the SYN-ACK, which itself takes one: the initial one is ${p.raw}.`,
    },
  },
  'syn-ack-why-plus-one': {
    ask: 'Why is the acknowledgment number of the SYN-ACK one more than the sequence number of the SYN, although the SYN carries no data?',
    model: (p: {syn: number; synAck: number; isn: number; next: number}): string =>
      `The SYN takes one sequence number, as if it were a byte, so that it can be acknowledged and sent again like data. The SYN in frame ${p.syn} has number ${p.isn}; the acknowledgment number is the next one expected, so the SYN-ACK in frame ${p.synAck} carries ${p.isn} + 1 = ${p.next}.`,
    working: (p: {syn: number; synAck: number; isn: number; next: number}): string[] => [
      `The Sequence Number (raw) of frame ${p.syn} is ${p.isn}, and its Next Sequence Number is one more, although its TCP Segment Len is 0.`,
      `The Acknowledgment number (raw) of frame ${p.synAck} is ${p.next}: the next number that the server expects (RFC 9293 §3.4).`,
    ],
  },
  'third-ack-numbers': {
    ask: 'What are the sequence number and the acknowledgment number of the third segment of the handshake?',
    working: (p: {
      frame: number;
      synAck: number;
      sequence: number;
      acknowledgment: number;
      relative: readonly [number, number];
      server: number;
      client?: number;
    }): string[] => [
      `Frame ${p.frame} is the third segment: its Sequence Number (raw) is ${p.sequence}, its Acknowledgment number (raw) ${p.acknowledgment}; relative, ${p.relative[0]} and ${p.relative[1]}.`,
      ...(p.client === undefined
        ? []
        : [`The SYN of the client has taken one number: ${p.client} + 1 = ${p.sequence}.`]),
      `It acknowledges the SYN of the server in frame ${p.synAck}: ${p.server} + 1 = ${p.acknowledgment}.`,
    ],
    mistakes: {
      swapped: 'These are the two numbers in the wrong order: the sequence number is asked for first.',
      sequence: (p: {sequence: number}): string =>
        `The SYN has taken one sequence number, so the client goes on with ${p.sequence} (1 relative).`,
      acknowledgment: (p: {server: number}): string =>
        `${p.server} (0 relative) is the number of the SYN-ACK itself. It takes one, and the next one expected is acknowledged.`,
      both: (p: {client: number; server: number}): string =>
        `${p.client} and ${p.server} (0 and 0 relative) are the initial sequence numbers. Each SYN takes one, so both numbers have grown by 1.`,
    },
  },
  'third-ack-payload': {
    ask: 'How many bytes of data does the third segment of the handshake carry?',
    working: (p: {
      frame: number;
      payload: number;
      lengths?: {total: number; ipHeader: number; header: number};
    }): string[] => [
      `The TCP Segment Len of frame ${p.frame} is ${p.payload}.`,
      ...(p.lengths
        ? [
            `By the headers: Total Length ${p.lengths.total} − IP header ${p.lengths.ipHeader} − TCP header ${p.lengths.header} = ${p.payload}.`,
          ]
        : []),
      ...(p.payload === 0
        ? ['Without data it takes no sequence number: the next segment of the client has the same one.']
        : ['TCP allows this segment to carry data already (RFC 9293 §3.5).']),
    ],
    mistakes: {
      frame: 'That is the length of the whole frame, headers included.',
      header: 'That is the length of the TCP header.',
      packet: 'That is the Total Length of the IP packet, headers included.',
      padding: (p: {padding: number}): string =>
        `The last ${p.padding} bytes of the frame are not data: they fill up a frame that would be too short, or are its check sequence, and lie outside the IP packet.`,
    },
  },
  ...handshakeOptionsEn(),
  ...handshakeConnectionsEn(),
});

export type HandshakeQuestions = ReturnType<typeof handshakeQuestionsEn>;
