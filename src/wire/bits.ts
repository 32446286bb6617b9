import {hexText} from './address.ts';
import {cutToLabel, fitsLabel} from './text.ts';

/**
 * Wireshark's picture of a bit field: the bits that `mask` selects as digits, the others as dots, in groups of four,
 * e.g. `.1.. ....` for value 0x40, mask 0x40, width 8.
 */
export function bitPicture(value: number, mask: number, width: number): string {
  let text = '';
  for (let bit = width - 1; bit >= 0; bit--) {
    text += isOne(mask, bit) ? (isOne(value, bit) ? '1' : '0') : '.';
    if (bit % 4 === 0 && bit > 0) text += ' ';
  }
  return text;
}

const isOne = (value: number, bit: number): boolean =>
  bit < 32 ? ((value >>> bit) & 1) === 1 : Math.floor(value / 2 ** bit) % 2 === 1;

export const setOrNot = (isSet: boolean): string => (isSet ? 'Set' : 'Not set');

/** `0x` and `digits` hexadecimal digits. */
export const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** Bytes as hexadecimal digits without separators. */
export const hexBytes = (b: Uint8Array, from: number, to: number): string => hexText(b.subarray(from, to));

/** `1 byte`, `2 bytes`. */
export const byteCount = (count: number): string => `${count} byte${count === 1 ? '' : 's'}`;

/** `name: value`, cut as Wireshark 4.4 cuts a label that does not fit: `name […]: value…`. */
export function label(name: string, value: string): string {
  const whole = `${name}: ${value}`;
  return fitsLabel(whole) ? whole : cutToLabel(`${name} […]: ${value}`);
}
