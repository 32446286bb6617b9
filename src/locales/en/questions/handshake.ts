export const handshakeQuestionsEn = () => ({
  'syn-sequence': {
    ask: 'What is the sequence number of the SYN segment with which the client opens the connection?',
    working: (p: {frame: number; raw: number}): string[] => [
      `Frame ${p.frame} is the SYN: its Sequence Number (raw) is ${p.raw}, the initial sequence number that the client chose.`,
      'Wireshark also shows it as relative number 0, because it counts from there.',
    ],
    mistakes: {
      next: (p: {raw: number}): string =>
        `That is the number after the SYN, which itself takes one: the SYN's own is ${p.raw}.`,
    },
  },
  'syn-ack-numbers': {
    ask: 'What are the sequence number and the acknowledgment number of the SYN-ACK segment?',
    working: (p: {frame: number; sequence: number; acknowledgment: number; isn?: number}): string[] => [
      `Frame ${p.frame} is the SYN-ACK: its Sequence Number (raw) is ${p.sequence}, its Acknowledgment Number (raw) ${p.acknowledgment}.`,
      ...(p.isn === undefined
        ? []
        : [
            `It acknowledges the SYN, which takes one sequence number: ${p.isn} + 1 = ${p.acknowledgment} (RFC 9293 §3.4).`,
          ]),
    ],
    mistakes: {
      swapped: 'These are the two numbers in the wrong order: the sequence number is asked for first.',
      notPlusOne: (p: {isn: number}): string =>
        `${p.isn} is the SYN's own number. The SYN takes one sequence number, so the next one expected, ${(p.isn + 1) >>> 0}, is acknowledged.`,
    },
  },
});

export type HandshakeQuestions = ReturnType<typeof handshakeQuestionsEn>;
