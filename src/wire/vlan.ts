// IEEE 802.1Q: a tag stands before the type field it displaces; 802.1ad ("QinQ") stacks several.
//   0        3 4            15 16                   31
//   | priority |D| VLAN id    | type of what follows |
import {bitPicture} from './bits.ts';
import {afterTrailer, lengthPastEnd, networkEnd, trailerLines} from './ethernet-trailer.ts';
import {ETHERTYPE, etherTypeText, FIRST_ETHERTYPE} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u16} from './read.ts';

export const TAG_LENGTH = 4;

export const isVlanTag = (etherType: number): boolean =>
  etherType === ETHERTYPE.vlan ||
  etherType === ETHERTYPE.serviceVlan ||
  etherType === ETHERTYPE.oldQinQ ||
  etherType === ETHERTYPE.oldQinQ2;

export const priority = (b: Uint8Array, at: number): number => (b[at] as number) >> 5;
export const dropEligible = (b: Uint8Array, at: number): boolean => ((b[at] as number) & 0x10) !== 0;
export const vlanId = (b: Uint8Array, at: number): number => u16(b, at) & 0x0fff;
export const innerTypeAt = (at: number): number => at + 2;

/** Where the type field lies that names the payload, when the one at `typeAt` may announce tags. */
export function typeFieldPastTags(b: Uint8Array, typeAt: number, end: number): number {
  let at = typeAt;
  while (at + 2 + TAG_LENGTH <= end && isVlanTag(u16(b, at))) at = innerTypeAt(at + 2);
  return at;
}

/** IEEE 802.1p's traffic types, as Wireshark words them. */
const PRIORITIES = [
  'Best Effort (default)',
  'Background',
  'Excellent Effort',
  'Critical Applications',
  'Video, < 100ms latency and jitter',
  'Voice, < 10ms latency and jitter',
  'Internetwork Control',
  'Network Control',
] as const;

export function vlanLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const tag = u16(b, at);
  const type = u16(b, innerTypeAt(at));
  const [pcp, dei, id] = [priority(b, at), dropEligible(b, at), vlanId(b, at)];
  lines.add('vlan.priority', at, 2, `${bitPicture(tag, 0xe000, 16)} = Priority: ${PRIORITIES[pcp]} (${pcp})`, pcp);
  lines.add('vlan.dei', at, 2, `${bitPicture(tag, 0x1000, 16)} = DEI: ${dei ? 'Eligible' : 'Ineligible'}`, dei);
  lines.add('vlan.id', at, 2, `${bitPicture(tag, 0x0fff, 16)} = ID: ${id}`, id);
  const payloadAt = at + TAG_LENGTH;
  const isLength = type < FIRST_ETHERTYPE;
  const claimed = isLength ? payloadAt + type : networkEnd(b, type, payloadAt, end, wireEnd);
  const payloadEnd = Math.min(claimed, wireEnd);
  if (isLength) {
    const remarks = claimed > wireEnd ? [lengthPastEnd('vlan.len.past_end')] : undefined;
    lines.add('vlan.len', innerTypeAt(at), 2, `Length: ${type}`, type, remarks);
  } else lines.add('vlan.etype', innerTypeAt(at), 2, `Type: ${etherTypeText(type)}`, type);
  lines.push(...trailerLines(unit, payloadAt, payloadEnd, false));
  const text = `802.1Q Virtual LAN, PRI: ${pcp}, DEI: ${dei ? 1 : 0}, ID: ${id}`;
  return {
    name: 'VLAN',
    protocols: ['vlan', ...(isLength ? [] : ['ethertype'])],
    nodes:
      lines.nodes.length > 0
        ? [{field: 'vlan', text, at, length: Math.min(TAG_LENGTH, end - at), children: lines.nodes}]
        : [],
    columns: {info: `PRI: ${pcp}  DEI: ${dei ? 1 : 0}  ID: ${id}`},
    shortage: lines.shortage,
    next: {
      by: isLength ? 'llc' : 'ethertype',
      number: type,
      at: payloadAt,
      end: Math.min(end, payloadEnd),
      wireEnd: payloadEnd,
    },
    ...afterTrailer(unit, payloadAt, payloadEnd, false),
  };
}

/** IEEE 802.1ad: the service provider's tag around the customer's. */
export function serviceVlanLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const tag = u16(b, at);
  const type = u16(b, innerTypeAt(at));
  const [pcp, dei, id] = [priority(b, at), dropEligible(b, at) ? 1 : 0, vlanId(b, at)];
  lines.add('ieee8021ad.priority', at, 2, `${bitPicture(tag, 0xe000, 16)} = Priority: ${pcp}`, pcp);
  lines.add('ieee8021ad.dei', at, 2, `${bitPicture(tag, 0x1000, 16)} = DEI: ${dei}`, dei);
  lines.add('ieee8021ad.id', at, 2, `${bitPicture(tag, 0x0fff, 16)} = ID: ${id}`, id);
  lines.add('ieee8021ah.etype', innerTypeAt(at), 2, `Type: ${etherTypeText(type)}`, type);
  const text = `IEEE 802.1ad, ID: ${id}`;
  return {
    name: 'IEEE 802.1ad',
    protocols: ['ieee8021ad', 'ethertype'],
    nodes:
      lines.nodes.length > 0
        ? [{field: 'ieee8021ad', text, at, length: Math.min(TAG_LENGTH, end - at), children: lines.nodes}]
        : [],
    columns: {info: `PRI: ${pcp}  DROP: ${dei} ID: ${id}`},
    shortage: lines.shortage,
    next: {by: 'ethertype', number: type, at: at + TAG_LENGTH, end, wireEnd},
  };
}
