import {type Marked, type Marking, RIGHT, toRead, unreadable, WRONG} from './marked.ts';
import {isNegated, isOpen, plain, withoutLabelColons} from './plain.ts';

const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)/g;
const IPV6 = /(?<![\w.:])[\da-f]*:[\da-f:]*:(?:[\da-f:.]*[\da-f:])?(?![\w:])/gi;

/** IPv4 or IPv6 in any notation; a prefix length, zone or port beside it is left aside. */
export function markAddress(wanted: readonly string[], given: string, {say}: Marking): Marked {
  const text = withoutLabelColons(plain(given));
  const right = new Set(wanted.map(canonical));
  const found = addressesIn(text);
  if (found.length === 0) return unreadable(say.read.noAddress);
  if (isNegated(text)) return toRead(say.read.negated);
  if (found.every((one) => right.has(one))) return isOpen(text) ? toRead(say.read.several) : RIGHT;
  if (new Set(found).size > 1) return toRead(say.read.several);
  // 2001:db8::1:80 without brackets: the port reads as a part of the address.
  const withoutPort = found[0]?.includes(':') ? canonical((found[0] ?? '').replace(/:[\da-f]+$/, '')) : undefined;
  if (withoutPort !== undefined && right.has(withoutPort)) return toRead(say.read.ambiguous);
  const shortened = [...text.matchAll(IPV6)].some(([one]) => right.has(canonical(one.replace(/:\d+$/, '')) ?? ''));
  return shortened ? toRead(say.read.ambiguous) : WRONG;
}

/** Every IPv6 address of a text in one notation, so that texts can be compared. */
export const withCanonicalAddresses = (text: string): string => text.replace(IPV6, (one) => canonical(one) ?? one);

function addressesIn(text: string): string[] {
  const v6 = [...text.matchAll(IPV6)].flatMap(([one]) => canonical(one) ?? []);
  const v4 = [...text.replace(IPV6, (one) => (canonical(one) === undefined ? one : ' ')).matchAll(IPV4)];
  return [...v4.flatMap(([one]) => canonical(one) ?? []), ...v6];
}

/** One way to write an address: decimal octets, or eight groups without leading zeros; undefined for what is none. */
export function canonical(written: string): string | undefined {
  const text = written.toLowerCase();
  if (!text.includes(':')) {
    const octets = text.split('.').map(Number);
    return octets.length === 4 && octets.every((octet) => octet <= 255) ? octets.join('.') : undefined;
  }
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = dotted
    ? canonical(dotted[2] ?? '')
        ?.split('.')
        .map(Number)
    : undefined;
  if (dotted && !tail) return undefined;
  const hex = (at: number) => (((tail?.[at] ?? 0) << 8) | (tail?.[at + 1] ?? 0)).toString(16);
  const whole = dotted ? `${dotted[1]}${hex(0)}:${hex(2)}` : text;
  const halves = whole.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest ? missing < 1 : missing !== 0) return undefined;
  const groups = rest ? [...head, ...new Array<string>(missing).fill('0'), ...rest] : head;
  if (!groups.every((group) => /^[\da-f]{1,4}$/.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
