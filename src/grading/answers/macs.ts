import {type Marked, type Marking, RIGHT, toRead, unreadable, WRONG} from './marked.ts';
import {isNegated, isOpen, plain, withoutLabelColons} from './plain.ts';

const MACS =
  /(?<![\da-z:-])(?:[\da-f]{1,2}(?:(?<sep>[:-])[\da-f]{1,2})(?:\k<sep>[\da-f]{1,2}){4}|[\da-f]{2}(?: [\da-f]{2}){5}|[\da-f]{4}([.-])[\da-f]{4}\2[\da-f]{4}|(?:0x)?[\da-f]{12})(?![\da-z]|[:-][\da-f])/gi;
/** `Intel_12:34:56`: Wireshark writes the maker for the first three bytes. */
const MAKER = /[\p{L}\p{N}][\p{L}\p{N}.-]*_([\da-f]{2}:[\da-f]{2}:[\da-f]{2})(?![\da-z:])/giu;
const BROADCAST = 'ffffffffffff';

/** A MAC address in any notation. */
export function markMac(wanted: readonly string[], given: string, {say}: Marking): Marked {
  const text = withoutLabelColons(plain(given));
  const right = new Set(wanted.map(digitsOf));
  const found = new Set([...text.matchAll(MACS)].map(([one]) => digitsOf(one)));
  if (found.size === 0 && /\bbroadcast\b|广播/i.test(text)) found.add(BROADCAST);
  if (isNegated(text)) return toRead(say.read.negated);
  if (isOpen(text)) return toRead(say.read.several);
  if (found.size === 0) return byMaker(text, right, say);
  if ([...found].every((one) => right.has(one))) return RIGHT;
  return found.size > 1 ? toRead(say.read.several) : WRONG;
}

function byMaker(text: string, right: ReadonlySet<string>, say: Marking['say']): Marked {
  const tails = [...text.matchAll(MAKER)].map(([, tail]) => (tail ?? '').replaceAll(':', '').toLowerCase());
  if (tails.length === 0) return unreadable(say.read.noMac);
  return tails.some((tail) => [...right].some((one) => one.endsWith(tail))) ? toRead(say.read.maker) : WRONG;
}

/** Twelve hexadecimal digits, however they were set apart; a single digit between colons has its zero before it. */
const digitsOf = (written: string): string =>
  (/[:-]/.test(written) && !/^[\da-f]{4}-/i.test(written)
    ? written
        .split(/[:-]/)
        .map((byte) => byte.padStart(2, '0'))
        .join('')
    : written.replace(/^0x|[. -]/gi, '')
  ).toLowerCase();
