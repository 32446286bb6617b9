// Which addresses tell who somebody is, by IANA's special-purpose registries (RFC 6890); and their texts.
import {hexText} from '../wire/address.ts';

export type Address = Uint8Array;

/** First bits that do not name a public host: private, loopback, link-local, documentation, benchmarking, groups. */
const SPECIAL_IPV4: readonly (readonly [prefix: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

export const isPublicIpv4 = (address: Address): boolean =>
  !SPECIAL_IPV4.some(([prefix, bits]) => hasPrefix(address, ipv4Of(prefix) as Address, bits));

/** RFC 4291 §2.4: 2000::/3 is all that is assigned as global unicast; RFC 3849 and RFC 9637 keep some for documents. */
export const isPublicIpv6 = (address: Address): boolean =>
  hasPrefix(address, [0x20], 3) &&
  !hasPrefix(address, [0x20, 0x01, 0x0d, 0xb8], 32) &&
  !hasPrefix(address, [0x3f, 0xff, 0x00], 20);

/** Where an IPv4 address stands in an IPv6 address that is not public itself: RFC 4291 §2.5.5, RFC 6052 §2.1, RFC 5214 §6.1. */
export function embeddedIpv4At(address: Address): number | undefined {
  const digits = hexText(address.subarray(0, 12));
  // ::1 and :: look like an IPv4 address of zeros.
  const isMapped = /^0{20}(ffff|0000)$/.test(digits) && !hasPrefix(address.subarray(12), [0, 0], 16);
  const isTranslated = digits.startsWith('0064ff9b');
  const isIsatap = /^.{16}0[02]005efe$/.test(digits);
  return isMapped || isTranslated || isIsatap ? 12 : undefined;
}

/** RFC 4291 appendix A: the interface identifier is a MAC address with ff:fe in its middle and its second bit turned over. */
export function macInIpv6(address: Address): Address | undefined {
  return address[11] === 0xff && address[12] === 0xfe ? macOfEui64(address.subarray(8), 2) : undefined;
}

export function withMacInIpv6(address: Address, mac: Address): Address {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac;
  return Uint8Array.of(...address.subarray(0, 8), a ^ 2, b, c, 0xff, 0xfe, d, e, f);
}

/** `flip` is 2 where the bit for locally administered addresses is turned over, as in IPv6, else 0. */
export function macOfEui64(eui: Address, flip: 0 | 2): Address {
  return Uint8Array.of((eui[0] as number) ^ flip, ...eui.subarray(1, 3), ...eui.subarray(5, 8));
}

/** RFC 4291 §2.7.1: ends with the last three bytes of the address that is sought. */
export const isSolicitedNode = (address: Address): boolean =>
  hasPrefix(address, [0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff], 104);

/** RFC 2464 §7: the group of Ethernet addresses that a solicited-node address is sent to. */
export const isSolicitedNodeMac = (mac: Address): boolean => hasPrefix(mac, [0x33, 0x33, 0xff], 24);

/** One station's: no group, and not the zeros of a loopback. */
export const isStation = (mac: Address): boolean => ((mac[0] as number) & 1) === 0 && mac.some((byte) => byte !== 0);

export function hasPrefix(address: Address, prefix: ArrayLike<number>, bits: number): boolean {
  for (let i = 0; 8 * i < bits; i++) {
    const mask = 0xff00 >> Math.min(8, bits - 8 * i);
    if ((((address[i] ?? 0) ^ (prefix[i] ?? 0)) & mask & 0xff) !== 0) return false;
  }
  return true;
}

/** Undefined where the text is no dotted quad. */
export function ipv4Of(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return Uint8Array.from(parts, Number);
}

/** In any of the spellings of RFC 4291 §2.2; undefined where the text is none. */
export function ipv6Of(text: string): Address | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const last = dotted ? ipv4Of(dotted[2] as string) : undefined;
  if (dotted && !last) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = last ?? [];
  const words = dotted ? `${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}` : text;
  const halves = words.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({length: missing}, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
}
