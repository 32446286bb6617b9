import {plainRuns} from '../../format.ts';
import {severalRequestsQuestionsEn} from './http-several.ts';

const list = (frames: readonly number[]): string =>
  `${frames.length === 1 ? 'frame' : 'frames'} ${plainRuns(frames, ', ')}`;
const bytes = (n: number): string => `${n} ${n === 1 ? 'byte' : 'bytes'}`;

/** A header field's value, and what is said where it is absent. */
const field = (of: 'request' | 'response', name: string) => ({
  missing: `The ${of} has no ${name} header field.`,
  working: (p: {frame: number; value: string}): string[] => [
    `Frame ${p.frame} holds the ${of}. Unfold Hypertext Transfer Protocol in it.`,
    `The header field ${name} has the value ${p.value}`,
  ],
});

interface Versioned {
  readonly frame: number;
  readonly version: string;
}

interface Sized {
  readonly frame: number;
  readonly bytes: number;
  readonly status: number;
}

export const httpQuestionsEn = () => ({
  'request-frame': {
    ask: 'In which frame does Wireshark show the HTTP request that the report explains?',
    working: (p: {frame: number; method: string; parts: readonly number[]}): string[] => [
      `The display filter http.request leaves the requests; frame ${p.frame} is the one, with the method ${p.method}.`,
      ...(p.parts.length > 1
        ? [`It came in several segments (${list(p.parts)}); Wireshark shows it where it is complete.`]
        : []),
    ],
    mistakes: {
      ack: (p: {ack: number; frame: number}): string =>
        `Frame ${p.ack} is only the server's ACK; the request itself is frame ${p.frame}.`,
      handshake: (p: {ack: number}): string =>
        `Frame ${p.ack} is the ACK that completes the handshake; it carries no request.`,
      near: (p: {near: number; frame: number}): string =>
        `Frame ${p.near} is next to it: the request is frame ${p.frame}.`,
    },
  },
  'request-method': {
    ask: 'Which method does the HTTP request use?',
    working: (p: {frame: number; method: string}): string[] => [
      `Frame ${p.frame} holds the request. The method is the first word of the request line (Request Method): ${p.method}`,
    ],
  },
  'request-target': {
    ask: 'What does the HTTP request ask for: what is the Request URI in its request line?',
    working: (p: {frame: number; target: string}): string[] => [
      `Frame ${p.frame} holds the request. The Request URI stands between the method and the version in the request line.`,
      `It is ${p.target}`,
    ],
    mistakes: {
      query: (p: {target: string}): string => `The query after the question mark belongs to it: ${p.target}`,
      host: 'That is the value of the Host header field; the Request URI stands in the request line.',
    },
  },
  'request-version': {
    ask: 'Which HTTP version does the client use in the request?',
    working: (p: Versioned): string[] => [
      `Frame ${p.frame} holds the request. The version stands at the end of the request line (Request Version): ${p.version}`,
    ],
  },
  'request-host': {
    ask: 'Which value has the Host header field of the request, as Wireshark shows it?',
    ...field('request', 'Host'),
  },
  'user-agent': {
    ask: 'Which value has the User-Agent header field of the request?',
    ...field('request', 'User-Agent'),
  },
  'accept-languages': {
    ask: 'Which languages does the client say that it accepts (without their weights)?',
    missing: 'The request has no Accept-Language header field.',
    working: (p: {frame: number; value: string; languages: readonly string[]}): string[] => [
      `Frame ${p.frame} holds the request; its Accept-Language is ${p.value}`,
      `Commas separate the languages, and q=… is a weight and no language: ${p.languages.join(', ')}`,
    ],
    mistakes: {firstOnly: 'That is only the first; the header field names several.'},
  },
  'accept-encodings': {
    ask: 'Which content codings (compressions) does the client say that it accepts?',
    missing: 'The request has no Accept-Encoding header field.',
    working: (p: {frame: number; value: string; encodings: readonly string[]}): string[] => [
      `Frame ${p.frame} holds the request; its Accept-Encoding is ${p.value}`,
      `Commas separate the codings, and q=… is a weight: ${p.encodings.join(', ')}`,
    ],
    mistakes: {used: 'That is the one that the server chose for the response; the request names several.'},
  },
  'conditional-get': {
    ask: 'Is the request a conditional one, with If-Modified-Since or If-None-Match?',
    conditional: (p: {frame: number; names: readonly string[]}): string[] => [
      `Frame ${p.frame} holds the request; it has the header field ${p.names.join(' and ')}.`,
      'So it is conditional: the server sends the body only if the copy in the cache is out of date.',
    ],
    plain: (p: {frame: number}): string[] => [
      `Frame ${p.frame} holds the request; it has neither If-Modified-Since nor If-None-Match.`,
      'So it is not conditional: it asks for the whole resource, whatever the client has in its cache.',
    ],
    mistakes: {
      no: (p: {frame: number; names: readonly string[]}): string =>
        `Frame ${p.frame} has the header field ${p.names.join(' and ')}, which makes it conditional.`,
      yes: (p: {frame: number}): string =>
        `The header fields of frame ${p.frame} hold neither If-Modified-Since nor If-None-Match.`,
    },
  },
  'response-frame': {
    ask: 'In which frame does Wireshark show the HTTP response to the request that the report explains?',
    working: (p: {frame: number; status: string; parts: readonly number[]}): string[] => [
      `The display filter http.response leaves the responses; frame ${p.frame} (${p.status}) answers the request.`,
      ...(p.parts.length > 1
        ? [`It came in ${p.parts.length} segments (${list(p.parts)}); Wireshark shows it where it is complete.`]
        : []),
    ],
    mistakes: {
      ack: (p: {ack: number; frame: number}): string =>
        `Frame ${p.ack} is a bare ACK of TCP: it acknowledges the request and carries no response. That is in frame ${p.frame}.`,
      near: (p: {near: number; frame: number}): string =>
        `Frame ${p.near} is next to it: the response is frame ${p.frame}.`,
    },
  },
  'response-version': {
    ask: 'Which HTTP version does the server use in the response?',
    working: (p: Versioned): string[] => [
      `Frame ${p.frame} holds the response. The version stands at the beginning of the status line (Response Version): ${p.version}`,
    ],
  },
  'status-code': {
    ask: 'What is the status code of the response?',
    working: (p: {frame: number; status: number}): string[] => [
      `Frame ${p.frame} holds the response. The Status Code is the number in its status line: ${p.status}.`,
    ],
    mistakes: {
      other: (p: {status: number; other: number; frame: number}): string =>
        `${p.status} is the status code of another response on this connection, in frame ${p.other}; asked for is the one in frame ${p.frame}.`,
    },
  },
  'reason-phrase': {
    ask: 'What is the reason phrase of the response, which stands after the status code?',
    missing: 'The status line of the response has no reason phrase.',
    working: (p: {frame: number; status: number; reason: string}): string[] => [
      `Frame ${p.frame} holds the response. In its status line the Response Phrase stands after ${p.status}: ${p.reason}`,
    ],
  },
  'status-class': {
    ask: 'To which class does the status code belong: informational, success, redirection, client error or server error?',
    missing: 'The status code belongs to none of the classes 1xx to 5xx.',
    working: (p: {frame: number; status: number}): string[] => [
      `Frame ${p.frame} has the status code ${p.status}.`,
      `Its first digit gives the class (RFC 9110 §15): ${Math.floor(p.status / 100)}xx.`,
    ],
    mistakes: {
      notModified: 'A 304 is no error: it says that the copy in the cache is still good. 3xx is redirection.',
      client:
        'A code 4xx says that the request cannot be served as it was made, e.g. for an address that does not exist; the server works.',
      server: 'A code 5xx says that the server failed; the request may have been right.',
    },
  },
  'status-meaning': {
    ask: "What does the response's status code mean?",
    missing: 'The meaning of this status code is not registered.',
    working: (p: {frame: number; status: number}): string[] => [
      `Frame ${p.frame} has the status code ${p.status}; RFC 9110 §15 says what it means.`,
    ],
    model: (p: {status: number; reason: string; meaning: string}): string =>
      `${`${p.status} ${p.reason}`.trim()}: ${p.meaning}.`,
  },
  'server-software': {
    ask: 'Which software does the server name in its Server header field?',
    ...field('response', 'Server'),
  },
  'content-type': {
    ask: "What is the media type of the response's body (Content-Type)?",
    ...field('response', 'Content-Type'),
  },
  'content-encoding': {
    ask: "How is the response's body compressed (Content-Encoding)?",
    ...field('response', 'Content-Encoding'),
  },
  'last-modified': {
    ask: 'When was the resource last changed on the server (the value of Last-Modified)?',
    ...field('response', 'Last-Modified'),
  },
  etag: {
    ask: 'Which value has the ETag header field of the response?',
    ...field('response', 'ETag'),
  },
  'body-bytes': {
    ask: "How many bytes has the response's body as it was transferred (still compressed, if it is; without header fields and chunk sizes)?",
    working: {
      'content-length': (p: Sized): string[] => [
        `Frame ${p.frame} holds the response. Its Content-Length is ${p.bytes}.`,
        `So the body has ${bytes(p.bytes)} (Wireshark: File Data, unless it is compressed).`,
      ],
      chunked: (p: Sized): string[] => [
        `Frame ${p.frame} holds the response. Its body comes in chunks (Transfer-Encoding: chunked).`,
        `The Chunk sizes in the HTTP chunked response add up to ${bytes(p.bytes)}.`,
      ],
      close: (p: Sized): string[] => [
        `Frame ${p.frame} holds the response, which gives no length: the body lasts until the server closes the connection.`,
        `What follows the empty line after the header fields is ${bytes(p.bytes)}.`,
      ],
      none: (p: Sized): string[] => [
        `Frame ${p.frame} holds the response, with status ${p.status}.`,
        'Nothing follows the empty line after its header fields: 0 bytes.',
      ],
    },
    mistakes: {
      decoded: (p: {bytes: number}): string =>
        `That is the length after unpacking; transferred were ${bytes(p.bytes)}, compressed.`,
      payload: (p: {bytes: number}): string =>
        `That is the TCP payload, in which the status line, the header fields and the sizes of chunks count too; the body alone is ${bytes(p.bytes)}.`,
      declared: (p: {bytes: number}): string =>
        `That is the Content-Length, which here says how long the body would be; ${bytes(p.bytes)} came.`,
      bits: (p: {bytes: number}): string => `That is in bits: it is ${bytes(p.bytes)}.`,
    },
  },
  'body-framing': {
    ask: "From what does the client know where the response's body ends: Content-Length, chunked transfer coding, the end of the connection, or is there no body?",
    working: {
      'content-length': (p: {frame: number}): string[] => [
        `Frame ${p.frame} has the header field Content-Length, and no Transfer-Encoding.`,
        'So the body ends after that many bytes (RFC 9112 §6.3).',
      ],
      chunked: (p: {frame: number}): string[] => [
        `Frame ${p.frame} has the header field Transfer-Encoding: chunked.`,
        'So each chunk tells its size, and one of size 0 ends the body (RFC 9112 §7.1).',
      ],
      close: (p: {frame: number}): string[] => [
        `Frame ${p.frame} has neither Content-Length nor Transfer-Encoding.`,
        'So the body lasts until the server closes the connection (RFC 9112 §6.3).',
      ],
      none: (p: {frame: number; status: number}): string[] => [
        `Frame ${p.frame} has the status ${p.status}.`,
        'The response ends with its header fields: there is no body (RFC 9112 §6.3).',
      ],
    },
    mistakes: {
      close: 'The response has a Content-Length: the client knows the end before the connection is closed.',
      length: (p: {frame: number}): string =>
        `The end of the body of frame ${p.frame} does not follow from a Content-Length.`,
    },
  },
  ...severalRequestsQuestionsEn(),
});

export type HttpQuestions = ReturnType<typeof httpQuestionsEn>;
