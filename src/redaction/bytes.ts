import {hexText} from '../wire/address.ts';
import {eui64Of, rewriteAddresses} from './address-text.ts';
import {type AddressMasks, addressKey} from './masks.ts';
import type {Address} from './special-addresses.ts';

/** Bytes with the same masks as text: `text` masks what can be read in them and keeps the length. */
export interface ByteMasks {
  readonly text: (readable: string) => string;
  /** By what is to be replaced, in hexadecimal, as long as its key. */
  readonly addresses: ReadonlyMap<string, Address>;
}

const ADDRESS_LENGTHS = [16, 8, 6, 4] as const;

export function byteMasks(masks: AddressMasks, maskText: (text: string) => string): ByteMasks {
  const addresses = new Map<string, Address>();
  for (const address of [...masks.ipv4, ...masks.ipv6, ...masks.macs]) {
    const mask = masks.of(address);
    if (mask) addresses.set(addressKey(address), mask);
    if (mask?.length !== 6) continue;
    for (const flip of [0, 2] as const) addresses.set(addressKey(eui64Of(address, flip)), eui64Of(mask, flip));
  }
  const text = (readable: string): string => rewriteAddresses(maskText(readable), {mask: masks.of, keepLength: true});
  return {text, addresses};
}

export function maskBytes(bytes: Uint8Array, {text, addresses}: ByteMasks): Uint8Array {
  const readable = Buffer.from(bytes).toString('latin1');
  const masked = Buffer.from(text(readable), 'latin1');
  for (let at = 0; at < masked.length; ) {
    const length = ADDRESS_LENGTHS.find((many) => addresses.has(hexText(masked.subarray(at, at + many))));
    const mask = length === undefined ? undefined : addresses.get(hexText(masked.subarray(at, at + length)));
    if (mask) masked.set(mask, at);
    at += mask?.length ?? 1;
  }
  return masked;
}

/** Hexadecimal digits that are bytes; an odd digit at the end, where a line was cut, stays. */
export function maskHex(digits: string, masks: ByteMasks): string {
  const whole = digits.slice(0, digits.length - (digits.length % 2));
  const bytes = Buffer.from(whole, 'hex');
  const masked = maskBytes(bytes, masks);
  return bytes.equals(masked) ? digits : hexText(masked) + digits.slice(whole.length);
}
