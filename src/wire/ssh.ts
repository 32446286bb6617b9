// RFC 4253 §4.2: each side begins with a line `SSH-protoversion-softwareversion`. §6: then packets of length(4),
// padding length(1), payload, padding and, once keys are exchanged, a MAC; all but the MAC is encrypted then.
import {u8, u32} from './read.ts';
import type {Framer} from './tcp-framing.ts';
import {latin1} from './text.ts';

export const PACKET_HEADER_LENGTH = 5;
/** Larger ones are no packets: RFC 4253 §6.1 asks for 35000 bytes at most to be understood. */
const MAX_PACKET = 0x100000;
export const MESSAGE = {disconnect: 1, keyExchangeInit: 20, newKeys: 21} as const;

/** Bytes after the length itself. */
export const packetLength = (b: Uint8Array, at: number): number => u32(b, at);
export const paddingLength = (b: Uint8Array, at: number): number => u8(b, at + 4);
export const messageCode = (b: Uint8Array, at: number): number => u8(b, at + 5);

export const startsVersion = (b: Uint8Array, at = 0): boolean => latin1(b.subarray(at, at + 4)) === 'SSH-';

/** §5.1: `1.99` says that version 2 is understood. */
export const versionOf = (b: Uint8Array, at = 0): 1 | 2 =>
  /^SSH-(?:2\.|1\.99-)/.test(latin1(b.subarray(at, at + 9))) ? 2 : 1;

/** The lists of a KEXINIT (§7.1), in their order. */
export const NAME_LISTS = [
  'kex_algorithms',
  'server_host_key_algorithms',
  'encryption_algorithms_client_to_server',
  'encryption_algorithms_server_to_client',
  'mac_algorithms_client_to_server',
  'mac_algorithms_server_to_client',
  'compression_algorithms_client_to_server',
  'compression_algorithms_server_to_client',
  'languages_client_to_server',
  'languages_server_to_client',
] as const;

export type KeyExchangeInit = Readonly<Record<(typeof NAME_LISTS)[number], string>>;

/** The lists in the packet at `at`; undefined when it is no KEXINIT or is not whole. */
export function keyExchangeInit(b: Uint8Array, at: number, end: number): KeyExchangeInit | undefined {
  if (end - at < PACKET_HEADER_LENGTH + 17 || messageCode(b, at) !== MESSAGE.keyExchangeInit) return undefined;
  const lists: Partial<Record<(typeof NAME_LISTS)[number], string>> = {};
  let here = at + PACKET_HEADER_LENGTH + 17;
  for (const name of NAME_LISTS) {
    if (here + 4 > end || here + 4 + u32(b, here) > end) return undefined;
    lists[name] = latin1(b.subarray(here + 4, here + 4 + u32(b, here)));
    here += 4 + u32(b, here);
  }
  return lists as KeyExchangeInit;
}

export interface Agreed {
  readonly keyExchange?: string;
  readonly encryption?: string;
  readonly mac?: string;
  readonly compression?: string;
}

/** §7.1: of each list, the client's first that the server has too. */
export function agreedOn(client: KeyExchangeInit, server: KeyExchangeInit): {client: Agreed; server: Agreed} {
  const first = (name: keyof KeyExchangeInit): string | undefined => {
    const offered = new Set(server[name].split(','));
    return client[name].split(',').find((one) => offered.has(one));
  };
  const of = (direction: 'client_to_server' | 'server_to_client'): Agreed => {
    const encryption = first(`encryption_algorithms_${direction}`);
    const [keyExchange, mac, compression] = [
      first('kex_algorithms'),
      first(`mac_algorithms_${direction}`),
      first(`compression_algorithms_${direction}`),
    ];
    return {
      ...(keyExchange === undefined ? {} : {keyExchange}),
      ...(encryption === undefined ? {} : {encryption}),
      ...(mac === undefined ? {} : {mac}),
      ...(compression === undefined ? {} : {compression}),
    };
  };
  return {client: of('client_to_server'), server: of('server_to_client')};
}

/** States of `sshFramer`: a version line, or from `PLAIN` on the number of a packet that is not encrypted. */
export const VERSION_LINE = -1;
export const PLAIN = 0;

/** One direction: its version line, packets up to New Keys, and then what only the two sides can tell apart. */
export function sshFramer(): Framer {
  let isOpen = false;
  let version: 1 | 2 = 2;
  let number = 0;
  return {
    peek: 256,
    next(bytes) {
      if (startsVersion(bytes)) {
        const line = bytes.indexOf(0x0a) + 1;
        if (line === 0) return bytes.length < 256 ? 'more' : 'segment';
        isOpen = true;
        version = versionOf(bytes);
        return {length: line, state: VERSION_LINE};
      }
      if (!isOpen) return 'segment';
      if (bytes.length < 6) return 'more';
      const length = packetLength(bytes, 0);
      if (length < 2 || length > MAX_PACKET) return 'segment';
      if (version === 1) return {length: 4 + length + (8 - (length % 8)), state: number++};
      if (messageCode(bytes, 0) === MESSAGE.newKeys) isOpen = false;
      return {length: 4 + length, state: PLAIN + number++};
    },
  };
}
