import {formatAddress, hexText} from './address.ts';
import {MAKERS, WELL_KNOWN} from './data/oui.ts';

/** Names by prefix in hexadecimal (6, 7 or 9 digits); parsed when the first name is asked for. */
let makers: ReadonlyMap<string, string> | undefined;
/** Names by prefix as `bits/hexadecimal`, and the lengths in bits that occur, longest first. */
let wellKnown: {readonly names: ReadonlyMap<string, string>; readonly lengths: readonly number[]} | undefined;

/**
 * What Wireshark shows for a MAC address: a well-known name (`Broadcast`), the maker's short name and the rest of the
 * address (`VMware_c2:89:0b`), or the address itself.
 */
export function macName(mac: Uint8Array): string {
  const address = formatAddress(mac);
  if (mac.length !== 6) return address;
  const known = found.get(address);
  if (known !== undefined) return known;
  const name = wellKnownName(mac) ?? makerName(mac) ?? address;
  if (found.size >= MOST_FOUND) found.clear();
  found.set(address, name);
  return name;
}

/** Most captures have few addresses; one with random ones must not fill the memory. */
const found = new Map<string, string>();
const MOST_FOUND = 4096;

/** `VMware_c2:89:0b (00:0c:29:c2:89:0b)`, as in the packet details. */
export const macText = (mac: Uint8Array): string => `${macName(mac)} (${formatAddress(mac)})`;

function makerName(mac: Uint8Array): string | undefined {
  makers ??= parseMakers();
  const unicast = Uint8Array.from(mac);
  unicast[0] = (unicast[0] as number) & 0xfe; // A maker's multicast addresses carry its prefix with the group bit set.
  const digits = hexDigits(unicast);
  // The registry sells blocks of 24 bits, and parts of some as blocks of 28 or 36 (IEEE MA-L, MA-M, MA-S).
  const small = makers.get(digits.slice(0, 9));
  if (small !== undefined) return `${small}_${digits[9]}:${digits.slice(10)}`;
  const medium = makers.get(digits.slice(0, 7));
  if (medium !== undefined) return `${medium}_${digits[7]}:${digits.slice(8, 10)}:${digits.slice(10)}`;
  const large = makers.get(digits.slice(0, 6));
  return large === undefined ? undefined : `${large}_${formatTail(mac, 3)}`;
}

function wellKnownName(mac: Uint8Array): string | undefined {
  if (mac.every((byte) => byte === 0xff)) return 'Broadcast';
  wellKnown ??= parseWellKnown();
  for (const length of wellKnown.lengths) {
    const name = wellKnown.names.get(`${length}/${prefixDigits(mac, length)}`);
    if (name === undefined) continue;
    if (length === 48) return name;
    // What the prefix leaves over, without zero bytes before the last.
    const rest = mac.map((byte, i) =>
      8 * i + 8 <= length ? 0 : 8 * i >= length ? byte : byte & (0xff >> (length % 8)),
    );
    let from = Math.floor(length / 8);
    while (from < 5 && rest[from] === 0) from++;
    return `${name}_${formatTail(rest, from)}`;
  }
  return undefined;
}

const hexDigits = (bytes: Uint8Array): string => hexText(bytes);
const formatTail = (bytes: Uint8Array, from: number): string => formatAddress(bytes).slice(3 * from);

function prefixDigits(mac: Uint8Array, length: number): string {
  return hexDigits(mac.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, length - 8 * i)))));
}

function parseMakers(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const line of MAKERS.trim().split('\n')) {
    const [name = '', ...prefixes] = line.split(' ');
    for (const prefix of prefixes) names.set(prefix, name);
  }
  return names;
}

function parseWellKnown(): {names: ReadonlyMap<string, string>; lengths: readonly number[]} {
  const names = new Map<string, string>();
  const lengths = new Set<number>();
  for (const line of WELL_KNOWN.trim().split('\n')) {
    const [, digits = '', bits = '', name = ''] = /^([0-9a-f]+)\/(\d+) (\S+)$/.exec(line) ?? [];
    const length = Number(bits);
    const prefix = Uint8Array.from({length: 6}, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2) || '0', 16));
    names.set(`${length}/${prefixDigits(prefix, length)}`, name);
    lengths.add(length);
  }
  return {names, lengths: [...lengths].sort((a, b) => b - a)};
}
