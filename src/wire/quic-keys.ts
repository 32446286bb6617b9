// RFC 9001 §5: Initial packets are protected with keys that anybody can derive from the client's first Destination
// Connection ID.
import {createCipheriv, createDecipheriv, createHmac} from 'node:crypto';
import {draftNumber, type LongHeader, VERSION} from './quic.ts';
import {u8} from './read.ts';

const TAG_LENGTH = 16;
const SAMPLE_LENGTH = 16;

/** §5.2; RFC 9369 §3.3.1 for version 2; the drafts' own, and Google's for Q050. */
const SALTS = {
  v1: '38762cf7f55934b34d179ae6a4c80cadccbb7f0a',
  v2: '0dede3def700a6db819381be6e269dcbf9bd2ed9',
  draft29: 'afbfec289993d24c9e9786f19c6111e04390a899',
  draft23: 'c3eef712c72ebb5a11a7d2432bb46365bef9f502',
  q050: '504574efd066fe2f9d945cfcdbd3a7f0d3b56b45',
} as const;

function saltOf(version: number): string {
  if (version === VERSION.v2) return SALTS.v2;
  if (version === VERSION.googleQ050) return SALTS.q050;
  const draft = draftNumber(version);
  if (draft === undefined || draft >= 33) return SALTS.v1;
  return draft >= 29 ? SALTS.draft29 : SALTS.draft23;
}

const hmac = (key: Uint8Array, ...parts: readonly (Uint8Array | string)[]): Uint8Array => {
  const sum = createHmac('sha256', key);
  for (const part of parts) sum.update(part);
  return sum.digest();
};

/** RFC 8446 §7.1: HKDF-Expand-Label with an empty context; one block of SHA-256 is enough for each. */
function expand(secret: Uint8Array, name: string, length: number): Uint8Array {
  const label = `tls13 ${name}`;
  const info = Uint8Array.of(length >> 8, length & 255, label.length);
  return hmac(secret, info, label, Uint8Array.of(0), Uint8Array.of(1)).subarray(0, length);
}

export interface InitialKeys {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly headerKey: Uint8Array;
}

/** The keys of one side's Initial packets. */
export function initialKeys(version: number, clientDestination: Uint8Array, side: 'client' | 'server'): InitialKeys {
  const prefix = version === VERSION.v2 ? 'quicv2' : 'quic';
  const initial = hmac(Buffer.from(saltOf(version), 'hex'), clientDestination);
  const secret = expand(initial, `${side} in`, 32);
  return {
    key: expand(secret, `${prefix} key`, 16),
    iv: expand(secret, `${prefix} iv`, 12),
    headerKey: expand(secret, `${prefix} hp`, 16),
  };
}

export interface Unprotected {
  /** The first byte without its protection. */
  readonly first: number;
  readonly numberLength: number;
  readonly number: number;
  readonly payload: Uint8Array;
}

/**
 * Takes header and packet protection off the packet at `at` (§5.4, §5.3); undefined when the keys do not fit. A packet
 * number is taken for the whole number: Initial packets are few.
 */
export function unprotect(b: Uint8Array, at: number, header: LongHeader, keys: InitialKeys): Unprotected | undefined {
  const {numberAt, next} = header;
  const sampleAt = numberAt + 4;
  if (sampleAt + SAMPLE_LENGTH > next) return undefined;
  const mask = headerMask(keys.headerKey, b.subarray(sampleAt, sampleAt + SAMPLE_LENGTH));
  const first = u8(b, at) ^ (u8(mask, 0) & 0x0f);
  const numberLength = (first & 3) + 1;
  const associated = Uint8Array.from(b.subarray(at, numberAt + numberLength));
  associated[0] = first;
  let number = 0;
  const nonce = Uint8Array.from(keys.iv);
  for (let i = 0; i < numberLength; i++) {
    const byte = u8(b, numberAt + i) ^ u8(mask, 1 + i);
    associated[numberAt - at + i] = byte;
    number = number * 256 + byte;
    const place = nonce.length - numberLength + i;
    nonce[place] = u8(nonce, place) ^ byte;
  }
  const payloadAt = numberAt + numberLength;
  const tagAt = next - TAG_LENGTH;
  if (tagAt < payloadAt) return undefined;
  const cipher = createDecipheriv('aes-128-gcm', keys.key, nonce);
  cipher.setAAD(associated);
  cipher.setAuthTag(b.subarray(tagAt, next));
  try {
    const payload = Buffer.concat([cipher.update(b.subarray(payloadAt, tagAt)), cipher.final()]);
    return {first, numberLength, number, payload};
  } catch {
    return undefined; // The tag does not fit: other keys, or not all of the packet.
  }
}

function headerMask(key: Uint8Array, sample: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null);
  cipher.setAutoPadding(false);
  return cipher.update(sample);
}

/** RFC 9001 §5.8, RFC 9369 §3.3.3. */
const RETRY_KEYS: ReadonlyMap<number, {readonly key: string; readonly nonce: string}> = new Map([
  [VERSION.v1, {key: 'be0c690b9f66575a1d766b54e368c84e', nonce: '461599d35d632bf2239825bb'}],
  [VERSION.v2, {key: '8fb4b01b56ac48e260fbcbcead7ccc92', nonce: 'd86969bc2d7c6d9990efb04a'}],
]);

/** The integrity tag of the Retry packet in `b[at … tagAt)`, for the ID that the client made up; hexadecimal. */
export function retryTag(
  version: number,
  b: Uint8Array,
  at: number,
  tagAt: number,
  id: Uint8Array,
): string | undefined {
  const known = RETRY_KEYS.get(version);
  if (!known) return undefined;
  const cipher = createCipheriv('aes-128-gcm', Buffer.from(known.key, 'hex'), Buffer.from(known.nonce, 'hex'));
  cipher.setAAD(Buffer.concat([Uint8Array.of(id.length), id, b.subarray(at, tagAt)]));
  cipher.final();
  return cipher.getAuthTag().toString('hex');
}
