export const frameQuestionsEn = () => ({
  'capture-packets': {
    ask: 'How many packets (frames) does the capture hold?',
    working: (p: {packets: number}): string[] => [
      `Wireshark numbers the frames from 1; the last one has the number ${p.packets}.`,
      `Statistics > Capture File Properties and the status bar say the same: ${p.packets} packets.`,
    ],
    mistakes: {
      connection: (p: {stream: number}): string =>
        `These are only the packets of one connection (tcp.stream == ${p.stream}). The whole capture was asked about: clear the display filter.`,
      zero: 'Frames are counted from 1, so the number of the last frame is how many there are.',
    },
  },
  'connection-packets': {
    ask: 'How many packets of the capture belong to the TCP connection with the web server that the report explains, in both directions together?',
    working: (p: {packets: number; stream: number; all: number}): string[] => [
      `The display filter tcp.stream == ${p.stream} shows the packets of the connection.`,
      `The status bar counts ${p.packets} packets displayed, of ${p.all}.`,
    ],
    mistakes: {
      all: (p: {stream: number}): string =>
        `That is how many packets the whole capture holds. Filter by tcp.stream == ${p.stream} to count those of the connection.`,
      oneSide: 'These are only the packets of one direction. Both were asked about.',
    },
  },
  'capture-duration': {
    ask: 'How many seconds lie between the first and the last packet of the capture?',
    working: (p: {first: string; last: string; end: number; seconds: string}): string[] => [
      `Frame 1 has the Arrival Time ${p.first} (UTC), frame ${p.end} ${p.last}.`,
      `The difference is ${p.seconds} s; Time since reference or first frame of frame ${p.end} shows it.`,
    ],
    mistakes: {milliseconds: 'That is the time in milliseconds; seconds were asked for.'},
  },
  'capture-interface': {
    ask: 'On which interface was the capture recorded? Give its name or its description.',
    working: (p: {name: string; description?: string}): string[] => [
      `The capture file names its interface: Interface name (frame.interface_name) is ${p.name}${p.description === undefined ? '' : `, Interface description ${p.description}`}.`,
      'It is under Interface id in the details of every frame, and in Statistics > Capture File Properties.',
    ],
    mistakes: {
      id: 'That is the interface id, a number by which the file refers to the interface. It is neither its name nor a port.',
    },
  },
  'capture-application': {
    ask: 'Which program recorded the capture, according to the capture file?',
    working: (p: {application: string}): string[] => [
      'Statistics > Capture File Properties shows it as Application.',
      `It is ${p.application}.`,
    ],
  },
  'dropped-packets': {
    ask: 'How many packets were lost while recording, according to the capture file?',
    working: (p: {dropped: number}): string[] => [
      'Statistics > Capture File Properties shows them under Interfaces, as Dropped packets.',
      `It is ${p.dropped}.`,
    ],
  },
  'request-time': {
    ask: "How many seconds after the capture's first packet was the first segment of the HTTP request recorded?",
    working: (p: {frame: number; seconds: string}): string[] => [
      `The HTTP request begins in frame ${p.frame}.`,
      `Its Time since reference or first frame (frame.time_relative) is ${p.seconds} s, which the Time column shows too unless it was set otherwise.`,
    ],
    mistakes: {milliseconds: 'That is the time in milliseconds; seconds were asked for.'},
  },
  'response-time': {
    ask: 'How many seconds pass between the frame that Wireshark lists as the HTTP request and the one that it lists as the response?',
    working: (p: {request: number; response: number; sent: string; received: string; seconds: string}): string[] => [
      `Wireshark lists a message in the frame that completes it: the request in frame ${p.request}, the response in frame ${p.response}.`,
      `Their times are ${p.sent} s and ${p.received} s after the first packet of the capture.`,
      `The difference is ${p.received} − ${p.sent} = ${p.seconds} s.`,
    ],
    mistakes: {
      begins: (p: {begins: number; ends: number}): string =>
        `That is the time until the first segment of the response, frame ${p.begins}. Wireshark lists the response where it is complete, in frame ${p.ends}.`,
      ack: (p: {ack: number; response: number}): string =>
        `Frame ${p.ack} only acknowledges the request (ACK, without data). The HTTP response is in frame ${p.response}.`,
      milliseconds: 'That is the time in milliseconds; seconds were asked for.',
    },
  },
  'request-frame-protocols': {
    ask: 'Which protocols does the frame hold that Wireshark lists as the HTTP request? Copy its line “Protocols in frame” (frame.protocols).',
    working: (p: {frame: number; protocols: string}): string[] => [
      `In the details of frame ${p.frame} the headers follow each other from the outside to the inside.`,
      `Protocols in frame, under Frame, lists them with colons: ${p.protocols}.`,
    ],
    mistakes: {
      innermost:
        'That is only the innermost protocol, which the Protocol column shows. The frame holds all those around it too.',
    },
  },
  'request-frame-lengths': {
    ask: 'How many bytes long is the frame in which the HTTP request begins: on the wire, and as captured?',
    working: (p: {frame: number; wire: number; captured: number}): string[] => [
      `The first line of the details of frame ${p.frame} says: ${p.wire} bytes on wire, ${p.captured} bytes captured.`,
      p.captured < p.wire
        ? `Frame Length and Capture Length differ: ${p.wire - p.captured} bytes were not recorded, because the capture was limited to fewer bytes a packet.`
        : 'Frame Length and Capture Length are the same: the whole frame was recorded.',
    ],
    mistakes: {
      bits: 'These are bits. A byte has 8 bits, and bytes were asked for.',
      mixed: 'One number is in bits and the other in bytes. Both were asked for in bytes.',
      swapped: 'These are the two numbers in the wrong order: the length on the wire is asked for first.',
    },
  },
  'request-frame-bits': {
    ask: 'How many bits long is the frame in which the HTTP request begins, on the wire?',
    working: (p: {frame: number; bytes: number; bits: number}): string[] => [
      `Frame ${p.frame} has ${p.bytes} bytes on the wire (Frame Length).`,
      `A byte has 8 bits: ${p.bytes} × 8 = ${p.bits} bits.`,
    ],
    mistakes: {bytes: 'These are the bytes; bits were asked for, eight times as many.'},
  },
  'request-frame-headers': {
    ask: 'How is the frame made up in which the HTTP request begins? Give the bytes of the link-layer header, the IP header, the TCP header and the TCP payload, in this order.',
    working: (p: {
      frame: number;
      link: number;
      ip: number;
      tcp: number;
      payload: number;
      trailer: number;
      all: number;
    }): string[] => [
      `In frame ${p.frame} the link-layer header takes ${p.link} bytes, the IP header ${p.ip} (Header Length), the TCP header ${p.tcp} (Header Length${p.tcp > 20 ? ', with options' : ''}).`,
      `TCP Segment Len is ${p.payload}: so many bytes of HTTP follow.`,
      ...(p.trailer === 0
        ? []
        : [`After the IP packet there are ${p.trailer} more bytes that belong to the frame only.`]),
      `The parts add up to the frame: ${[p.link, p.ip, p.tcp, p.payload, ...(p.trailer === 0 ? [] : [p.trailer])].join(' + ')} = ${p.all} bytes.`,
    ],
    mistakes: {
      noOptions: (p: {tcp: number}): string =>
        `A TCP header takes 20 bytes only when it has no options. This one has some: its Header Length is ${p.tcp} bytes.`,
      words:
        'Header lengths are carried in words of 4 bytes. Wireshark shows the bytes first, and the words in brackets.',
      frameForPayload: (p: {payload: number}): string =>
        `The last number is the length of the whole frame. The payload is what follows the headers: ${p.payload} bytes.`,
    },
  },
  'request-overhead': {
    ask: 'How many bytes do the headers below HTTP (link layer, IP, TCP) take together in the frame in which the HTTP request begins?',
    working: (p: {
      frame: number;
      link: number;
      ip: number;
      tcp: number;
      payload: number;
      all: number;
      headers: number;
    }): string[] => [
      `In frame ${p.frame} the link-layer header takes ${p.link} bytes, the IP header ${p.ip}, the TCP header ${p.tcp}: ${p.link} + ${p.ip} + ${p.tcp} = ${p.headers}.`,
      `Of the frame's ${p.all} bytes ${p.payload} are HTTP (TCP Segment Len).`,
    ],
    mistakes: {
      noLink: (p: {link: number}): string =>
        `These are the IP and TCP headers only. The link-layer header is part of the frame too: ${p.link} bytes.`,
      noOptions: (p: {tcp: number}): string =>
        `That counts 20 bytes for the TCP header. With its options it has ${p.tcp}: see its Header Length.`,
      payload: 'That is the HTTP data. The headers before it were asked for.',
    },
  },
  'syn-frame-length': {
    ask: 'How many bytes long on the wire is the frame with the SYN with which the client opens the connection?',
    working: (p: {frame: number; bytes: number; tcp: number; payload: number}): string[] => [
      `Frame ${p.frame} is the SYN: its Frame Length is ${p.bytes} bytes.`,
      p.payload === 0
        ? `It carries no data, only headers: that of TCP${p.tcp > 20 ? ', with its options,' : ''} takes ${p.tcp} bytes.`
        : `Of these the TCP header, with its options, takes ${p.tcp}, and data that comes with the SYN (TCP Fast Open) ${p.payload}.`,
    ],
    mistakes: {
      bits: 'These are bits. A byte has 8 bits, and bytes were asked for.',
      segmentLength: 'That is the TCP Segment Len, which counts data only. The headers are bytes of the frame too.',
      ipLength: 'That is the Total Length of the IP packet. The link-layer header comes on top of it.',
    },
  },
});

export type FrameQuestions = ReturnType<typeof frameQuestionsEn>;
