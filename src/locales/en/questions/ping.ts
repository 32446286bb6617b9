import {exactSeconds, hex, someRuns} from '../../format.ts';

const framesText = (frames: readonly number[]): string =>
  `${frames.length === 1 ? 'frame' : 'frames'} ${someRuns(frames, ', ')}`;

export const pingQuestionsEn = () => ({
  'ping-destination': {
    ask: 'Which IP address does the first ping of the capture go to?',
    working: (p: {frame: number; source: string; destination: string}): string[] => [
      `Frame ${p.frame} is the first echo request; it comes from ${p.source}.`,
      `Its Destination Address is ${p.destination}.`,
    ],
    mistakes: {source: 'That is the address from which the ping is sent.'},
  },
  'ping-request-type': {
    ask: 'What are the ICMP type and code of an echo request?',
    working: (p: {frame: number; type: number; code: number; version: 4 | 6}): string[] => [
      'The first two bytes of an ICMP message are its type and its code.',
      `Frame ${p.frame} is an echo request${p.version === 6 ? ' of ICMPv6' : ''}: its Type is ${p.type}, and its Code ${p.code}.`,
    ],
    mistakes: {
      other: 'These are the type and code of an echo reply.',
      swapped: 'These are the two numbers in the wrong order: the type is asked for first.',
    },
  },
  'ping-reply-type': {
    ask: 'What are the ICMP type and code of an echo reply?',
    working: (p: {frame: number; type: number; code: number; version: 4 | 6}): string[] => [
      'The first two bytes of an ICMP message are its type and its code.',
      `Frame ${p.frame} is an echo reply${p.version === 6 ? ' of ICMPv6' : ''}: its Type is ${p.type}, and its Code ${p.code}.`,
    ],
    mistakes: {
      other: 'These are the type and code of an echo request.',
      swapped: 'These are the two numbers in the wrong order: the type is asked for first.',
    },
  },
  'ping-has-ports': {
    ask: 'Do the ICMP messages of a ping have port numbers?',
    working: (p: {frame: number; identifier: number; sequence: number}): string[] => [
      `In frame ${p.frame} the ICMP header follows that of IP: there is no transport layer, and no port.`,
      `ICMP serves hosts and routers, and not their applications; a reply is told by its Identifier (here ${hex(p.identifier)}) and its Sequence Number (here ${p.sequence}).`,
    ],
    mistakes: {yes: 'Ports are of TCP and UDP. ICMP stands right behind IP and has none.'},
  },
  'ping-identifier': {
    ask: 'What is the Identifier (BE) in the ICMP header of the first echo request of the capture?',
    working: (p: {frame: number; value: number; swapped: number}): string[] => [
      `Frame ${p.frame} is the first echo request: its Identifier (BE) is ${p.value} (${hex(p.value)}).`,
      'BE (big-endian) is the order of bytes on the wire; LE shows the same two bytes in the opposite order.',
    ],
    mistakes: {
      littleEndian: (p: {value: number}): string =>
        `That is Identifier (LE), with its two bytes in the opposite order; in the order of the network they are ${hex(p.value)}.`,
    },
  },
  'ping-first-sequence': {
    ask: 'What is the Sequence Number (BE) in the ICMP header of the first echo request of the capture?',
    working: (p: {frame: number; value: number; swapped: number}): string[] => [
      `Frame ${p.frame} is the first echo request: its Sequence Number (BE) is ${p.value} (${hex(p.value)}).`,
      'BE (big-endian) is the order of bytes on the wire; LE shows the same two bytes in the opposite order.',
    ],
    mistakes: {
      littleEndian: (p: {value: number}): string =>
        `That is Sequence Number (LE), with its two bytes in the opposite order; in the order of the network they are ${p.value}.`,
    },
  },
  'ping-data-length': {
    ask: 'How many bytes of data does the first echo request of the capture carry after its ICMP header?',
    working: (p: {frame: number; payloadBytes: number}): string[] => [
      `Frame ${p.frame} is the first echo request. After the 8 bytes of type, code, checksum, identifier and sequence number come the data.`,
      `They are ${p.payloadBytes} bytes: the length of the IP packet less the IP header and these 8.`,
    ],
    mistakes: {
      message: 'That counts the 8 bytes of the ICMP header too.',
      packet: 'That is the whole IP packet, with the headers of IP and ICMP.',
      frame: 'That is the whole frame, with all its headers.',
      bits: 'That is the number of bits; bytes are asked for.',
    },
  },
  'ping-sent': {
    ask: 'How many echo requests does the first ping of the capture send?',
    working: (p: {frames: readonly number[]; sent: number}): string[] => [
      'An echo request has Type 8 (128 in ICMPv6); those of one ping have the same Identifier.',
      `Its echo requests: ${framesText(p.frames)}, ${p.sent} in all.`,
    ],
    mistakes: {messages: 'That counts the replies too.'},
  },
  'ping-received': {
    ask: 'How many of the echo requests of the first ping of the capture are answered?',
    working: (p: {replies: readonly number[]; unanswered: readonly number[]; received: number}): string[] => [
      'An echo reply has the Identifier and the Sequence Number of its request.',
      p.replies.length === 0
        ? 'The capture holds no echo reply to it.'
        : `Its echo replies: ${framesText(p.replies)}, ${p.received} in all.`,
      ...(p.unanswered.length === 0 ? [] : [`Without a reply: the requests in ${framesText(p.unanswered)}.`]),
    ],
    mistakes: {
      sent: (p: {unanswered: number}): string =>
        `That is the number of requests; ${p.unanswered} of them have no reply.`,
      messages: 'That counts requests and replies.',
    },
  },
  'ping-first-rtt': {
    ask: 'What is the round-trip time, in seconds, of the first echo request of the capture?',
    working: (p: {requestFrame: number; replyFrame: number; rttNs: number}): string[] => [
      `Frame ${p.requestFrame} is the request, and frame ${p.replyFrame} is its reply, with the same Identifier and Sequence Number.`,
      `Between them pass ${exactSeconds(p.rttNs)} seconds.`,
    ],
    mistakes: {
      milliseconds: 'That is the number of milliseconds; seconds are asked for.',
      half: 'That is half of it: the round-trip time is there and back.',
    },
  },
  'ping-rtt': {
    ask: 'What are the smallest, the average and the largest round-trip time, in seconds and in this order, of the first ping of the capture?',
    working: (p: {rtts: readonly number[]; minNs: number; averageNs: number; maxNs: number}): string[] => [
      `From request to reply, in order: ${p.rtts.slice(0, 12).map(exactSeconds).join(', ')}${p.rtts.length > 12 ? ', …' : ''} seconds.`,
      ...(p.rtts.length > 12
        ? []
        : [`(${p.rtts.map(exactSeconds).join(' + ')}) ÷ ${p.rtts.length} = ${exactSeconds(p.averageNs)} seconds.`]),
      `Smallest ${exactSeconds(p.minNs)}, average ${exactSeconds(p.averageNs)}, largest ${exactSeconds(p.maxNs)} seconds.`,
    ],
    mistakes: {
      order: 'That is the order in which Windows prints them; the average is asked for second.',
      milliseconds: 'These are milliseconds; seconds are asked for.',
    },
  },
  'ping-reply-ttl': {
    ask: 'What is the TTL (in IPv6 the hop limit) in the IP header of the first reply to the first ping of the capture?',
    working: (p: {frame: number; ttl: number}): string[] => [
      `Frame ${p.frame} is the first echo reply.`,
      `The TTL (hop limit) of its IP header is ${p.ttl}.`,
    ],
    mistakes: {
      request: (p: {frame: number}): string => `That is the TTL (hop limit) of the request in frame ${p.frame}.`,
    },
  },
});
