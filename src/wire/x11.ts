// X Window System Protocol, appendix B: a request is opcode(1), data(1), length(2, in units of four bytes); what the
// server sends is 32 bytes, and of a reply (code 1) as many units more as it says. The client chose the byte order.
import type {FieldNode} from '../model/tree.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {u8, u16, u32, u32le} from './read.ts';
import type {Application, ApplicationTree, Framer, Pdu} from './tcp-framing.ts';
import {ERRORS, EVENTS, REQUESTS} from './x11-names.ts';

/** A display each, from number 0. */
const PORTS = Array.from({length: 64}, (_, display) => 6000 + display);
const UNIT = 4;
const MESSAGE_LENGTH = 32;
const NO_OPERATION = 127;

export const x11: Application = {
  id: 'x11',
  name: 'X11',
  ports: PORTS,
  framer: x11Framer,
  join: ', ',
  dissect,
};

/** The first bytes of a connection set it up (§8); `BIG`, and the other order otherwise, is told by lengths. */
const STATE = {little: 0, big: 1, setup: 2} as const;
const SETUP_REQUEST_LENGTH = 12;
const SETUP_REPLY_LENGTH = 8;
const MAJOR_VERSION = 11;

function x11Framer(fromServer: boolean): Framer {
  let isFirst = true;
  let order: boolean | undefined;
  return {
    peek: MESSAGE_LENGTH,
    next(bytes) {
      if (bytes.length < (fromServer ? SETUP_REPLY_LENGTH : UNIT)) return 'more';
      const setup = isFirst ? setupLength(bytes, fromServer) : undefined;
      isFirst = false;
      if (setup !== undefined) return {length: setup, state: STATE.setup};
      order ??= looksLittle(bytes, fromServer);
      const state = order ? STATE.little : STATE.big;
      const length = fromServer ? messageLength(bytes, 0, order) : requestLength(bytes, 0, order);
      return length === 0 ? 'segment' : {length, state};
    },
  };
}

function setupLength(b: Uint8Array, fromServer: boolean): number | undefined {
  const little = u8(b, 2) | (u8(b, 3) << 8);
  if (fromServer) {
    if (u8(b, 0) !== 1 || b.length < SETUP_REPLY_LENGTH) return undefined;
    if (little === MAJOR_VERSION && u16(b, 4) === 0) return SETUP_REPLY_LENGTH + UNIT * (u8(b, 6) | (u8(b, 7) << 8));
    return u16(b, 2) === MAJOR_VERSION && u16(b, 4) === 0 ? SETUP_REPLY_LENGTH + UNIT * u16(b, 6) : undefined;
  }
  if (b.length < SETUP_REQUEST_LENGTH) return undefined;
  const isLittle = u8(b, 0) === 0x6c;
  if ((!isLittle && u8(b, 0) !== 0x42) || (isLittle ? little : u16(b, 2)) !== MAJOR_VERSION) return undefined;
  const size = (at: number) => Math.ceil((isLittle ? u8(b, at) | (u8(b, at + 1) << 8) : u16(b, at)) / UNIT) * UNIT;
  return SETUP_REQUEST_LENGTH + size(6) + size(8);
}

function dissect({b, at, end, wireEnd, fromServer, isFirst, state}: Pdu): ApplicationTree {
  const nothing = {nodes: [], protocol: 'X11'};
  if (state === undefined) return bogus(at, end);
  if (end < wireEnd) return {...nothing, shortage: 'cut'};
  if (state === STATE.setup) {
    const title = `Initial connection ${fromServer ? 'reply' : 'request'}`;
    const name = `X11, ${fromServer ? 'Reply' : 'Request'}, ${title}`;
    return {nodes: [node('x11', name, at, end - at)], protocol: 'X11', info: title};
  }
  const isLittle = state === STATE.little;
  const one = fromServer ? message(b, at, end - at, isLittle) : request(b, at, end - at, isLittle);
  return {nodes: [one.node], protocol: 'X11', info: isFirst ? `${one.kind}: ${one.name}` : one.name};
}

