// RFC 1035 §4.1.1: response(1 bit) opcode(4) authoritative truncated recursion-desired recursion-available
//   reserved authentic-data checking-disabled response-code(4)
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex} from './bits.ts';
import * as dns from './dns.ts';
import {opcodeName, rcodeMeaning} from './dns-types.ts';
import {node} from './node.ts';

/** DNS (RFC 1035), multicast DNS (RFC 6762), link-local multicast name resolution (RFC 4795). */
export type NameService = 'dns' | 'mdns' | 'llmnr';

/** What the parts of a message's tree need. */
export interface Message {
  readonly b: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly service: NameService;
  readonly response: boolean;
  readonly opcode: number;
}

export function flagsText({b, start, response, opcode}: Message): string {
  const name = opcodeName(opcode) ?? 'Unknown operation';
  const shown = `${hex(dns.flags(b, start), 4)} ${name}`;
  return response ? `${shown} response, ${rcodeMeaning(dns.rcode(b, start)) ?? 'Unknown error'}` : shown;
}

/** `Standard query response 0x85a7 No such name`. */
export function infoStart({b, start, response, opcode}: Message): string {
  const name = opcodeName(opcode) ?? `Unknown operation (${opcode})`;
  const code = dns.rcode(b, start);
  const failure = response && code !== 0 ? ` ${rcodeMeaning(code) ?? `Unknown error (${code})`}` : '';
  return `${name}${response ? ' response' : ''} ${hex(dns.id(b, start), 4)}${failure}`;
}

/** RFC 1035 §4.1.1 with AD and CD of RFC 4035 §3; RFC 4795 §2.1.1 for LLMNR. */
export function flagLines({b, start, service, response, opcode}: Message): FieldNode[] {
  const value = dns.flags(b, start);
  const code = dns.rcode(b, start);
  const isLlmnr = service === 'llmnr';
  const line = (field: string, mask: number, text: string) =>
    node(`dns.flags.${field}`, `${bitPicture(value, mask, 16)} = ${text}`, start + 2, 2);
  const bit = (field: string, mask: number, label: string, set: string, clear: string) =>
    line(field, mask, `${label}: ${value & mask ? set : clear}`);
  const lines = [
    bit('response', 0x8000, 'Response', 'Message is a response', 'Message is a query'),
    line('opcode', 0x7800, `Opcode: ${opcodeName(opcode) ?? 'Unknown'} (${opcode})`),
  ];
  if (isLlmnr) {
    const [set, clear] = response
      ? ['The name is not considered unique', 'The name is considered unique']
      : ['Received multiple responses', 'None'];
    lines.push(bit('conflict', 0x0400, 'Conflict', set, clear));
  } else if (response) {
    const [set, clear] = ['Server is an authority for domain', 'Server is not an authority for domain'];
    lines.push(bit('authoritative', 0x0400, 'Authoritative', set, clear));
  }
  lines.push(bit('truncated', 0x0200, 'Truncated', 'Message is truncated', 'Message is not truncated'));
  if (isLlmnr) {
    lines.push(bit('tentative', 0x0100, 'Tentative', 'Tentative', 'Not tentative'));
  } else {
    const asked = ['Do query recursively', "Don't do query recursively"] as const;
    lines.push(bit('recdesired', 0x0100, 'Recursion desired', ...asked));
    if (response) {
      const offered = ['Server can do recursive queries', "Server can't do recursive queries"] as const;
      lines.push(bit('recavail', 0x0080, 'Recursion available', ...offered));
    }
    lines.push(bit('z', 0x0040, 'Z', 'reserved - incorrect!', 'reserved (0)'));
    if (response) {
      const [set, clear] = [
        'Answer/authority portion was authenticated by the server',
        'Answer/authority portion was not authenticated by the server',
      ];
      lines.push(bit('authenticated', 0x0020, 'Answer authenticated', set, clear));
    } else if (value & 0x0020) {
      lines.push(bit('authenticated', 0x0020, 'AD bit', 'Set', 'Not set'));
    }
    lines.push(bit('checkdisable', 0x0010, 'Non-authenticated data', 'Acceptable', 'Unacceptable'));
  }
  if (response) lines.push(line('rcode', 0x000f, `Reply code: ${rcodeMeaning(code) ?? 'Unknown'} (${code})`));
  return lines;
}
