// Cisco Discovery Protocol: version(1) time to live(1) checksum(2), then type(2) length(2) value. The protocol is Cisco's
// own; its numbers are in Cisco's "LAN Switching" documents.
import type {FieldNode} from '../model/tree.ts';
import {hex, hexBytes, label} from './bits.ts';
import {CDP_VALUES, type CdpValue} from './cdp-values.ts';
import {internetChecksum} from './checksum.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {u8, u16} from './read.ts';

const HEADER_LENGTH = 4;
const TLV_HEADER_LENGTH = 4;

export function cdpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const isRead = lines.reaches(at, 1);
  lines.add('cdp.version', at, 1, `Version: ${u8(b, at)}`, u8(b, at));
  lines.add('cdp.ttl', at + 1, 1, `TTL: ${u8(b, at + 1)} seconds`, u8(b, at + 1));
  addChecksum(lines, unit);
  let info = '';
  for (let tlvAt = at + HEADER_LENGTH; tlvAt < wireEnd && lines.reaches(tlvAt, TLV_HEADER_LENGTH); ) {
    const length = u16(b, tlvAt + 2);
    const type = u16(b, tlvAt);
    const known = CDP_VALUES.get(type);
    const head = [
      node('cdp.tlv.type', tlvAt, 2, `Type: ${known?.type ?? 'Unknown'} (${hex(type, 4)})`),
      node('cdp.tlv.len', tlvAt + 2, 2, `Length: ${length}`),
    ];
    if (length < TLV_HEADER_LENGTH) {
      lines.push({
        field: '',
        text: `TLV with invalid length ${length} (< 4)`,
        at: tlvAt,
        length: 4,
        children: head,
      });
      break;
    }
    const shown = Math.min(tlvAt + length, wireEnd, end);
    const value = (known ?? UNKNOWN).show(b, tlvAt + TLV_HEADER_LENGTH, shown);
    const children = [...head, ...value.lines];
    lines.push({field: '', text: value.title, at: tlvAt, length: shown - tlvAt, children});
    info += value.info ?? '';
    lines.reaches(tlvAt, length);
    tlvAt += length;
  }
  const text = 'Cisco Discovery Protocol';
  return {
    name: 'CDP',
    protocols: ['cdp'],
    nodes: isRead ? [{field: 'cdp', text, at, length: end - at, children: lines.nodes}] : [],
    columns: {protocol: 'CDP', info},
    shortage: lines.shortage,
  };
}

const node = (field: string, at: number, length: number, text: string): FieldNode => ({field, text, at, length});

const UNKNOWN: CdpValue = {
  type: 'Unknown',
  show: (b, at, end) => ({
    title: `Type: Unknown (${hex(u16(b, at - TLV_HEADER_LENGTH), 4)}), length: ${u16(b, at - 2)}`,
    lines: end > at ? [node('cdp.data', at, end - at, label('Data', hexBytes(b, at, end)))] : [],
  }),
};

function addChecksum(lines: Lines, {b, at, end, wireEnd}: Unit): void {
  const sum = u16(b, at + 2);
  const text = `Checksum: ${hex(sum, 4)}`;
  if (end < wireEnd) {
    lines.add('cdp.checksum', at + 2, 2, `${text} [unverified]`, sum);
    lines.derived('cdp.checksum.status', 'Checksum Status: Unverified', 'Unverified');
    return;
  }
  const right = checksumOf(b.subarray(at, wireEnd));
  const isGood = right === sum;
  const remark = `Bad checksum [should be ${hex(right, 4)}]`;
  const children = isGood ? undefined : [expert('cdp.bad_checksum', 'Error', 'Checksum', remark)];
  lines.add(
    'cdp.checksum',
    at + 2,
    2,
    `${text} ${isGood ? '[correct]' : `incorrect, should be ${hex(right, 4)}`}`,
    sum,
    children,
  );
  const status = isGood ? 'Good' : 'Bad';
  lines.derived('cdp.checksum.status', `Checksum Status: ${status}`, status);
}

/**
 * Cisco's reading of RFC 1071: an odd last byte is taken for a signed number and is the low half of its word, not the
 * high one.
 */
function checksumOf(packet: Uint8Array): number {
  if (packet.length % 2 === 0) return internetChecksum(packet, 0, packet.length, 2);
  const last = u8(packet, packet.length - 1);
  const even = new Uint8Array(packet.length + 1);
  even.set(packet);
  const word = last & 0x80 ? (0xff00 | last) - 1 : last;
  even[packet.length - 1] = word >> 8;
  even[packet.length] = word & 0xff;
  return internetChecksum(even, 0, even.length, 2);
}
