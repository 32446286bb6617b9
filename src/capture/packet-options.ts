// The options of a packet block, draft-ietf-opsawg-pcapng §4.3, read again when they are asked for: a file may give some
// to every packet.
import type {PacketOptions, TypedValue, Verdict} from '../model/packet-options.ts';
import {i64, u16, u32} from './integers.ts';
import {BLOCK, NO_DROP_COUNT} from './pcapng-blocks.ts';
import {options, padded} from './pcapng-options.ts';
import type {ByteSource} from './source.ts';

/** 0 type  4 total length  8 interface  10 obsolete block: drop count  20 captured length  28 bytes, then options */
const HEADER = 28;
const OPTION = {flags: 2, hash: 3, dropCount: 4, packetId: 5, queue: 6, verdict: 7} as const;
const VERDICTS = ['hardware', 'tc', 'xdp'] as const;

/** Of the packet whose bytes begin at `offset`, which MARK.options says to have some. */
export function packetOptions(source: ByteSource, offset: number): PacketOptions {
  const at = offset - HEADER;
  const head = source.view(at, HEADER);
  // Of both block types the one byte that is not zero tells the byte order.
  const littleEndian = head[0] !== 0;
  const isObsolete = u32(head, 0, littleEndian) === BLOCK.obsoletePacket;
  const drops = u16(head, 10, littleEndian);
  const optionsAt = HEADER + padded(u32(head, 20, littleEndian));
  const list = source.view(at + optionsAt, padded(u32(head, 4, littleEndian)) - optionsAt - 4).slice();
  const hashes: TypedValue[] = [];
  const verdicts: Verdict[] = [];
  const found: {-readonly [K in keyof PacketOptions]: PacketOptions[K]} = {hashes, verdicts};
  if (isObsolete && drops !== NO_DROP_COUNT) found.dropped = BigInt(drops);
  for (const [code, value] of options(list, 0, list.length, littleEndian)) {
    const {length} = value;
    if (code === OPTION.flags && length === 4) found.flags ??= u32(value, 0, littleEndian);
    else if (code === OPTION.hash && length > 0) hashes.push({type: value[0] as number, bytes: value.subarray(1)});
    else if (code === OPTION.dropCount && length === 8)
      found.dropped ??= BigInt.asUintN(64, i64(value, 0, littleEndian));
    else if (code === OPTION.packetId && length === 8)
      found.packetId ??= BigInt.asUintN(64, i64(value, 0, littleEndian));
    else if (code === OPTION.queue && length === 4) found.queue ??= u32(value, 0, littleEndian);
    else if (code === OPTION.verdict) verdicts.push(...verdictOf(value, littleEndian));
  }
  return found;
}

function verdictOf(value: Uint8Array, littleEndian: boolean): Verdict[] {
  const by = VERDICTS[value[0] ?? -1];
  if (by === undefined) return [];
  if (by === 'hardware') return [{by, bytes: value.subarray(1)}];
  return value.length === 9 ? [{by, code: i64(value, 1, littleEndian)}] : [];
}
