// Addresses in text: where they stand, in which spelling, and others in their place.
import {formatAddress, hexText} from '../wire/address.ts';
import {type Address, ipv4Of, ipv6Of, macOfEui64} from './special-addresses.ts';

export interface AddressRewriting {
  /**
   * What stands for an address, of the same length; undefined leaves it. `sure` is false where the text may as well
   * be something else (a version, a date, digits of a host name), so that only known addresses are meant.
   */
  mask(address: Address, sure: boolean): Address | undefined;
  /** Asterisks, as many as the text has characters, instead of the mask's text. */
  readonly keepLength?: boolean;
}

type Rewrite = (match: RegExpExecArray) => string | undefined;

/** The text with its addresses rewritten, whatever their spelling. */
export function rewriteAddresses(text: string, {mask, keepLength = false}: AddressRewriting): string {
  const written = (found: string, address: string | undefined): string | undefined =>
    address !== undefined && keepLength ? '*'.repeat(found.length) : address;
  const rewriting = PATTERNS.reduce((changed, [pattern, rewrite]) => {
    return replaceEach(changed, pattern, (match) => {
      const rewritten = rewrite(match, mask);
      return written(match[0], rewritten);
    });
  }, text);
  return rewriting.replace(PERCENT_COLONS, (found) => {
    const plain = found.replace(/%3a/gi, ':');
    const rewritten = rewriteAddresses(plain, {mask});
    if (rewritten === plain) return found;
    return keepLength ? '*'.repeat(found.length) : rewritten.replaceAll(':', '%3A');
  });
}

/** An address in a query string (RFC 3986 §2.1). */
const PERCENT_COLONS = /(?:[0-9a-f]{0,4}%3a){2,7}[0-9a-f.]{0,15}/gi;

/** Like String.replace; where nothing is replaced, the next match may begin within this one. */
function replaceEach(text: string, pattern: RegExp, rewrite: Rewrite): string {
  pattern.lastIndex = 0;
  let written = '';
  let from = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const rewritten = rewrite(match);
    if (rewritten === undefined) {
      pattern.lastIndex = match.index + (/^[0-9a-z]+/i.exec(match[0])?.[0].length ?? 1);
      continue;
    }
    written += text.slice(from, match.index) + rewritten;
    from = match.index + match[0].length;
  }
  return from === 0 ? text : written + text.slice(from);
}

