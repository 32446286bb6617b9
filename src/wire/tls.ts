// RFC 8446 §5.1: a record is type (1), legacy version (2), length (2), fragment. §4: a handshake message is type (1), length (3).
import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {u8, u16} from './read.ts';

export const RECORD_HEADER_LENGTH = 5;
export const CONTENT = {changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23} as const;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
/** RFC 8446 §5.2: 2¹⁴ bytes of plaintext and some for the cipher. */
const MAX_FRAGMENT = (1 << 14) + 2048;

const contentType = (b: Uint8Array, at: number): number => u8(b, at);
const version = (b: Uint8Array, at: number): number => u16(b, at + 1);
const fragmentLength = (b: Uint8Array, at: number): number => u16(b, at + 3);

/** Whether a TLS record begins here. */
export function startsRecord(b: Uint8Array, at: number, end: number): boolean {
  if (end - at < RECORD_HEADER_LENGTH) return false;
  const type = contentType(b, at);
  const length = fragmentLength(b, at);
  return (
    type >= 20 &&
    type <= 23 &&
    version(b, at) >> 8 === 3 &&
    version(b, at) <= 0x0304 &&
    length > 0 &&
    length <= MAX_FRAGMENT
  );
}

/** Whether a ClientHello begins here: what tells a TLS connection for certain. */
export const startsClientHello = (b: Uint8Array, at: number, end: number): boolean =>
  startsRecord(b, at, end) &&
  end - at > 5 &&
  contentType(b, at) === CONTENT.handshake &&
  u8(b, at + 5) === CLIENT_HELLO;

/** The host name in a ClientHello's server_name extension (RFC 6066 §3); undefined when it is not there or cut off. */
export function serverNameOf(b: Uint8Array, at: number, end: number): string | undefined {
  if (!startsClientHello(b, at, end)) return undefined;
  // Record header 5, handshake header 4, version 2, random 32.
  let here = at + 43;
  const skip = (size: 1 | 2): boolean => {
    if (here + size > end) return false;
    here += size + (size === 1 ? u8(b, here) : u16(b, here));
    return true;
  };
  // Session id, cipher suites, compression methods; then the length of the extensions.
  if (!skip(1) || !skip(2) || !skip(1)) return undefined;
  here += 2;
  while (here + 4 <= end) {
    const type = u16(b, here);
    const length = u16(b, here + 2);
    const dataAt = here + 4;
    if (type === SERVER_NAME) {
      if (dataAt + 5 > end) return undefined;
      const nameLength = u16(b, dataAt + 3);
      if (dataAt + 5 + nameLength > end) return undefined;
      return String.fromCharCode(...b.subarray(dataAt + 5, dataAt + 5 + nameLength));
    }
    here = dataAt + length;
  }
  return undefined;
}

export interface TlsTree {
  readonly nodes: FieldNode[];
  readonly info: string;
  readonly protocol: string;
}

const VERSIONS: Readonly<Record<number, string>> = {
  768: 'SSLv3',
  769: 'TLSv1',
  770: 'TLSv1.1',
  771: 'TLSv1.2',
  772: 'TLSv1.3',
};
const VERSION_TEXTS: Readonly<Record<number, string>> = {
  768: 'SSL 3.0',
  769: 'TLS 1.0',
  770: 'TLS 1.1',
  771: 'TLS 1.2',
  772: 'TLS 1.3',
};
const CONTENT_NAMES: Readonly<Record<number, string>> = {
  20: 'Change Cipher Spec',
  21: 'Alert',
  22: 'Handshake',
  23: 'Application Data',
};
const HANDSHAKE_NAMES: Readonly<Record<number, string>> = {
  0: 'Hello Request',
  1: 'Client Hello',
  2: 'Server Hello',
  4: 'New Session Ticket',
  8: 'Encrypted Extensions',
  11: 'Certificate',
  12: 'Server Key Exchange',
  13: 'Certificate Request',
  14: 'Server Hello Done',
  15: 'Certificate Verify',
  16: 'Client Key Exchange',
  20: 'Finished',
  22: 'Certificate Status',
};

/** The records that begin in `b[at … end)`, each a line; messages are named as far as they are not encrypted. */
export function tlsTree(b: Uint8Array, at: number, end: number, _context: FrameContext): TlsTree {
  const children: FieldNode[] = [];
  const infos: string[] = [];
  let here = at;
  let protocol = 'TLS';
  let encrypted = false;
  while (startsRecord(b, here, end)) {
    const type = contentType(b, here);
    const length = fragmentLength(b, here);
    const names = recordNames(b, here, Math.min(end, here + 5 + length), type, encrypted);
    if (type === CONTENT.changeCipherSpec) encrypted = true;
    protocol = VERSIONS[version(b, here)] ?? protocol;
    infos.push(...names);
    const layer = `${VERSIONS[version(b, here)] ?? 'TLS'} Record Layer: ${CONTENT_NAMES[type]} Protocol: ${names.join(', ')}`;
    children.push({
      field: 'tls.record',
      text: layer,
      at: here,
      length: Math.min(5 + length, end - here),
      children: [
        {field: 'tls.record.content_type', text: `Content Type: ${CONTENT_NAMES[type]} (${type})`, at: here, length: 1},
        {
          field: 'tls.record.version',
          text: `Version: ${VERSION_TEXTS[version(b, here)]} (0x${version(b, here).toString(16).padStart(4, '0')})`,
          at: here + 1,
          length: 2,
        },
        {field: 'tls.record.length', text: `Length: ${length}`, at: here + 3, length: 2},
      ],
    });
    here += 5 + length;
  }
  const info = infos.length === 0 ? 'Continuation Data' : infos.join(', ');
  return {
    nodes: [{field: 'tls', text: 'Transport Layer Security', at, length: end - at, children}],
    info,
    protocol,
  };
}

function recordNames(b: Uint8Array, at: number, end: number, type: number, encrypted: boolean): string[] {
  if (type !== CONTENT.handshake) {
    if (type === CONTENT.alert && fragmentLength(b, at) !== 2) return ['Encrypted Alert'];
    return [CONTENT_NAMES[type] ?? 'Unknown'];
  }
  if (encrypted) return ['Encrypted Handshake Message'];
  const names: string[] = [];
  let here = at + 5;
  while (here + 4 <= end) {
    const length = (u8(b, here + 1) << 16) | u16(b, here + 2);
    const name = HANDSHAKE_NAMES[u8(b, here)];
    if (name === undefined || length > MAX_FRAGMENT * 4)
      return names.length === 0 ? ['Encrypted Handshake Message'] : names;
    const host = u8(b, here) === CLIENT_HELLO ? serverNameOf(b, at, end) : undefined;
    names.push(host === undefined ? name : `${name} (SNI=${host})`);
    here += 4 + length;
  }
  return names.length === 0 ? ['Handshake'] : names;
}
