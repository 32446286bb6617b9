import {Readable} from 'node:stream';
import {openBytes, openLive} from '../../src/capture/index.ts';
import type {Capture} from '../../src/model/capture.ts';
import type {PacketColumns, PacketTable} from '../../src/model/packet-table.ts';
import type {Row} from '../../src/model/units.ts';
import {type Bytes, ethernet, FLAG, ipv4, tcp} from '../support/craft.ts';
import type {FilePacket} from '../support/pcap-file.ts';

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2'};

/** A frame of 54 bytes and the payload; `sequence` tells one from another. */
export const frame = (sequence: number, payload: Uint8Array = new Uint8Array(0)): Bytes =>
  ethernet(
    {},
    ipv4(
      ENDS,
      tcp({...ENDS, sourcePort: 1234, destinationPort: 80, sequence, flags: FLAG.ACK, acknowledgment: 1}, payload),
    ),
  );

export const packet = (sequence: number, nanos = 0, payload?: Uint8Array): FilePacket => ({
  time: {seconds: 1_700_000_000 + sequence, nanos},
  bytes: frame(sequence, payload),
});

export async function reading<T>(bytes: Uint8Array, look: (capture: Capture) => T, file = 'capture'): Promise<T> {
  const capture = await openBytes(file, bytes);
  try {
    return look(capture);
  } finally {
    capture.close();
  }
}

export const codes = ({issues}: Capture): string[] => issues.map(({code}) => code);

/** All columns of a table, cut to its length, and its addresses as text. */
export function columnsOf(table: PacketTable): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const name of Object.keys(table.columns) as (keyof PacketColumns)[]) {
    columns[name] = [...table.columns[name].subarray(0, table.length)];
  }
  const addressOf = (id: number) => Buffer.from(table.addresses.get(id)).toString('hex');
  columns.source = (columns.source as number[]).map(addressOf);
  columns.destination = (columns.destination as number[]).map(addressOf);
  return columns;
}

export const timesOf = ({packets}: Capture): string[] =>
  Array.from({length: packets.length}, (_, row) => {
    const {seconds, nanos} = packets.time(row as Row);
    return `${seconds}.${String(nanos).padStart(9, '0')}`;
  });

export const sequencesOf = ({packets}: Capture): number[] => [...packets.columns.sequence.subarray(0, packets.length)];

export const bytesOf = (capture: Capture): string[] =>
  Array.from({length: capture.packets.length}, (_, row) => Buffer.from(capture.bytesOf(row as Row)).toString('hex'));

/** `bytes` as a stream of chunks of `size`. */
export function chunks(bytes: Uint8Array, size: number): Readable {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) parts.push(Buffer.from(bytes.subarray(at, at + size)));
  return Readable.from(parts, {objectMode: false});
}

export async function readingLive<T>(bytes: Uint8Array, size: number, look: (capture: Capture) => T): Promise<T> {
  const capture = await openLive(chunks(bytes, size));
  try {
    return look(capture);
  } finally {
    capture.close();
  }
}

/** What `look` sees of `whole` cut at every length from `from` on. */
export async function everyCut<T>(whole: Uint8Array, from: number, look: (capture: Capture, length: number) => T) {
  for (let length = from; length <= whole.length; length++) {
    await reading(whole.subarray(0, length), (capture) => look(capture, length));
  }
}
