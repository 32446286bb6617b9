// What Cisco's switches add to the BPDU of one VLAN's spanning tree: type(2) length(2) value, of which one type is known,
// the number of the VLAN from which the BPDU comes.
import {hex, hexBytes, label} from './bits.ts';
import {expert, type Lines} from './lines.ts';
import {u16} from './read.ts';

const HEADER_LENGTH = 4;
const ORIGINATING_VLAN = 0;

const malformed = (field: string, message: string) => expert(field, 'Error', 'Malformed', message);
const truncated = () => malformed('stp.pvst.tlv.truncated', 'TLV record is truncated prematurely');

export function addVlans(lines: Lines, b: Uint8Array, from: number, wireEnd: number): void {
  let isKnown = false;
  if (wireEnd - from < HEADER_LENGTH) lines.push(truncated());
  for (let at = from; wireEnd - at >= HEADER_LENGTH; ) {
    if (!lines.reaches(at, HEADER_LENGTH)) return;
    const [type, length] = [u16(b, at), u16(b, at + 2)];
    const isOrigin = type === ORIGINATING_VLAN;
    const isTruncated = length > wireEnd - at - HEADER_LENGTH;
    const isWrong = isOrigin && length !== 2;
    const shown = isTruncated ? HEADER_LENGTH : HEADER_LENGTH + length;
    const valueAt = at + HEADER_LENGTH;
    const tlv = lines.within();
    const remark = isTruncated
      ? [truncated()]
      : isWrong
        ? [malformed('stp.pvst.tlvlen.invalid', 'Indicated length is not valid for this record type')]
        : undefined;
    tlv.add('stp.pvst.tlvtype', at, 2, `Type: ${isOrigin ? 'Originating VLAN' : 'Unknown'} (${hex(type, 4)})`, type);
    tlv.add('stp.pvst.tlvlen', at + 2, 2, `Length: ${length}`, length, remark);
    let text = isOrigin ? 'Originating VLAN' : `Unknown TLV type: ${hex(type, 4)}`;
    if (!remark && isOrigin) {
      const vlan = u16(b, valueAt);
      tlv.add('stp.pvst.origvlan', valueAt, 2, `Originating VLAN: ${vlan}`, vlan);
      if (!tlv.shortage) text = `Originating VLAN (PVID): ${vlan}`;
      isKnown = true;
    } else if (!remark) {
      const value = length > 0 ? hexBytes(b, valueAt, valueAt + length) : '<MISSING>';
      tlv.add('stp.pvst.tlvval', valueAt, length, label('Value', value));
      tlv.push(expert('stp.pvst.tlv.unknown', 'Comment', 'Undecoded', 'TLV type is unknown'));
    }
    const end = Math.min(at + shown, b.length);
    tlv.reaches(at, shown);
    lines.push({field: '', text, at, length: end - at, children: tlv.nodes});
    lines.shortage = tlv.shortage;
    if (isTruncated || tlv.shortage) break;
    at += shown;
  }
  if (!isKnown) lines.push(malformed('stp.pvst.origvlan.missing', 'Originating (PVID) VLAN TLV is missing or corrupt'));
}
