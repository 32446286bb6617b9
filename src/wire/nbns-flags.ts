// RFC 1002 §4.2.1.1: the second word of a name service packet.
import type {FieldNode} from '../model/tree.ts';
import {hex} from './bits.ts';
import * as dns from './dns.ts';
import {bitNode, node} from './node.ts';

const OPCODES: Readonly<Record<number, string>> = {
  0: 'Name query',
  5: 'Registration',
  6: 'Release',
  7: 'Wait for acknowledgment',
  8: 'Refresh',
  9: 'Refresh (alternate opcode)',
  15: 'Multi-homed registration',
};

/** §4.2.6, §4.2.11, §4.2.14. */
const REPLY_CODES: readonly string[] = [
  'No error',
  'Request was invalidly formatted',
  'Server failure',
  'Requested name does not exist',
  'Request is not implemented',
  'Request was refused',
  'Name is owned by another node',
  'Name is in conflict',
];

const AUTHORITATIVE = 0x0400;
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;
const TRUNCATED = 0x0200;
const BROADCAST = 0x0010;

/** What the packet list shows before the names. */
export function infoStart(b: Uint8Array, at: number): string {
  const opcode = dns.opcode(b, at);
  const start = OPCODES[opcode] ?? `Unknown operation (${opcode})`;
  if (!dns.isResponse(b, at)) return start;
  const code = dns.flags(b, at) & 15;
  return `${start} response${code === 0 ? '' : `, ${REPLY_CODES[code] ?? 'Unknown error'}`}`;
}

export function flagsLine(b: Uint8Array, start: number): FieldNode {
  const at = start + 2;
  const flags = dns.flags(b, start);
  const isResponse = dns.isResponse(b, start);
  const isSet = (mask: number): boolean => (flags & mask) !== 0;
  const bit = (name: string, mask: number, text: string): FieldNode =>
    bitNode(`nbns.flags.${name}`, text, at, {value: flags, mask, width: 16});
  const opcode = dns.opcode(b, start);
  const opcodeText = OPCODES[opcode] ?? 'Unknown';
  const code = flags & 15;
  const codeText = REPLY_CODES[code] ?? 'Unknown';
  const names = [
    ...(isResponse ? ['Response'] : []),
    `Opcode: ${opcodeText}`,
    ...(isResponse && isSet(AUTHORITATIVE) ? ['Authoritative'] : []),
    ...(isSet(TRUNCATED) ? ['Truncated'] : []),
    ...(isSet(RECURSION_DESIRED) ? ['Recursion desired'] : []),
    ...(isResponse && isSet(RECURSION_AVAILABLE) ? ['Recursion available'] : []),
    ...(isSet(BROADCAST) ? ['Broadcast'] : []),
    ...(isResponse ? [`Reply code: ${codeText}`] : []),
  ];
  const authority = `Authoritative: Server is ${isSet(AUTHORITATIVE) ? '' : 'not '}an authority for domain`;
  const recursion = `Recursion available: Server ${isSet(RECURSION_AVAILABLE) ? 'can' : "can't"} do recursive queries`;
  return node('nbns.flags', `Flags: ${[hex(flags, 4), ...names].join(', ')}`, at, 2, [
    bit('response', 0x8000, `Response: Message is a ${isResponse ? 'response' : 'query'}`),
    bit('opcode', 0x7800, `Opcode: ${opcodeText} (${opcode})`),
    ...(isResponse ? [bit('authoritative', AUTHORITATIVE, authority)] : []),
    bit('truncated', TRUNCATED, `Truncated: Message is ${isSet(TRUNCATED) ? '' : 'not '}truncated`),
    bit(
      'recdesired',
      RECURSION_DESIRED,
      `Recursion desired: ${isSet(RECURSION_DESIRED) ? 'Do' : "Don't do"} query recursively`,
    ),
    ...(isResponse ? [bit('recavail', RECURSION_AVAILABLE, recursion)] : []),
    bit('broadcast', BROADCAST, `Broadcast: ${isSet(BROADCAST) ? 'Broadcast' : 'Not a broadcast'} packet`),
    ...(isResponse ? [bit('rcode', 15, `Reply code: ${codeText} (${code})`)] : []),
  ]);
}

/** RFC 1002 §4.2.2.1: the owner node type. */
const NODE_TYPES = ['B-node', 'P-node', 'M-node'] as const;
export const nodeType = (bits: number): string => NODE_TYPES[bits] ?? 'Unknown';

export const groupNode = (field: string, flags: number, at: number): FieldNode =>
  bitNode(`${field}.group`, `Name type: ${flags & 0x8000 ? 'Group' : 'Unique'} name`, at, {
    value: flags,
    mask: 0x8000,
    width: 16,
  });
