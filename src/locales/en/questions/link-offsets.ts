const fromOne = (p: {at: number}): string =>
  `That counts the byte itself, or counts from 1. ${p.at} bytes stand before it, and Wireshark's offsets count from 0.`;
const noLink = (p: {link: number}): string =>
  `That counts from the IP header. The frame begins with the link-layer header, ${p.link} bytes earlier.`;

export const linkOffsetQuestionsEn = () => ({
  'request-offset': {
    ask: "How many bytes of the frame stand before the first letter of the HTTP request (the 'G' of GET)?",
    working: (p: {frame: number; letter: string; link: number; ip: number; tcp: number; at: number}): string[] => [
      `In frame ${p.frame} the headers come first: ${p.link} bytes of the link layer, ${p.ip} of IP, ${p.tcp} of TCP.`,
      `${p.link} + ${p.ip} + ${p.tcp} = ${p.at} bytes stand before the letter '${p.letter}'; the byte pane shows it at offset 0x${p.at.toString(16).padStart(4, '0')}.`,
    ],
    mistakes: {
      fromOne,
      noLink,
      noOptions: (p: {tcp: number}): string =>
        `That takes the TCP header for 20 bytes. With its options it has ${p.tcp}: see its Header Length.`,
      inPayload:
        'That counts from the beginning of the TCP payload. The offset from the beginning of the frame was asked for.',
    },
  },
  'reason-phrase-offset': {
    ask: "How many bytes of the frame in which the HTTP response begins stand before the first letter of the reason phrase (the 'O' of OK)?",
    working: (p: {
      frame: number;
      letter: string;
      line: string;
      start: number;
      before: number;
      at: number;
    }): string[] => [
      `The response begins in frame ${p.frame}, after ${p.start} bytes of headers of the layers below.`,
      `Its first line begins with “${p.line}”, ${p.before} bytes with the spaces.`,
      `${p.start} + ${p.before} = ${p.at} bytes stand before the letter '${p.letter}'; the byte pane shows it at offset 0x${p.at.toString(16).padStart(4, '0')}.`,
    ],
    mistakes: {
      fromOne,
      noLink,
      start:
        "That is where the response begins, with the 'H' of HTTP. The reason phrase comes after version and status code.",
      inPayload:
        'That counts from the beginning of the response. The offset from the beginning of the frame was asked for.',
    },
  },
});

export type LinkOffsetQuestions = ReturnType<typeof linkOffsetQuestionsEn>;
