import {createCipheriv} from 'node:crypto';
import {initialKeys} from '../../src/wire/quic-keys.ts';
import {type Bytes, bytes, u16, u32} from './craft.ts';

export interface InitialFields {
  readonly version?: number;
  readonly destination: Uint8Array;
  readonly source?: Uint8Array;
  /** The Destination Connection ID of the client's first packet. */
  readonly keyId: Uint8Array;
  readonly side?: 'client' | 'server';
  readonly number?: number;
  readonly token?: Uint8Array;
}

const withLength = (id: Uint8Array): Bytes => bytes(id.length, id);

/** RFC 9000 §17.2.2 with the protection of RFC 9001 §5; packet numbers have one byte. */
export function quicInitial(fields: InitialFields, frames: Uint8Array): Bytes {
  const {version = 1, destination, source = new Uint8Array(0), keyId, side = 'client', number = 0} = fields;
  const {token = new Uint8Array(0)} = fields;
  const keys = initialKeys(version, keyId, side);
  const header = bytes(
    version === 0x6b3343cf ? 0xd0 : 0xc0,
    u32(version),
    withLength(destination),
    withLength(source),
    withLength(token),
    u16(0x4000 | (1 + frames.length + 16)),
    number,
  );
  const nonce = Uint8Array.from(keys.iv);
  nonce[11] = (nonce[11] as number) ^ number;
  const cipher = createCipheriv('aes-128-gcm', keys.key, nonce);
  cipher.setAAD(header);
  const sealed = bytes(cipher.update(frames), cipher.final(), cipher.getAuthTag());
  const mask = createCipheriv('aes-128-ecb', keys.headerKey, null).update(sealed.subarray(3, 19));
  header[0] = (header[0] as number) ^ ((mask[0] as number) & 0x0f);
  header[header.length - 1] = number ^ (mask[1] as number);
  return bytes(header, sealed);
}
