// MySQL's client/server protocol: packets of length(3, least significant byte first), number(1) and a payload.
import type {FieldNode} from '../model/tree.ts';
import {Lines} from './lines.ts';
import {u8} from './read.ts';
import type {Application, ApplicationTree, Framer, Pdu} from './tcp-framing.ts';
import {text, visible} from './text.ts';

const HEADER_LENGTH = 4;
const LENGTH_SIZE = 3;

export const mysql: Application = {
  id: 'mysql',
  name: 'MySQL',
  ports: [3306],
  framer: mysqlFramer,
  showsSize: true,
  join: '',
  dissect,
};

/** What a packet is, told by its place in the conversation. */
const STATE = {greeting: 0, login: 1, later: 2, row: 3} as const;

function mysqlFramer(): Framer {
  let isFirst = true;
  return {
    peek: HEADER_LENGTH + 1,
    next(bytes) {
      if (bytes.length < LENGTH_SIZE) return 'more';
      const length = HEADER_LENGTH + (u8(bytes, 0) | (u8(bytes, 1) << 8) | (u8(bytes, 2) << 16));
      const number = u8(bytes, 3);
      // The greeting has number 0 and a protocol version, the login number 1.
      const isGreeting = isFirst && number === 0 && (bytes[4] === 10 || bytes[4] === 9);
      const state = isGreeting ? STATE.greeting : isFirst && number === 1 ? STATE.login : STATE.later;
      isFirst = false;
      return {length, state};
    },
  };
}

/** Commands by code. */
const COMMANDS = [
  'SLEEP',
  'Quit',
  'Use Database',
  'Query',
  'Show Fields',
  'Create Database',
  'Drop Database',
  'Refresh',
  'Shutdown',
  'Statistics',
  'Process List',
  'Connect',
  'Kill Server Thread',
  'Dump Debuginfo',
  'Ping',
  'Time',
  'Insert Delayed',
  'Change User',
  'Binlog Dump',
  'Table Dump',
  'Connect Out',
  'Register Slave',
  'Prepare Statement',
  'Execute Statement',
  'Send BLOB',
  'Close Statement',
  'Reset Statement',
  'Set Option',
  'Fetch Data',
];

function dissect({b, at, end, wireEnd, fromServer, state}: Pdu): ApplicationTree {
  const lines = new Lines(end, wireEnd);
  const length = u8(b, at) | (u8(b, at + 1) << 8) | (u8(b, at + 2) << 16);
  lines.add('mysql.packet_length', at, 3, `Packet Length: ${length}`, length);
  lines.add('mysql.packet_number', at + 3, 1, `Packet Number: ${u8(b, at + 3)}`, u8(b, at + 3));
  const from = at + HEADER_LENGTH;
  const isThere = lines.reaches(at, HEADER_LENGTH + 1);
  const {info, title = ''} = fromServer ? said(lines, b, from, end, state) : asked(lines, b, from, end, state);
  const root: FieldNode = {
    field: 'mysql',
    text: `MySQL Protocol${title}`,
    at,
    length: end - at,
    children: lines.nodes,
  };
  return {nodes: [root], protocol: 'MySQL', ...(isThere ? {info} : {}), shortage: lines.shortage};
}

/** Up to a NUL. */
function word(b: Uint8Array, at: number, end: number): {readonly shown: string; readonly next: number} {
  const nul = b.indexOf(0, at);
  const to = nul < 0 || nul > end ? end : nul;
  return {shown: visible(text(b.subarray(at, to))), next: Math.min(end, to + 1)};
}

function said(
  lines: Lines,
  b: Uint8Array,
  at: number,
  end: number,
  state: number | undefined,
): {readonly info: string; readonly title?: string} {
  const code = u8(b, at);
  if (state === STATE.greeting) {
    const version = word(b, at + 1, end).shown;
    const parts = new Lines(end, end);
    parts.add('mysql.protocol', at, 1, `Protocol: ${code}`, code);
    parts.add('mysql.version', at + 1, version.length + 1, `Version: ${version}`, version);
    lines.add('mysql', at, end - at, 'Server Greeting', undefined, parts.nodes);
    return {info: `Server Greeting  proto=${code} version=${version} `};
  }
  if (code === 0xff && end - at >= 3) {
    const error = u8(b, at + 1) | (u8(b, at + 2) << 8);
    lines.add('mysql.response_code', at, 1, `Response Code: ERR Packet (0xff)`, code);
    lines.add('mysql.error_code', at + 1, 2, `Error Code: ${error}`, error);
    return {info: `Response  Error ${error} `, title: ' - response ERROR'};
  }
  if (code === 0 && end - at >= 7) {
    lines.add('mysql.response_code', at, 1, `Response Code: OK Packet (0x00)`, code);
    return {info: 'Response  OK ', title: ' - response OK'};
  }
  return {info: code === 0xfe && end - at < 9 ? 'Response ' : 'Response TABULAR '};
}

function asked(
  lines: Lines,
  b: Uint8Array,
  at: number,
  end: number,
  state: number | undefined,
): {readonly info: string; readonly title?: string} {
  if (state === STATE.login) {
    lines.add('mysql', at, end - at, 'Login Request');
    // Capabilities 4, longest packet 4, character set 1, and 23 bytes of nothing.
    return {info: `Login Request user=${word(b, at + 32, end).shown} `};
  }
  const code = u8(b, at);
  const name = COMMANDS[code] ?? 'Unknown';
  const parts = new Lines(end, end);
  parts.add('mysql.command', at, 1, `Command: ${name} (${code})`, code);
  if (code === 3 && end > at + 1) {
    const statement = visible(text(b.subarray(at + 1, end)));
    parts.add('mysql.query', at + 1, end - at - 1, `Statement: ${statement}`, statement);
  }
  lines.add('mysql', at, end - at, `Request Command ${name}`, undefined, parts.nodes);
  return {info: `Request ${name}`};
}
