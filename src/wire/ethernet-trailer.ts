import type {FieldNode} from '../model/tree.ts';
import * as arp from './arp.ts';
import {hex, hexBytes, label} from './bits.ts';
import {ETHERTYPE} from './ethertype.ts';
import * as ipv4 from './ipv4.ts';
import * as ipv6 from './ipv6.ts';
import type {Layer, Unit} from './layer.ts';
import {derived, expert, malformedNode} from './lines.ts';
import {u32} from './read.ts';

/** Ethernet pads the payload to this (IEEE 802.3 §3.2.8). */
const MIN_PAYLOAD = 46;
/** A frame of this length needs no padding. */
const MIN_FRAME_WITH_CHECKSUM = 64;
const CHECKSUM_LENGTH = 4;
/** Wireshark asks PRP (IEC 62439-3) whether a trailer is its own, and PRP breaks on one of this length. */
const BROKEN_TRAILER_LENGTH = 3;

/** Where the network layer's packet ends: what comes after it in the frame is padding, a trailer or a checksum. */
export function networkEnd(b: Uint8Array, etherType: number, at: number, end: number, wireEnd: number): number {
  switch (etherType) {
    case ETHERTYPE.ipv4:
      if (!ipv4.hasHeader(b, at, end) || at + ipv4.totalLength(b, at) > wireEnd) return wireEnd;
      return Math.max(ipv4.datagramEnd(b, at, wireEnd), at + ipv4.headerLength(b, at));
    case ETHERTYPE.ipv6:
      return ipv6.hasHeader(b, at, end) ? ipv6.datagramEnd(b, at, wireEnd) : wireEnd;
    case ETHERTYPE.arp:
      return arp.hasHeader(b, at, end) ? at + arp.length(b, at) : wireEnd;
    default:
      return wireEnd;
  }
}

interface Parts {
  /** Padding ends here, and a trailer begins. */
  readonly paddingEnd: number;
  readonly trailerEnd: number;
  readonly isPadded: boolean;
  readonly hasChecksum: boolean;
}

/**
 * What follows a payload that began at `payloadAt` and ended at `payloadEnd`, as Wireshark takes it apart: zeros up to
 * the minimum are padding, four bytes at the end of a frame that needs no padding are taken for the checksum (which most
 * captures lack), the rest is a trailer.
 */
function partsOf({b, at, end, wireEnd}: Unit, payloadAt: number, payloadEnd: number, mayHaveChecksum: boolean): Parts {
  const extra = wireEnd - payloadEnd;
  const hasChecksum = mayHaveChecksum && wireEnd - at >= MIN_FRAME_WITH_CHECKSUM && extra >= CHECKSUM_LENGTH;
  const trailerEnd = hasChecksum ? wireEnd - CHECKSUM_LENGTH : wireEnd;
  const isPadded = payloadEnd - payloadAt < MIN_PAYLOAD && trailerEnd - payloadAt >= MIN_PAYLOAD;
  const paddingEnd = isPadded ? endOfZeros(b, payloadEnd, Math.min(payloadAt + MIN_PAYLOAD, end)) : payloadEnd;
  return {paddingEnd, trailerEnd, isPadded, hasChecksum};
}

/** The lines for what follows a payload. */
export function trailerLines(unit: Unit, payloadAt: number, payloadEnd: number, mayHaveChecksum: boolean): FieldNode[] {
  const {b, end, wireEnd} = unit;
  if (wireEnd <= payloadEnd) return [];
  const {paddingEnd, trailerEnd, isPadded, hasChecksum} = partsOf(unit, payloadAt, payloadEnd, mayHaveChecksum);
  const nodes: FieldNode[] = [];
  const shown = Math.min(trailerEnd, end);
  if (paddingEnd > payloadEnd) {
    const text = label('Padding', hexBytes(b, payloadEnd, paddingEnd));
    nodes.push({field: 'eth.padding', text, at: payloadEnd, length: paddingEnd - payloadEnd});
  }
  if (end >= trailerEnd && shown - paddingEnd === BROKEN_TRAILER_LENGTH) return nodes;
  if (shown > paddingEnd) {
    const remark = "Didn't find padding of zeros, and an undecoded trailer exists. There may be padding of non-zeros.";
    nodes.push({
      field: 'eth.trailer',
      text: label('Trailer', hexBytes(b, paddingEnd, shown)),
      at: paddingEnd,
      length: shown - paddingEnd,
      ...(isPadded && paddingEnd === payloadEnd
        ? {children: [expert('eth.padding_bad', 'Note', 'Protocol', remark)]}
        : {}),
    });
  }
  if (hasChecksum && end >= wireEnd) {
    const text = `Frame check sequence: ${hex(u32(b, trailerEnd), 8)} [unverified]`;
    nodes.push({field: 'eth.fcs', text, at: trailerEnd, length: CHECKSUM_LENGTH, value: u32(b, trailerEnd)});
    nodes.push(derived('eth.fcs.status', 'FCS Status: Unverified', 'Unverified'));
  }
  return nodes;
}

/** What a trailer adds after everything that the frame carries. */
export function afterTrailer(
  unit: Unit,
  payloadAt: number,
  payloadEnd: number,
  mayHaveChecksum: boolean,
): Pick<Layer, 'after'> {
  if (unit.wireEnd <= payloadEnd) return {};
  const {paddingEnd, trailerEnd} = partsOf(unit, payloadAt, payloadEnd, mayHaveChecksum);
  if (unit.end < trailerEnd || trailerEnd - paddingEnd !== BROKEN_TRAILER_LENGTH) return {};
  return {after: {protocols: ['prp'], nodes: [malformedNode('PRP')], infoSuffix: '[Malformed Packet]'}};
}

function endOfZeros(b: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && b[at] === 0) at++;
  return at;
}

/** For a length field, in place of an EtherType, that claims more than there is. */
export const lengthPastEnd = (field: string): FieldNode =>
  expert(field, 'Error', 'Malformed', 'Length field value goes past the end of the payload');
