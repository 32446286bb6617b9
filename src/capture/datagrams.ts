import type {Datagram, DatagramFragment} from '../model/capture.ts';
import {MARK, type PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {type Fragment, fragmentOf} from '../wire/fragment.ts';
import {locateDatagram} from '../wire/locate.ts';

type BytesOf = (row: Row) => Uint8Array;

/** RFC 791 §3.2: more bytes than this no datagram has. */
const MAX_DATAGRAM = 65_535;
/** Of the smallest size that routers must pass on (RFC 791 §3.2: 68 bytes), no datagram has more than 1366. */
const MAX_FRAGMENTS = 2048;

interface Pending {
  readonly fragments: DatagramFragment[];
  /** Sum of their lengths: with less than the datagram's, bytes are missing. */
  held: number;
  /** Known from the last fragment on. */
  length?: number;
}

/**
 * Puts fragmented datagrams together (RFC 791 §3.2, RFC 8200 §4.5), and fills the transport columns of the row that
 * completes one. As in Wireshark, that is the packet in which the datagram is shown. A fragment that was cut when
 * captured leaves its datagram incomplete.
 */
export function reassembleDatagrams(packets: PacketTable, bytesOf: BytesOf): Map<Row, Datagram> {
  const datagrams = new Map<Row, Datagram>();
  const pending = new Map<string, Pending>();
  const {marks} = packets.columns;
  for (let index = 0; index < packets.length; index++) {
    if (((marks[index] as number) & (MARK.fragment | MARK.transport)) !== MARK.fragment) continue;
    const row = index as Row;
    const bytes = bytesOf(row);
    const fragment = fragmentOf(bytes, packets.get('networkAt', row), packets.get('network', row));
    if (!fragment || !isWhole(fragment, bytes)) continue;
    const {identification, protocol} = fragment;
    const key = `${packets.get('source', row)} ${packets.get('destination', row)} ${protocol} ${identification}`;
    const known = pending.get(key) ?? {fragments: [], held: 0};
    pending.set(key, known);
    add(known, row, fragment);
    if (known.fragments.length > MAX_FRAGMENTS) pending.delete(key);
    if (known.length === undefined || known.held < known.length) continue;
    const datagram = whole(known.fragments, known.length);
    if (!datagram) continue;
    pending.delete(key);
    datagrams.set(row, datagram);
    locateDatagram(datagramBytes(datagram, bytesOf), protocol, packets, row);
  }
  return datagrams;
}

const isWhole = ({from, offset, length}: Fragment, bytes: Uint8Array): boolean =>
  length > 0 && from + length <= bytes.length && offset + length <= MAX_DATAGRAM;

function add(known: Pending, row: Row, {from, offset, length, isLast}: Fragment): void {
  known.fragments.push({row, from, at: offset, length});
  known.held += length;
  if (isLast) known.length = offset + length;
}

/** The fragments in the order of their places; undefined while bytes are missing. */
function whole(fragments: readonly DatagramFragment[], length: number): Datagram | undefined {
  const ordered = fragments.toSorted((a, b) => a.at - b.at);
  let end = 0;
  for (const {at, length: held} of ordered) {
    if (at > end) return undefined;
    end = Math.max(end, at + held);
  }
  return end < length ? undefined : {length, fragments: ordered};
}

/** What followed the IP headers; where fragments overlap, the one that belongs further in front prevails. */
export function datagramBytes({length, fragments}: Datagram, bytesOf: BytesOf): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for (const {row, from, at, length: held} of fragments) {
    const end = Math.min(at + held, length);
    if (end <= filled) continue;
    bytes.set(bytesOf(row).subarray(from + filled - at, from + end - at), filled);
    filled = end;
  }
  return bytes;
}
