// RFC 2132 §2: an option is code(1) length(1) value(length); 0 pads, 255 ends.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hexBytes, label} from './bits.ts';
import {DHCP_OPTIONS} from './data/dhcp-options.ts';
import {optionValue} from './dhcp-values.ts';
import {expert, type Lines} from './lines.ts';
import {node} from './node.ts';
import {u8} from './read.ts';

const PAD = 0;
const MESSAGE_TYPE = 53;
const PARAMETERS = 55;
const END = 255;

export interface OptionFormat {
  readonly kind: string;
  readonly name: string;
  /** Without `dhcp.option.`. */
  readonly field: string;
  readonly valueName: string;
}

let formats: readonly OptionFormat[] | undefined;

export function optionFormat(code: number): OptionFormat {
  formats ??= DHCP_OPTIONS.trim()
    .split('\n')
    .map((line) => {
      const [, kind = 'none', name = '', field = '', valueName = name] = line.split('|');
      return {kind, name, field, valueName};
    });
  return formats[code] ?? {kind: 'bytes', name: 'Unknown', field: '', valueName: ''};
}

/** RFC 2132 §9.6 and the registry of message types. */
const MESSAGE_TYPES: readonly string[] = [
  'Discover',
  'Offer',
  'Request',
  'Decline',
  'ACK',
  'NAK',
  'Release',
  'Inform',
  'Force Renew',
  'Lease query',
  'Lease Unassigned',
  'Lease Unknown',
  'Lease Active',
  'Bulk Lease Query',
  'Lease Query Done',
  'Active LeaseQuery',
  'Lease Query Status',
  'TLS',
];

export const messageTypeName = (type: number): string =>
  MESSAGE_TYPES[type - 1] ?? `Unknown Message Type (0x${type.toString(16).padStart(2, '0')})`;

/** What kind of DHCP message the options say it is; without that option, it is BOOTP. */
export function messageType(b: Uint8Array, from: number, end: number): number | undefined {
  for (let at = from; at < end && b[at] !== END; at += b[at] === PAD ? 1 : 2 + u8(b, at + 1)) {
    if (b[at] === MESSAGE_TYPE && at + 2 < end) return u8(b, at + 2);
  }
  return undefined;
}

export function addOptions(lines: Lines, b: Uint8Array, from: number, end: number): void {
  let at = from;
  while (at < end && lines.shortage === undefined) {
    const code = u8(b, at);
    if (code === END) {
      lines.add('dhcp.option.type', at, 1, 'Option: (255) End', END, [
        node('dhcp.option.end', `Option End: ${END}`, at, 1),
      ]);
      const padding = end - at - 1;
      const shown = label('Padding', hexBytes(b, at + 1, end));
      if (padding > 0) lines.add('dhcp.option.padding', at + 1, padding, shown);
      return;
    }
    const next = code === PAD ? paddingEnd(b, at, end) : at + 2 + u8(b, at + 1);
    if (code === PAD) {
      const shown = label('Padding', hexBytes(b, at, next));
      lines.add('dhcp.option.type', at, next - at, 'Option: (0) Padding', PAD, [
        node('dhcp.option.padding', shown, at, next - at),
      ]);
    } else {
      addOption(lines, b, at, end);
    }
    at = next;
  }
  if (at > from) lines.push(expert('dhcp.end_option_missing', 'Error', 'Protocol', 'End option missing'));
}

function paddingEnd(b: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && b[at] === PAD) at++;
  return at;
}

function addOption(lines: Lines, b: Uint8Array, at: number, end: number): void {
  if (!lines.reaches(at, 2)) return;
  const code = u8(b, at);
  const length = u8(b, at + 1);
  const inside = lines.within();
  inside.add('dhcp.option.length', at + 1, 1, `Length: ${length}`, length);
  if (length === 0 && code !== 80) inside.add('dhcp.option.value', at + 2, 0, 'Value: <MISSING>');
  if (inside.reaches(at + 2, length)) addValue(inside, b, at + 2, length, code);
  const shown = `Option: (${code}) ${optionFormat(code).name}${remarkOf(b, at, inside)}`;
  const shownLength = Math.min(2 + length, end - at);
  lines.nodes.push(node('dhcp.option.type', shown, at, shownLength, inside.nodes));
  lines.shortage = inside.shortage;
}

/** The header line of some options tells what they hold. */
function remarkOf(b: Uint8Array, at: number, {shortage}: Lines): string {
  const code = u8(b, at);
  const length = u8(b, at + 1);
  if (shortage) return '';
  if (code === MESSAGE_TYPE && length > 0) return ` (${messageTypeName(u8(b, at + 2))})`;
  const hasAddress = optionFormat(code).kind === 'address' && length === 4;
  return hasAddress ? ` (${formatAddress(b.subarray(at + 2, at + 6))})` : '';
}

function addValue(lines: Lines, b: Uint8Array, at: number, length: number, code: number): void {
  if (code === MESSAGE_TYPE && length > 0) {
    const type = u8(b, at);
    const name = MESSAGE_TYPES[type - 1] ?? 'Unknown';
    lines.add('dhcp.option.dhcp', at, 1, `DHCP: ${name} (${type})`, type);
    return;
  }
  if (code === PARAMETERS) {
    for (let i = 0; i < length; i++) lines.push(parameter(b, at + i));
    return;
  }
  lines.push(...optionValue(b, at, length, code, optionFormat(code)));
}

function parameter(b: Uint8Array, at: number): FieldNode {
  const code = u8(b, at);
  const shown = `Parameter Request List Item: (${code}) ${optionFormat(code).name}`;
  return node('dhcp.option.request_list_item', shown, at, 1);
}
