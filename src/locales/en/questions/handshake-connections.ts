const list = (all: readonly number[]): string =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
const inFrames = (all: readonly number[]): string => `${all.length === 1 ? 'frame' : 'frames'} ${list(all)}`;
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

interface Seen {
  readonly frame: number;
  readonly port: number;
  readonly other: number;
  readonly from: 'client' | 'server';
  readonly isSyn: boolean;
}

const portWords = (side: 'client' | 'server', about: string, wrong: (other: number) => string) => ({
  ask: `Which port number does the ${side} use in this connection?`,
  working: (p: Seen): string[] => [
    p.isSyn
      ? `Frame ${p.frame} is the SYN, so its sender is the client.`
      : `Frame ${p.frame} is a segment of the ${p.from}.`,
    `Its ${p.from === side ? 'Source' : 'Destination'} Port is ${p.port}, the port of the ${side}. ${about}`,
  ],
  mistakes: {others: (p: {other: number}): string => wrong(p.other)},
});

/** Ports, times, states, and which SYNs open which connections. */
export const handshakeConnectionsEn = () => ({
  'client-port': portWords(
    'client',
    'The system of the client picks one for each new connection; the server has no say in it.',
    (other) => `${other} is the port of the server, which the client addresses.`,
  ),
  'server-port': portWords(
    'server',
    'The server listens there, and the client has to know it beforehand.',
    (other) => `${other} is the port of the client, which its system picked for this connection.`,
  ),
  'connection-outcome': {
    ask: 'What became of the attempt of the client to open the connection: was it established, refused, or left unanswered?',
    established: (p: {syn: number; synAck: number; ack: number; isSimultaneous: boolean}): string[] => [
      p.isSimultaneous
        ? `Both sides send a SYN of their own (frames ${p.syn} and ${p.synAck}), and frame ${p.ack} acknowledges the one of the server.`
        : `The SYN in frame ${p.syn} is answered by the SYN-ACK in frame ${p.synAck}, and frame ${p.ack} acknowledges that.`,
      'Both SYNs are acknowledged: the connection is established.',
    ],
    refused: (p: {syn: number; reset: number}): string[] => [
      `The SYN in frame ${p.syn} is answered by frame ${p.reset}, in which RST is set.`,
      'Nothing listens on that port, or a firewall answers so: the connection is refused.',
    ],
    unanswered: (p: {frames: readonly number[]; again: number}): string[] => [
      `The client sends its SYN in ${inFrames(p.frames)}${p.again === 0 ? '' : `, so it repeats it ${times(p.again)}`}.`,
      'The capture holds no segment of the server: the attempt is unanswered.',
    ],
    mistakes: {
      unanswered: (p: {reset: number}): string =>
        `There is an answer: the RST in frame ${p.reset} refuses the connection.`,
      refused: 'A refusal would be an answer with RST; the capture holds no answer at all.',
    },
  },
  'syn-to-syn-ack-time': {
    ask: 'How many seconds pass from the SYN to the SYN-ACK? If the SYN was sent again, count from the last one before the SYN-ACK.',
    working: (p: {syn: number; synAck: number; from: string; to: string; elapsed: string}): string[] => [
      `The Time column shows ${p.from} s for the SYN in frame ${p.syn} and ${p.to} s for the SYN-ACK in frame ${p.synAck}.`,
      `${p.to} − ${p.from} = ${p.elapsed} s.`,
    ],
    mistakes: {
      whole: (p: {ack: number}): string => `That is the time to the third segment, frame ${p.ack}.`,
      sinceStart: (p: {frame: number}): string =>
        `That is when frame ${p.frame} came, counted from the first packet of the capture, not from the SYN.`,
    },
  },
  'handshake-rtt': {
    ask: 'How many seconds does the handshake take, from the SYN to the ACK that completes it (the iRTT of Wireshark)? If the SYN was sent again, count from the last one before the SYN-ACK.',
    working: (p: {syn: number; ack: number; from: string; to: string; elapsed: string}): string[] => [
      `The Time column shows ${p.from} s for the SYN in frame ${p.syn} and ${p.to} s for the ACK in frame ${p.ack}.`,
      `${p.to} − ${p.from} = ${p.elapsed} s. It is one round trip, wherever between the two hosts the capture was made.`,
    ],
    mistakes: {
      first: (p: {synAck: number}): string => `That is the time to the second segment only, frame ${p.synAck}.`,
      second: 'That is the time from the SYN-ACK to the ACK only.',
      sinceStart: (p: {frame: number}): string =>
        `That is when frame ${p.frame} came, counted from the first packet of the capture, not from the SYN.`,
    },
  },
  'client-state-after-syn': {
    ask: 'In which TCP state is the client after it has sent the SYN?',
    working: (p: {frame: number}): string[] => [
      `With the SYN in frame ${p.frame} the client leaves CLOSED.`,
      'Until the SYN-ACK comes it waits in SYN-SENT (RFC 9293 §3.3.2).',
    ],
    mistakes: {
      received: 'SYN-RECEIVED is the state of the server, which has received the SYN.',
      established: 'The client is in ESTABLISHED only when the SYN-ACK has come.',
      listen: 'LISTEN is the state of the server before the SYN comes.',
    },
  },
  'server-state-after-syn-ack': {
    ask: 'In which TCP state is the server after it has sent the SYN-ACK?',
    working: (p: {frame: number}): string[] => [
      `The server has received the SYN, and answers with the SYN-ACK in frame ${p.frame}.`,
      'Until that is acknowledged it waits in SYN-RECEIVED (RFC 9293 §3.3.2), which many programs call SYN_RCVD.',
    ],
    mistakes: {
      established: 'The server is in ESTABLISHED only when its SYN has been acknowledged, by the third segment.',
      listen: 'It has left LISTEN with the SYN of the client.',
      sent: 'SYN-SENT is the state of the client, which has sent a SYN and received none.',
    },
  },
  'syn-retransmissions': {
    ask: 'How many times was the SYN of this connection sent again?',
    working: (p: {frames: readonly number[]; count: number; stream: number; parallel: readonly number[]}): string[] => [
      `The display filter tcp.stream == ${p.stream} && tcp.flags.syn == 1 && tcp.flags.ack == 0 leaves ${inFrames(p.frames)}.`,
      p.count === 0
        ? 'That is the SYN, and it was not sent again: 0.'
        : `The first is the SYN itself, so it was sent again ${times(p.count)}.`,
      ...(p.parallel.length === 0
        ? []
        : [
            `The ${p.parallel.length === 1 ? 'SYN' : 'SYNs'} in ${inFrames(p.parallel)} ${p.parallel.length === 1 ? 'comes from another port' : 'come from other ports'} and ${p.parallel.length === 1 ? 'opens another connection' : 'open other connections'}.`,
          ]),
    ],
    mistakes: {
      parallel: (p: {ports: readonly number[]}): string =>
        `SYNs from other ports (${list(p.ports)}) are no retransmissions: they open connections of their own. A SYN that is sent again has the same ports and the same sequence number.`,
      first: 'The first SYN is no retransmission: only those after it count.',
    },
  },
  'several-syns': {
    ask: 'The client sends more than one SYN to the server at about the same time. Are the further ones retransmissions of the SYN of this connection, or do they open new connections?',
    parallel: (p: {syn: number; own: number; others: readonly number[]; ports: readonly number[]}): string[] => [
      `The SYN of this connection, frame ${p.syn}, comes from port ${p.own}; those in ${inFrames(p.others)} come from ${p.ports.length === 1 ? 'port' : 'ports'} ${list(p.ports)}.`,
      'A retransmission repeats the ports and the sequence number. These have ports and sequence numbers of their own: they open new connections, as browsers do to load a page faster.',
    ],
    again: (p: {syn: number; again: readonly number[]; port: number}): string[] => [
      `The SYN in frame ${p.syn} and those in ${inFrames(p.again)} come from the same port ${p.port} and belong to the same tcp.stream.`,
      'No answer came in time, so TCP sent the same SYN once more: retransmissions.',
    ],
    mistakes: {
      retransmission:
        'A retransmission has the same ports and the same sequence number. These SYNs come from other ports: they open new connections.',
      connections:
        'A new connection would have a port of its own. These SYNs repeat the same ports: they are retransmissions.',
    },
  },
  'connections-to-server': {
    ask: 'How many TCP connections does the client open in the capture, or try to open, to the IP address of this server, whatever the port?',
    working: (p: {
      client: string;
      server: string;
      count: number;
      frames: readonly number[];
      ports: readonly number[];
      omitted: number;
    }): string[] => [
      `The display filter tcp.flags.syn == 1 && tcp.flags.ack == 0 shows who opens connections; look for those from ${p.client} to ${p.server}.`,
      `Each connection has a source port of its own: ${list(p.ports)}${p.omitted === 0 ? '' : `, and ${p.omitted} more`}.`,
      `That makes ${p.count}.`,
    ],
    mistakes: {
      one: 'Each SYN from another port opens a connection of its own.',
      all: (p: {all: number}): string =>
        `${p.all} are all connections of the capture; some go to other addresses, or their SYN was not captured.`,
    },
  },
  'connection-count': {
    ask: 'How many TCP connections does the capture hold, those included whose beginning or end was not captured?',
    working: (p: {count: number}): string[] => [
      'Statistics → Conversations → TCP lists them; the connections are also numbered from 0 by tcp.stream.',
      `The last one is tcp.stream ${p.count - 1}, so there are ${p.count}.`,
    ],
    mistakes: {
      fromZero: (p: {count: number}): string =>
        `That is the number of the last tcp.stream. They are numbered from 0, so there are ${p.count}.`,
    },
  },
});