/** Order matters: a pattern must not find what an earlier one has left for another. */
const PATTERNS: readonly (readonly [
  pattern: RegExp,
  rewrite: (match: RegExpExecArray, mask: AddressRewriting['mask']) => string | undefined,
])[] = [
  // 00:0c:29:c2:89:0b, 00-0C-29-C2-89-0B, 0:c:29:c2:89:b; with eight bytes EUI-64.
  [
    /(?<![0-9a-f])(?<![0-9a-f]{2}[:-])[0-9a-f]{1,2}([:-])[0-9a-f]{1,2}(?:\1[0-9a-f]{1,2}){4}(?:(?:\1[0-9a-f]{1,2}){2})?(?![0-9a-z]|\1[0-9a-f])/gi,
    ([found, separator = ':'], mask) => {
      const parts = found.split(separator);
      const sure = parts.every((part) => part.length === 2);
      const masked = maskMac(
        Uint8Array.from(parts, (part) => Number.parseInt(part, 16)),
        sure,
        mask,
      );
      return masked && sameCase(found, hexText(masked, separator));
    },
  ],
  // 000c.29c2.890b
  [
    /(?<![0-9a-z.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9a-z])/gi,
    ([found], mask) => {
      const masked = mask(Uint8Array.from(Buffer.from(found.replaceAll('.', ''), 'hex')), false);
      return masked && sameCase(found, hexText(masked).replace(/....(?=.)/g, '$&.'));
    },
  ],
  // b.a.9.8.….ip6.arpa (RFC 3596 §2.5)
  [
    /(?<![0-9a-z])((?:[0-9a-f]\.){32})ip6\.arpa/gi,
    ([, nibbles = ''], mask) => {
      const digits = nibbles.split('.').reverse().join('');
      const masked = mask(Uint8Array.from(Buffer.from(digits, 'hex')), true);
      return masked && `${[...hexText(masked)].reverse().join('.')}.ip6.arpa`;
    },
  ],
  // 2606:2800:220:1::5, ::ffff:1.2.3.4
  [
    /(?<![0-9a-f])(?=[0-9a-f]{0,4}:[0-9a-f]{0,4}:)[0-9a-f:]{2,48}(?:\.\d{1,3}){0,3}/gi,
    ({0: found, index, input}, mask) => {
      for (const text of ipv6Candidates(found)) {
        if (/[0-9a-z]/i.test(input[index + text.length] ?? '')) continue;
        const address = ipv6Of(text);
        if (!address) continue;
        const masked = mask(address, true);
        return masked && formatAddress(masked) + found.slice(text.length);
      }
      return undefined;
    },
  ],
  // 2606-2800-220-1--5, as in host names
  [
    /(?<![0-9a-z])[0-9a-f]{1,4}(?:--?[0-9a-f]{1,4}){2,7}(?![0-9a-z])/gi,
    ([found], mask) => {
      const address = ipv6Of(found.replaceAll('-', ':'));
      const masked = address && mask(address, false);
      return masked && formatAddress(masked).replaceAll(':', '-');
    },
  ],
  // 93.184.216.34, and 93-184-216-34 or 34.216.184.93.in-addr.arpa (RFC 1035 §3.5) in host names, 93,184,216,34 in FTP
  [
    /(?<!\d)\d{1,3}([.,_-])\d{1,3}\1\d{1,3}\1\d{1,3}(?!\d)(?:\.in-addr\.arpa)?/gi,
    (match, mask) => {
      const [found, separator = '.'] = match;
      const suffix = /\.in-addr\.arpa$/i.exec(found)?.[0] ?? '';
      const quad = found.slice(0, found.length - suffix.length).split(separator);
      const address = ipv4Of(quad.join('.'));
      if (!address) return undefined;
      const backward = () => {
        const masked = mask(address.toReversed(), suffix !== '');
        return masked && masked.toReversed().join(separator) + suffix;
      };
      if (suffix !== '') return backward();
      const masked = mask(address, separator === '.' && looksLikeIpv4(match));
      return masked ? masked.join(separator) : backward();
    },
  ],
];

/** Versions (`Chrome/120.0.0.0`) and object identifiers (`2.5.29.15 (id-ce-keyUsage)`, `1.3.6.1.5`) have four numbers too. */
function looksLikeIpv4({0: found, index, input}: RegExpExecArray): boolean {
  // A line end may be spelt out (`\\n`) or percent-encoded.
  const before = input.slice(Math.max(0, index - 40), index).replace(/(?:\\[nrt]|%[0-9a-f]{2})$/i, ' ');
  const after = input.slice(index + found.length, index + found.length + 6);
  if (/[\w.]$/.test(before) || /(?:^|[\s(;,"'])[a-z][\w.+-]*\/$/i.test(before)) return false;
  return !/^(?:\w|\.\d| \(id-)/.test(after);
}

function maskMac(bytes: Address, sure: boolean, mask: AddressRewriting['mask']): Address | undefined {
  if (bytes.length === 6) return mask(bytes, sure);
  if (bytes[3] !== 0xff || bytes[4] !== 0xfe) return undefined;
  for (const flip of [0, 2] as const) {
    const masked = mask(macOfEui64(bytes, flip), sure && flip === 0);
    if (masked) return eui64Of(masked, flip);
  }
  return undefined;
}

export const eui64Of = ([first = 0, ...rest]: Address, flip: 0 | 2): Address =>
  Uint8Array.of(first ^ flip, ...rest.slice(0, 2), 0xff, 0xfe, ...rest.slice(2));

/** The text may end with a colon of the sentence, or with a port. */
function ipv6Candidates(found: string): string[] {
  const words = found.replace(/(?:\.\d{1,3})+$/, '');
  return [found, words, words.replace(/:$/, ''), words.replace(/:[0-9a-f]*$/i, '')];
}

const sameCase = (found: string, text: string): string => (/[A-F]/.test(found) ? text.toUpperCase() : text);
