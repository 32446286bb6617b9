import {u16} from './integers.ts';

// draft-ietf-opsawg-pcapng §3.5. An option: 0 code  2 length  4 value, padded to a multiple of 4; code 0 ends the list.
const HEADER = 4;
export const COMMENT = 1;

/** The options in `b[at … end)`; ends where the list does, or where an option would leave the block. */
export function* options(
  b: Uint8Array,
  at: number,
  end: number,
  littleEndian: boolean,
): Generator<[code: number, value: Uint8Array]> {
  for (let next = at; next + HEADER <= end; ) {
    const code = u16(b, next, littleEndian);
    const length = u16(b, next + 2, littleEndian);
    if (code === 0 || next + HEADER + length > end) return;
    yield [code, b.subarray(next + HEADER, next + HEADER + length)];
    next += HEADER + padded(length);
  }
}

/** Which options there are, as bits: 2ᶜ for code c up to 7. Asked of every packet, so nothing is allocated. */
export function optionCodes(b: Uint8Array, at: number, end: number, littleEndian: boolean): number {
  let codes = 0;
  for (let next = at; next + HEADER <= end; ) {
    const code = u16(b, next, littleEndian);
    if (code === 0) break;
    if (code < 8) codes |= 1 << code;
    next += HEADER + padded(u16(b, next + 2, littleEndian));
  }
  return codes;
}

/** Option strings are UTF-8; some writers end them with a zero. */
export const text = (value: Uint8Array): string => new TextDecoder().decode(value).replace(/\0+$/, '');

export const padded = (length: number): number => (length + 3) & ~3;