/** Whose lengths make sense is how the client counts. */
function looksLittle(b: Uint8Array, fromServer: boolean): boolean {
  if (fromServer) return u8(b, 0) !== REPLY || u32le(b, 4) <= u32(b, 4);
  return u16(b, 2) === 0 || (u8(b, 2) | (u8(b, 3) << 8)) <= u16(b, 2);
}

/** A length of 0 is told by the next four bytes, where both sides agreed on that (BIG-REQUESTS). */
function requestLength(b: Uint8Array, at: number, isLittle: boolean): number {
  const units = isLittle ? u8(b, at + 2) | (u8(b, at + 3) << 8) : u16(b, at + 2);
  if (units > 0 || at + 8 > b.length) return UNIT * units;
  return UNIT * (isLittle ? u32le(b, at + 4) : u32(b, at + 4));
}

const REPLY = 1;

const messageLength = (b: Uint8Array, at: number, isLittle: boolean): number =>
  u8(b, at) === REPLY ? MESSAGE_LENGTH + UNIT * (isLittle ? u32le(b, at + 4) : u32(b, at + 4)) : MESSAGE_LENGTH;

function bogus(at: number, end: number): ApplicationTree {
  const remark = expert('x11.request-length.invalid', 'Warning', 'Protocol', 'Bogus request length (0)');
  return {nodes: [{field: 'x11', text: 'X11', at, length: end - at, children: [remark]}], protocol: 'X11'};
}

interface One {
  readonly kind: 'Requests' | 'Event' | 'Reply' | 'Error';
  readonly name: string;
  readonly node: FieldNode;
}

function request(b: Uint8Array, at: number, length: number, isLittle: boolean): One {
  const opcode = u8(b, at);
  const known = opcode === NO_OPERATION ? 'NoOperation' : REQUESTS[opcode - 1];
  const name = known ?? `<Unknown opcode ${opcode}>`;
  const units = requestLength(b, at, isLittle) / UNIT;
  const lines =
    known === undefined
      ? [
          node('x11.opcode', `opcode: Unknown (${opcode})`, at, 1),
          node('x11.undecoded', 'undecoded', at + 1, length - 1),
        ]
      : [
          node('x11.opcode', `opcode: ${known} (${opcode})`, at, 1),
          node('x11.request-length', `request-length: ${units}`, at + 2, 2),
        ];
  return {kind: 'Requests', name, node: node('x11', `X11, Request, opcode: ${opcode} (${name})`, at, length, lines)};
}

function message(b: Uint8Array, at: number, length: number, isLittle: boolean): One {
  // The highest bit says that another client sent the event.
  const code = u8(b, at) & 0x7f;
  const sequence = isLittle ? u8(b, at + 2) | (u8(b, at + 3) << 8) : u16(b, at + 2);
  if (code === 0) {
    const error = u8(b, at + 1);
    const name = ERRORS[error] ?? `<Unknown errorcode ${error}>`;
    return {kind: 'Error', name, node: node('x11', `X11, Error, errorcode: ${error} (${name})`, at, length)};
  }
  if (code === REPLY) {
    const units = isLittle ? u32le(b, at + 4) : u32(b, at + 4);
    const name = 'to unknown request';
    return {
      kind: 'Reply',
      name,
      node: node('x11', `X11, Reply ${name}`, at, length, [
        node('x11.reply', 'reply: 1', at, 1),
        node('x11.undecoded', 'undecoded', at + 1, 1),
        node('x11.reply-sequencenumber', `sequencenumber: ${sequence} (<Unknown opcode 0>)`, at + 2, 2),
        node('x11.replylength', `replylength: ${units}`, at + 4, 4),
        node('x11.undecoded', 'undecoded', at + 8, length - 8),
      ]),
    };
  }
  const name = EVENTS[code - 2] ?? `<Unknown eventcode ${code}>`;
  return {
    kind: 'Event',
    name,
    node: node('x11', `X11, Event, eventcode: ${code} (${name})`, at, length, [
      node('x11.eventcode', `eventcode: ${code} (${name})`, at, 1),
      node('x11.event-sequencenumber', `event-sequencenumber: ${sequence}`, at + 2, 2),
    ]),
  };
}
