import {hexText} from '../wire/address.ts';
import {
  type Address,
  embeddedIpv4At,
  isPublicIpv4,
  isPublicIpv6,
  isSolicitedNode,
  isSolicitedNodeMac,
  isStation,
  macInIpv6,
  withMacInIpv6,
} from './special-addresses.ts';

/** What stands for each address of a report. Addresses that were not noted stay. */
export interface AddressMasks {
  /** The same number of bytes; undefined where the address stays. */
  of(address: Address): Address | undefined;
  readonly macs: readonly Address[];
  readonly ipv4: readonly Address[];
  readonly ipv6: readonly Address[];
}

/** Addresses in order of appearance, each once, with those that stay. */
export interface SeenAddresses {
  add(address: Address): void;
  readonly all: ReadonlyMap<string, Address>;
}

export const addressKey = (address: Address): string => hexText(address);

export function seenAddresses(): SeenAddresses {
  const all = new Map<string, Address>();
  const add = (address: Address): void => {
    const key = addressKey(address);
    if (all.has(key)) return;
    all.set(key, address.slice());
    if (address.length !== 16) return;
    // What an address is made from is told with it.
    const mac = macInIpv6(address);
    const at = embeddedIpv4At(address);
    if (mac) add(mac);
    if (at !== undefined) add(address.slice(at, at + 4));
  };
  return {add, all};
}

/**
 * Public addresses become addresses of the documentation ranges (RFC 5737, RFC 3849) and stations' MAC addresses
 * locally administered ones, numbered in order of appearance; numbers that the capture itself has are left out.
 */
export function addressMasks({all}: SeenAddresses): AddressMasks {
  const masks = new Map<string, Address>();
  const next = (numbered: (n: number) => Address) => {
    let n = 0;
    return (): Address => {
      for (;;) {
        const mask = numbered(++n);
        if (!all.has(addressKey(mask))) return mask;
      }
    };
  };
  const fresh = {4: next(ipv4Mask), 6: next(macMask), 16: next(ipv6Mask)};
  const seen = [...all.values()];
  const masked = (chosen: (address: Address) => boolean, mask: (address: Address) => Address | undefined) =>
    seen.filter((address) => {
      const found = chosen(address) ? mask(address) : undefined;
      if (found) masks.set(addressKey(address), found);
      return found !== undefined;
    });
  const macs = masked(
    ({length}) => length === 6,
    (mac) => (isStation(mac) ? fresh[6]() : undefined),
  );
  const ipv4 = masked(
    ({length}) => length === 4,
    (address) => (isPublicIpv4(address) ? fresh[4]() : undefined),
  );
  const hosts = masked(
    (address) => address.length === 16 && !isSolicitedNode(address),
    (address) => (isPublicIpv6(address) ? fresh[16]() : embeddedMask(address, masks)),
  );
  const tails = tailMasks(seen, masks, fresh[16]);
  const groups = masked(isSolicited, (address) => tails(address));
  return {
    of: (address) => masks.get(addressKey(address)),
    macs: [...macs, ...groups.filter(({length}) => length === 6)],
    ipv4,
    ipv6: [...hosts, ...groups.filter(({length}) => length === 16)],
  };
}

const isSolicited = (address: Address): boolean =>
  address.length === 16 ? isSolicitedNode(address) : address.length === 6 && isSolicitedNodeMac(address);

/** An address that stays but for what it is made from. */
function embeddedMask(address: Address, masks: ReadonlyMap<string, Address>): Address | undefined {
  const mac = macInIpv6(address);
  const macMask = mac && masks.get(addressKey(mac));
  if (macMask) return withMacInIpv6(address, macMask);
  const at = embeddedIpv4At(address);
  const ipv4 = at === undefined ? undefined : masks.get(addressKey(address.slice(at, at + 4)));
  return ipv4 && Uint8Array.of(...address.subarray(0, 12), ...ipv4);
}

/** Groups that end like an address (solicited-node): they end like its mask, and stay where the address stays. */
function tailMasks(
  seen: readonly Address[],
  masks: ReadonlyMap<string, Address>,
  fresh: () => Address,
): (group: Address) => Address | undefined {
  const tailOf = (address: Address): string => hexText(address.subarray(-3));
  const tails = new Map<string, Address>();
  for (const address of seen.filter(({length}) => length === 16)) {
    if (isSolicitedNode(address) || tails.has(tailOf(address))) continue;
    tails.set(tailOf(address), masks.get(addressKey(address)) ?? address);
  }
  return (group) => {
    const mask = tails.get(tailOf(group)) ?? fresh();
    tails.set(tailOf(group), mask);
    const same = hexText(mask.subarray(-3)) === tailOf(group);
    return same ? undefined : Uint8Array.of(...group.subarray(0, -3), ...mask.subarray(-3));
  };
}

/** 203.0.113.1 … 254 (RFC 5737), then the benchmarking range 198.18.0.0/15 (RFC 2544), then 240.0.0.0/4. */
function ipv4Mask(n: number): Address {
  if (n <= 254) return Uint8Array.of(203, 0, 113, n);
  const further = n - 254;
  const start = further < 1 << 17 ? 0xc6120000 : 0xf0000000;
  return bytesOf(start + further, 4);
}

const ipv6Mask = (n: number): Address => Uint8Array.of(0x20, 0x01, 0x0d, 0xb8, ...new Uint8Array(8), ...bytesOf(n, 4));
const macMask = (n: number): Address => Uint8Array.of(2, 0, ...bytesOf(n, 4));

const bytesOf = (value: number, length: number): Address =>
  Uint8Array.from({length}, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
