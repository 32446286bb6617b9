// RFC 2516 §4: version(4 bits) type(4 bits) code(1) session(2) length(2), then tags (discovery: type(2) length(2)
// value) or PPP (session).
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {ETHERTYPE} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';
import {text, visible} from './text.ts';

export const HEADER_LENGTH = 6;

export const code = (b: Uint8Array, at: number): number => u8(b, at + 1);
export const sessionId = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const payloadLength = (b: Uint8Array, at: number): number => u16(b, at + 4);
/** What follows in the frame is the link's padding. */
export const payloadEnd = (b: Uint8Array, at: number, wireEnd: number): number =>
  Math.min(at + HEADER_LENGTH + payloadLength(b, at), wireEnd);

const CODES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Session Data'],
  [0x07, 'Active Discovery Offer (PADO)'],
  [0x09, 'Active Discovery Initiation (PADI)'],
  [0x0a, 'Active Discovery Session-Grant (PADG)'],
  [0x0b, 'Active Discovery Session-Credit Resp.(PADC)'],
  [0x0c, 'Active Discovery Quality (PADQ)'],
  [0x19, 'Active Discovery Request (PADR)'],
  [0x65, 'Active Discovery Session-confirmation (PADS)'],
  [0xa7, 'Active Discovery Terminate (PADT)'],
  [0xd3, 'Active Discovery Message (PADM)'],
  [0xd4, 'Active Discovery Network (PADN)'],
]);
const codeName = (b: Uint8Array, at: number): string => CODES.get(code(b, at)) ?? 'Unknown';

interface Tag {
  readonly name: string;
  readonly field: string;
  readonly value?: (b: Uint8Array, at: number, length: number) => string;
}

const asText = (b: Uint8Array, at: number, length: number): string => visible(text(b.subarray(at, at + length)));

/** RFC 2516 appendix A; RFC 4638 §3. */
const TAGS: ReadonlyMap<number, Tag> = new Map<number, Tag>([
  [0x0101, {name: 'Service-Name', field: 'service_name', value: asText}],
  [0x0102, {name: 'AC-Name', field: 'ac_name', value: asText}],
  [0x0103, {name: 'Host-Uniq', field: 'host_uniq'}],
  [0x0104, {name: 'AC-Cookie', field: 'ac_cookie'}],
  [0x0105, {name: 'Vendor id', field: 'vendor_id', value: (b, at) => String(u32(b, at))}],
  [0x0110, {name: 'Relay-Session-Id', field: 'relay_session_id'}],
  [0x0120, {name: 'PPP-Max-Payload', field: 'max_payload'}],
  [0x0201, {name: 'Service-Name-Error', field: 'service_name_error', value: asText}],
  [0x0202, {name: 'AC-System-Error', field: 'ac_system_error', value: asText}],
  [0x0203, {name: 'Generic-Error', field: 'generic_error', value: asText}],
]);
const AC_NAME = 0x0102;
const END_OF_LIST = 0;

function addHeader(lines: Lines, b: Uint8Array, at: number): void {
  const [version, type] = [u8(b, at) >> 4, u8(b, at) & 15];
  lines.add('pppoe.version', at, 1, `${bitPicture(u8(b, at), 0xf0, 8)} = Version: ${version}`, version);
  lines.add('pppoe.type', at, 1, `${bitPicture(u8(b, at), 0x0f, 8)} = Type: ${type}`, type);
  lines.add('pppoe.code', at + 1, 1, `Code: ${codeName(b, at)} (${hex(code(b, at), 2)})`, code(b, at));
  lines.add('pppoe.session_id', at + 2, 2, `Session ID: ${hex(sessionId(b, at), 4)}`, sessionId(b, at));
  lines.add('pppoe.payload_length', at + 4, 2, `Payload Length: ${payloadLength(b, at)}`, payloadLength(b, at));
}

export function pppoeDiscoveryLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  // Wireshark reads this header as a whole.
  if (lines.reaches(at, HEADER_LENGTH)) addHeader(lines, b, at);
  const isRead = lines.shortage === undefined;
  const tags = new Lines(end, wireEnd);
  const info = [codeName(b, at)];
  const tagsAt = at + HEADER_LENGTH;
  const claimedEnd = tagsAt + payloadLength(b, at);
  for (let tagAt = tagsAt; isRead && tagAt < claimedEnd && tags.reaches(tagAt, 4); ) {
    const [type, length] = [u16(b, tagAt), u16(b, tagAt + 2)];
    if (type === END_OF_LIST || !tags.reaches(tagAt + 4, length)) break;
    const tag = TAGS.get(type);
    if (tag && (length > 0 || tag.field === 'generic_error')) {
      const value = tag.value?.(b, tagAt + 4, length) ?? hexBytes(b, tagAt + 4, tagAt + 4 + length);
      tags.add(`pppoed.tags.${tag.field}`, tagAt + 4, length, label(tag.name, value));
    }
    if (type === AC_NAME) info.push(`AC-Name='${asText(b, tagAt + 4, length)}'`);
    tagAt += 4 + length;
  }
  if (isRead && claimedEnd > tagsAt)
    lines.push({
      field: '',
      text: 'PPPoE Tags',
      at: tagsAt,
      length: Math.min(claimedEnd, end) - tagsAt,
      children: tags.nodes,
    });
  const nodes: FieldNode[] = isRead
    ? [
        {
          field: 'pppoed',
          text: 'PPP-over-Ethernet Discovery',
          at,
          length: Math.min(claimedEnd, end) - at,
          children: lines.nodes,
        },
      ]
    : [];
  return {
    name: 'PPPoED',
    protocols: ['pppoed'],
    nodes,
    columns: {protocol: 'PPPoED', info: isRead ? info.join(' ') : ''},
    shortage: lines.shortage ?? tags.shortage,
  };
}

export function pppoeSessionLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  if (lines.reaches(at, HEADER_LENGTH)) addHeader(lines, b, at);
  const bodyEnd = payloadEnd(b, at, wireEnd);
  const children = lines.nodes;
  return {
    name: 'PPPoES',
    protocols: ['pppoes'],
    nodes: lines.shortage
      ? []
      : [{field: 'pppoes', text: 'PPP-over-Ethernet Session', at, length: HEADER_LENGTH, children}],
    columns: {protocol: 'PPPoES', info: lines.shortage ? '' : codeName(b, at)},
    shortage: lines.shortage,
    next: {
      by: 'ethertype',
      number: ETHERTYPE.ppp,
      at: at + HEADER_LENGTH,
      end: Math.min(end, bodyEnd),
      wireEnd: bodyEnd,
    },
  };
}
