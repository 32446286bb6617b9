import {plainRuns} from '../format.ts';

const list = (frames: readonly number[]): string => plainRuns(frames, ', ');
const frameList = (frames: readonly number[]): string => `frame${frames.length === 1 ? '' : 's'} ${list(frames)}`;
const FrameList = (frames: readonly number[]): string => `Frame${frames.length === 1 ? '' : 's'} ${list(frames)}`;
const counts = ['', 'one', 'two', 'three', 'four'];
const ordinals = ['', 'first', 'second', 'third', 'fourth'];
const field = (
  name: string,
): {
  agrees: (p: {frame: number; given: number | string}) => string;
  contradicts: (p: {frame: number; given: number | string; right: number | string}) => string;
} => ({
  agrees: (p) => `The ${name} of frame ${p.frame} is ${p.given}.`,
  contradicts: (p) => `The ${name} of frame ${p.frame} is ${p.right}, not ${p.given}.`,
});

/** What is said of claims in students' reports. Plain text, for the teacher. */
export const statementsEn = () => ({
  place: (p: {name: string; page?: number; line: number}): string =>
    p.page === undefined ? `${p.name}, line ${p.line}` : `${p.name}, page ${p.page}, line ${p.line}`,
  notDescribed: (p: {frame: number}): string =>
    `The report on the capture does not describe frame ${p.frame} in what this says.`,
  noSuchFrame: (p: {frame: number; packets: number}): string =>
    `The capture has no frame ${p.frame}: it holds ${p.packets} packet${p.packets === 1 ? '' : 's'}.`,
  roles: {
    names: {
      syn: 'a SYN',
      'syn-ack': 'a SYN-ACK',
      fin: 'a FIN',
      reset: 'an RST',
      request: 'an HTTP request',
      response: 'an HTTP response',
    },
    wave: {
      handshake: (number: number): string => `the ${ordinals[number] ?? `${number}th`} segment of the handshake`,
      teardown: (number: number): string => `the ${ordinals[number] ?? `${number}th`} wave of the release`,
    },
    agrees: (p: {frames: readonly number[]; what: string}): string =>
      p.frames.length === 1 ? `Frame ${p.frames[0]} is ${p.what}.` : `Frames ${list(p.frames)}: each is ${p.what}.`,
    contradicts: (p: {frame: number; what: string; info?: string; right?: number}): string =>
      `Frame ${p.frame} is not ${p.what}${p.info === undefined ? '' : `: it is "${p.info}"`}.${p.right === undefined ? '' : ` That is frame ${p.right}.`}`,
    beforeRelease: (p: {frame: number; what: string; start: number}): string =>
      `Frame ${p.frame} is not ${p.what}: it has no FIN and comes before the release, which begins with the FIN in frame ${p.start}.`,
  },
  /** Behind a sentence about packets that the text calls by other numbers. */
  renumbered: (all: readonly {given: number; here: number}[]): string =>
    ` (By what is pasted in the report, ${all.map(({given, here}) => `its frame ${given} is frame ${here} of this capture`).join(', ')}.)`,
  splices: {
    /** Of the frames that a worksheet names as proof. */
    proof: (parts: readonly {stream: number; clientPort: number; frames: readonly number[]}[]): string =>
      `The frames given as proof for questions about one connection come from several: ${parts.map((part) => `${frameList(part.frames)} from port ${part.clientPort} (tcp.stream ${part.stream})`).join(', ')}.`,
    handshake: 'handshake',
    release: 'release',
    several: (p: {
      what: string;
      parts: readonly {stream: number; clientPort: number; frames: readonly number[]}[];
    }): string =>
      `These packets are no ${p.what} of one connection: ${p.parts.map((part) => `${frameList(part.frames)} belong${part.frames.length === 1 ? 's' : ''} to port ${part.clientPort} (tcp.stream ${part.stream})`).join(', ')}.`,
    one: (p: {what: string; frames: readonly number[]}): string =>
      `${FrameList(p.frames)} are the ${p.what} of one connection.`,
    others: (p: {what: string; right: readonly number[]}): string =>
      `The ${p.what} of this connection is ${frameList(p.right)}.`,
  },
  retransmission: {
    agrees: (p: {frames: readonly number[]}): string => `${FrameList(p.frames)}: sent again.`,
    none: (p: {frames: readonly number[]}): string => `${FrameList(p.frames)}: no retransmission, as it says.`,
    noneAtAll: 'Nothing in the capture was sent again.',
    neverHere: 'Nothing in the capture was sent again.',
    unclear: (p: {frames: readonly number[]}): string =>
      p.frames.length === 0
        ? 'The connection has packets that repeat others, so this needs a look at the capture.'
        : `What was sent again on the connection is ${frameList(p.frames)}; whether the sentence means that, a person has to read.`,
    first: (p: {frames: readonly number[]}): string =>
      `${FrameList(p.frames)}: no retransmission. Nothing on their connection was sent again.`,
    syns: (p: {frames: readonly number[]; ports: readonly number[]}): string =>
      `${FrameList(p.frames)}: no retransmission. A SYN that is sent again comes from the same port with the same sequence number; this one opens a connection of its own, from port ${p.ports.join(', ')}.`,
  },
  packetCount: {
    agrees: (p: {count: number; frames: readonly number[]}): string =>
      `The release takes ${counts[p.count] ?? p.count} packets: ${frameList(p.frames)}.`,
    contradicts: (p: {given: number; count: number; frames: readonly number[]}): string =>
      `The release takes ${counts[p.count] ?? p.count} packets, not ${counts[p.given] ?? p.given}: ${frameList(p.frames)}.${p.count === 3 ? ' The second carries both ACK and FIN.' : ''}`,
  },
  firstClose: {
    agrees: {
      client: (p: {frame: number}): string => `The first FIN is the client's, in frame ${p.frame}.`,
      server: (p: {frame: number}): string => `The first FIN is the server's, in frame ${p.frame}.`,
    },
    contradicts: {
      client: (p: {frame: number}): string => `The first FIN is the client's, in frame ${p.frame}.`,
      server: (p: {frame: number}): string => `The first FIN is the server's, in frame ${p.frame}.`,
    },
  },
  length: {
    what: {
      wire: 'length on the wire',
      captured: 'captured length',
      payload: 'TCP payload',
      ip: 'total length of the IP packet',
    },
    agrees: (p: {frame: number; what: string; bytes: number; bits: number}): string =>
      `Frame ${p.frame}, ${p.what}: ${p.bytes} bytes (${p.bits} bits).`,
    bytesAsBits: (p: {frame: number; what: string; given: number; bytes: number; bits: number}): string =>
      `Bytes are told as bits: frame ${p.frame}, ${p.what}, is ${p.bytes} bytes, which are ${p.bits} bits.`,
    bitsAsBytes: (p: {frame: number; what: string; given: number; bytes: number; bits: number}): string =>
      `Bits are told as bytes: frame ${p.frame}, ${p.what}, is ${p.bits} bits, which are ${p.bytes} bytes.`,
    contradicts: (p: {frame: number; what: string; given: number; bytes: number; bits: number}): string =>
      `Frame ${p.frame}, ${p.what}: ${p.bytes} bytes (${p.bits} bits), not ${p.given}.`,
  },
  times: {
    agrees: (p: {frame: number; right: string; zone: string}): string =>
      `Frame ${p.frame} was captured at ${p.right} (${p.zone}).`,
    contradicts: (p: {frame: number; given: string; right: string; zone: string; difference: number}): string =>
      `Frame ${p.frame} was captured at ${p.right} (${p.zone}), not at ${p.given}: ${span(p.difference)} off.`,
    day: (p: {frame: number; given: string; right: string; zone: string}): string =>
      `Frame ${p.frame} was captured at ${p.right} (${p.zone}), not on ${p.given}.`,
    zone: (p: {frame: number; given: string; right: string; zone: string}): string =>
      `Frame ${p.frame} was captured at ${p.right} (${p.zone}); ${p.given} is the same moment if it is meant in another time zone.`,
  },
  ports: {
    agrees: {source: field('source port').agrees, destination: field('destination port').agrees},
    contradicts: {source: field('source port').contradicts, destination: field('destination port').contradicts},
    interface: (p: {frame: number; source: number; destination: number}): string =>
      `No port of frame ${p.frame} is 0: they are ${p.source} and ${p.destination}. "id 0" in Wireshark's frame line is the number of the capture interface.`,
    assigned: (p: {frame: number; port: number}): string =>
      `Port ${p.port} was chosen by the client: its SYN in frame ${p.frame} comes from there, before the server has sent anything.`,
  },
  endpoints: {
    port: {
      agrees: (p: OfEndpoint): string => `The ${p.side}'s port is ${p.given}: see frame ${p.frame}.`,
      contradicts: (p: WrongEndpoint): string =>
        p.connections === 1
          ? `The ${p.side}'s port is ${p.right}, not ${p.given}: see frame ${p.frame}.`
          : `None of the ${p.connections} connections with the server has ${p.given} as the ${p.side}'s port; that in frame ${p.frame} has ${p.right}.`,
    },
    address: {
      agrees: (p: OfEndpoint): string => `The ${p.side}'s address is ${p.given}: see frame ${p.frame}.`,
      contradicts: (p: WrongEndpoint): string =>
        `The ${p.side}'s address is ${p.right}, not ${p.given}: see frame ${p.frame}.`,
    },
    status: (p: {given: number; codes: readonly number[]}): string =>
      `No response of the capture has status code ${p.given}: ${p.codes.join(', ')} is what there is.`,
  },
  addresses: {
    agrees: {source: field('source address').agrees, destination: field('destination address').agrees},
    contradicts: {source: field('source address').contradicts, destination: field('destination address').contradicts},
  },
  sequence: {
    agrees: (p: {frame: number; given: number}): string => `The sequence number of frame ${p.frame} is ${p.given}.`,
    contradicts: (p: {frame: number; given: number; raw: number; relative?: number}): string =>
      `The sequence number of frame ${p.frame} is ${numbers(p)}, not ${p.given}.`,
  },
  randomSequence: (p: {given: number; frame: number; isn: number}): string =>
    `${p.given} is Wireshark's relative number, counted from the first. What was drawn at random is the initial sequence number: ${p.isn} in the SYN, frame ${p.frame}.`,
  acknowledgment: {
    agrees: (p: {frame: number; given: number}): string =>
      `The acknowledgment number of frame ${p.frame} is ${p.given}.`,
    contradicts: (p: {frame: number; given: number; raw: number; relative?: number}): string =>
      `The acknowledgment number of frame ${p.frame} is ${numbers(p)}, not ${p.given}.`,
    none: (p: {frame: number; given: number}): string =>
      `Frame ${p.frame} acknowledges nothing: its ACK flag is not set.`,
  },
  window: {
    agrees: (p: {frame: number; given: number}): string => `The window of frame ${p.frame} is ${p.given}.`,
    contradicts: (p: {frame: number; given: number; raw: number; scaled: number}): string =>
      `The window of frame ${p.frame} is ${p.scaled}${p.raw === p.scaled ? '' : ` (${p.raw} in the header)`}, not ${p.given}.`,
  },
  status: {
    agrees: (p: {frame: number; given: number}): string =>
      `The response in frame ${p.frame} has status code ${p.given}.`,
    contradicts: (p: {frame: number; given: number; right: number}): string =>
      `The response in frame ${p.frame} has status code ${p.right}, not ${p.given}.`,
    nothing: (p: {frame: number; given: number}): string =>
      `Frame ${p.frame} carries no data, so it has no status code.`,
  },
  pasted: {
    tree: (p: {frame: number; values: number}): string =>
      `The pasted field tree is that of frame ${p.frame}: ${p.values} value${p.values === 1 ? '' : 's'} compared.`,
    list: (p: {rows: number; compared: number}): string =>
      `The pasted packet list is the capture's: ${p.compared} of ${p.rows} row${p.rows === 1 ? '' : 's'} compared.`,
    moved: (p: {
      frames: readonly number[];
      connections: readonly {port: number; firstFrame: number; lastFrame: number}[];
    }): string =>
      `What is pasted has other frame numbers in this capture: ${[...(p.frames.length === 0 ? [] : [frameList(p.frames)]), ...p.connections.map((each) => `port ${each.port} is in frames ${each.firstFrame}–${each.lastFrame}`)].join(', ')}. It was taken from another recording, or from a part of this one.`,
    notDescribed: 'The report on the capture does not describe the frames of this list.',
    nowhere: (p: {port: number; sequence: number}): string =>
      `No packet of the connection from port ${p.port} has the sequence number ${p.sequence} of this pasted field tree.`,
    contradicts: (p: {
      differences: readonly {frame: number; field: string; given: string; right: string}[];
      more: number;
    }): string =>
      `What is pasted is not in the capture: ${p.differences.map((each) => `frame ${each.frame}, ${each.field}: ${each.right} in the capture, ${each.given} pasted`).join('; ')}${p.more === 0 ? '' : `; and ${p.more} more`}.`,
  },
});

const numbers = ({raw, relative}: {raw: number; relative?: number}): string =>
  relative === undefined ? `${raw}` : `${raw} (relative ${relative})`;

function span(difference: number): string {
  const size = Math.abs(difference);
  if (size < 60) return `${size} second${size === 1 ? '' : 's'}`;
  const minutes = Math.floor(size / 60);
  const rest = size % 60;
  return `${minutes} minute${minutes === 1 ? '' : 's'}${rest === 0 ? '' : ` and ${rest} second${rest === 1 ? '' : 's'}`}`;
}

interface OfEndpoint {
  readonly side: 'client' | 'server';
  readonly given: number | string;
  readonly frame: number;
}

interface WrongEndpoint extends OfEndpoint {
  readonly right: number | string;
  /** How many the capture has with this server. */
  readonly connections: number;
}

export type Statements = ReturnType<typeof statementsEn>;
