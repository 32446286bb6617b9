// RFC 8999 §5, RFC 9000 §17: what of a QUIC packet can be read without keys.
// Long header: form and type(1) version(4) DCID length(1) DCID SCID length(1) SCID, then what the type says.
import {hex} from './bits.ts';
import {u8, u32} from './read.ts';

const LONG_HEADER = 0x80;
const FIXED_BIT = 0x40;
/** Form and type, version and two empty connection IDs. */
const LEAST_LONG_HEADER = 7;
/** RFC 9000 §17.2. */
const MAX_ID_LENGTH = 20;

export const PACKET = {initial: 0, zeroRtt: 1, handshake: 2, retry: 3} as const;
export type PacketType = (typeof PACKET)[keyof typeof PACKET];

export const VERSION = {negotiation: 0, v1: 1, v2: 0x6b3343cf, draft: 0xff000000, googleQ050: 0x51303530} as const;

export const hasLongHeader = (b: Uint8Array, at: number): boolean => (u8(b, at) & LONG_HEADER) !== 0;
export const hasFixedBit = (b: Uint8Array, at: number): boolean => (u8(b, at) & FIXED_BIT) !== 0;
export const version = (b: Uint8Array, at: number): number => u32(b, at + 1);

/** From draft 23 on, drafts have the long header and the keys of version 1; the last was 34. */
const OLDEST_DRAFT = 23;
const LATEST_DRAFT = 34;
export const draftNumber = (value: number): number | undefined => {
  const draft = value - VERSION.draft;
  return draft >= OLDEST_DRAFT && draft <= LATEST_DRAFT ? draft : undefined;
};

export const isKnownVersion = (value: number): boolean =>
  value === VERSION.v1 || value === VERSION.v2 || value === VERSION.googleQ050 || draftNumber(value) !== undefined;

export function versionText(value: number): string {
  const draft = draftNumber(value);
  const name =
    draft !== undefined
      ? `draft-${draft}`
      : value === VERSION.v1 || value === VERSION.v2
        ? String(value === VERSION.v1 ? 1 : 2)
        : value === VERSION.googleQ050
          ? 'Google Q050'
          : value === VERSION.negotiation
            ? 'Version Negotiation'
            : 'Unknown';
  return `${name} (${hex(value, 8)})`;
}

/** Part of the packet: where it is and how long. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

export interface LongHeader {
  readonly version: number;
  readonly type: PacketType;
  readonly destination: Span;
  readonly source: Span;
  /** Initial packets only. */
  readonly tokenLength?: Span & {readonly value: number};
  readonly token?: Span;
  /** Of packet number and payload; packets of these types have one. */
  readonly payloadLength?: Span & {readonly value: number};
  /** Where the packet number is, or what follows the header of other types. */
  readonly numberAt: number;
  /** Where the packet ends by its length, never beyond `end`. */
  readonly next: number;
}

/** RFC 9000 §16: the first two bits say whether 1, 2, 4 or 8 bytes hold the number. */
export function variableLength(b: Uint8Array, at: number, end: number): (Span & {readonly value: number}) | undefined {
  if (at >= end) return undefined;
  const length = 1 << (u8(b, at) >> 6);
  if (at + length > end) return undefined;
  let value = u8(b, at) & 0x3f;
  for (let i = 1; i < length; i++) value = value * 256 + u8(b, at + i);
  return {at, length, value};
}

/** RFC 9369 §3.2: version 2 numbers the types differently. */
const typeOf = (b: Uint8Array, at: number): PacketType => {
  const bits = (u8(b, at) >> 4) & 3;
  return (version(b, at) === VERSION.v2 ? (bits + 3) & 3 : bits) as PacketType;
};

/** The long header at `at`; undefined when it is not all there. */
export function longHeader(b: Uint8Array, at: number, end: number): LongHeader | undefined {
  if (at + LEAST_LONG_HEADER > end || !hasLongHeader(b, at)) return undefined;
  const destination = {at: at + 6, length: u8(b, at + 5)};
  const sourceLengthAt = destination.at + destination.length;
  if (destination.length > MAX_ID_LENGTH || sourceLengthAt >= end) return undefined;
  const source = {at: sourceLengthAt + 1, length: u8(b, sourceLengthAt)};
  let here = source.at + source.length;
  if (source.length > MAX_ID_LENGTH || here > end) return undefined;
  const type = typeOf(b, at);
  const base = {version: version(b, at), type, destination, source};
  if (base.version === VERSION.negotiation || type === PACKET.retry) return {...base, numberAt: here, next: end};
  let token: Pick<LongHeader, 'token' | 'tokenLength'> = {};
  if (type === PACKET.initial) {
    const tokenLength = variableLength(b, here, end);
    if (!tokenLength) return undefined;
    here += tokenLength.length;
    token = {tokenLength, token: {at: here, length: tokenLength.value}};
    here += tokenLength.value;
  }
  const payloadLength = variableLength(b, here, end);
  if (!payloadLength) return undefined;
  const numberAt = here + payloadLength.length;
  return {...base, ...token, payloadLength, numberAt, next: Math.min(end, numberAt + payloadLength.value)};
}
