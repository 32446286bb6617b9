import type {PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {ACK, FIN, RST, SYN} from '../wire/tcp-flags.ts';

/** Bits of Wireshark's tcp.completeness. */
export const COMPLETENESS = {syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32} as const;

const {syn, synAck, ack, data, fin, rst} = COMPLETENESS;
const ESTABLISHED = syn | synAck | ack;

export interface Completeness {
  readonly bits: number;
  /** E.g. `Complete, WITH_DATA (31)`. */
  readonly text: string;
  /** E.g. `·FDASS`. */
  readonly flags: string;
}

/** Which parts of a conversation the capture holds, as Wireshark 4.4 states it on every frame of the stream. */
export function completenessOf(table: PacketTable, rows: Uint32Array): Completeness {
  let bits = 0;
  rows.forEach((value, index) => {
    const row = value as Row;
    const flags = table.get('flags', row);
    const hasData = table.get('payloadLength', row) > 0;
    if (flags & SYN) {
      if (flags & ACK) bits |= synAck;
      // A SYN counts only as the beginning, and what it carries (RFC 7413) with it.
      else if (index === 0) bits |= hasData ? syn | data : syn;
    } else if (flags & ACK) bits |= hasData ? data : ack;
    // A FIN without ACK is no part of any release (RFC 9293 §3.10.7.4 drops it).
    if ((flags & (FIN | ACK)) === (FIN | ACK)) bits |= fin;
    if (flags & RST) bits |= rst;
  });
  return {bits, text: `${textOf(bits)} (${bits})`, flags: flagsOf(bits)};
}

function textOf(bits: number): string {
  const closed = bits & (fin | rst);
  if ((bits & ESTABLISHED) === ESTABLISHED && closed) return bits & data ? 'Complete, WITH_DATA' : 'Complete, NO_DATA';
  switch (bits) {
    case syn:
      return 'Incomplete, SYN_SENT';
    case syn | synAck:
      return 'Incomplete, CLIENT_ESTABLISHED';
    case ESTABLISHED:
      return 'Incomplete, ESTABLISHED';
    case ESTABLISHED | data:
      return 'Incomplete, DATA';
    default:
      return 'Incomplete';
  }
}

const LETTERS = ['R', 'F', 'D', 'A', 'S', 'S'] as const;

const flagsOf = (bits: number): string =>
  LETTERS.map((letter, at) => (bits & (1 << (LETTERS.length - 1 - at)) ? letter : '·')).join('');
