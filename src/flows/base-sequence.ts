import type {PacketTable} from '../model/packet-table.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {ACK, SYN} from '../wire/tcp-flags.ts';
import type {SidedRows} from './handshake.ts';

/**
 * The raw numbers that count as relative 0, as Wireshark sets them: the SYN's own number; without a SYN one less
 * than the first number seen of that direction, be it sent or acknowledged.
 */
export function baseSequences(
  table: PacketTable,
  {rows, from}: SidedRows,
): {readonly client?: number; readonly server?: number} {
  const base: Partial<Record<Side, number>> = {};
  for (const value of rows as Iterable<number>) {
    const row = value as Row;
    const side = from(row);
    const peer: Side = side === 'client' ? 'server' : 'client';
    const flags = table.get('flags', row);
    const sequence = table.get('sequence', row);
    // A RST in front of the SYN-ACK may carry any number.
    if (flags & SYN && (flags & ACK || base[side] === undefined)) base[side] = sequence;
    base[side] ??= (sequence - 1) >>> 0;
    if (flags & ACK) base[peer] ??= (table.get('acknowledgment', row) - 1) >>> 0;
  }
  return base;
}
