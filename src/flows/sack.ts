import {u32} from '../wire/read.ts';
import {OPTION, optionsOf} from './tcp-options.ts';

/** A run of bytes that arrived beyond a hole: raw sequence numbers of its first byte and of the one after its last. */
export interface SackBlock {
  readonly left: number;
  readonly right: number;
}

/** A header shorter than this has no room for an option with one block (RFC 2018 §3). */
export const SACK_HEADER_LENGTH = 30;
/** A header shorter than this has no room for it beside the timestamps (RFC 7323 §3.2). */
export const SACK_HEADER_LENGTH_WITH_TIMESTAMPS = 40;

/** The blocks of a segment's SACK option, as it lists them; undefined when it has none. */
export function sackBlocks(b: Uint8Array, transportAt: number): readonly SackBlock[] | undefined {
  for (const {kind, at, length} of optionsOf(b, transportAt)) {
    if (kind !== OPTION.sack) continue;
    const blocks: SackBlock[] = [];
    for (let block = at + 2; block + 8 <= at + length; block += 8) {
      blocks.push({left: u32(b, block), right: u32(b, block + 4)});
    }
    return blocks;
  }
  return undefined;
}
