// Cookies (RFC 6265), credentials (RFC 9110 §11.6) and user information in URIs (RFC 3986 §3.2.1) in text.

import {type KnownValues, knownValues} from './known-values.ts';

/** Values that were masked, each once; what they are made from is masked wherever it stands. */
export interface SeenSecrets {
  readonly cookies: Set<string>;
  readonly authorizations: Set<string>;
  readonly uriCredentials: Set<string>;
  /** What to mask wherever it stands. */
  readonly known: KnownValues;
}

export const seenSecrets = (): SeenSecrets => ({
  cookies: new Set(),
  authorizations: new Set(),
  uriCredentials: new Set(),
  known: knownValues(),
});

/** As long as the value, so that counts of bytes still hold. */
const asterisks = (value: string): string => '*'.repeat(value.length);

const COOKIE = /^(set-)?cookie2?$/i;
const AUTHORIZATION = /^(proxy-)?authorization$/i;

/** Of a header line; names of cookies, their attributes and the scheme of credentials stay. */
export function maskHeader(name: string, value: string, seen: SeenSecrets): string {
  if (COOKIE.test(name)) return maskCookies(value, /^set-/i.test(name), seen);
  if (AUTHORIZATION.test(name)) return maskAuthorization(value, seen);
  return value;
}

function maskCookies(value: string, isSet: boolean, seen: SeenSecrets): string {
  if (!isSet) return value.replace(/[^;]+/g, (pair) => maskPair(pair, seen));
  const [pair = ''] = /^[^;]*/.exec(value) ?? [];
  // Several cookies may have been folded into one line; a date has a comma too, but no '=' behind it.
  const rest = value.slice(pair.length).replace(/(,\s*)([^=;,\s]+=[^;]*)/g, (_, comma: string, next: string) => {
    return comma + maskPair(next, seen);
  });
  return maskPair(pair, seen) + rest;
}

function maskPair(pair: string, seen: SeenSecrets): string {
  const name = /^[^=]*=\s*|^\s*/.exec(pair)?.[0] ?? '';
  const value = pair.slice(name.length).trimEnd();
  const bare = value.replace(/^"(.*)"$/s, '$1');
  if (!isMasked(bare)) {
    note(seen.cookies, value);
    seen.known.add(bare, name.trim().slice(0, -1));
  }
  return name + asterisks(value) + pair.slice(name.length + value.length);
}

function maskAuthorization(value: string, seen: SeenSecrets): string {
  const [, scheme = '', credentials = ''] = /^(\s*[\w-]+\s+(?=\S))?(.*)$/s.exec(value) ?? [];
  if (!isMasked(credentials)) {
    note(seen.authorizations, credentials);
    seen.known.add(credentials);
    if (/^basic\s/i.test(scheme.trimStart())) {
      const [user = '', ...password] = Buffer.from(credentials, 'base64').toString('latin1').split(':');
      seen.known.add(`${user}:${password.join(':')}`);
      seen.known.add(password.join(':'));
    }
  }
  return scheme + asterisks(credentials);
}

const isMasked = (value: string): boolean => /^[\s*]*$/.test(value);

/** A line that was cut, or bytes that are not all there, show the beginning of what is counted already. */
function note(values: Set<string>, value: string): void {
  if (values.has(value)) return;
  for (const known of values) if (known.startsWith(value)) return;
  values.add(value);
}

const NAMES = '(?:(?:set-)?cookie2?|(?:proxy-)?authorization)';
/** At the beginning of a line, also of one that Wireshark cuts; the value ends with the line, and goes on where that is folded. */
const HEADER_LINE = new RegExp(
  `^( \\[…\\])?(${NAMES})((?: \\[…\\])?[ \\t]*:[ \\t]*)(\\S(?:(?!(?:\\\\r)?\\\\n)[^\\r\\n]|\\r?\\n[ \\t]+(?=\\S))*)`,
  'gim',
);
/** In JSON and what looks like it. */
const QUOTED_HEADER = new RegExp(
  `((?<!\\\\)(\\\\*["'])(${NAMES})\\2\\s*[:,]\\s*\\[?\\s*\\2)((?:(?!\\2)(?:\\\\.|.))*)`,
  'gis',
);
const USER_INFORMATION = /(?<=\/\/)([^\s/?#"'<>\\]+)(?=@[\w[])/g;
const ENCODED_USER_INFORMATION = /(?<=%2f%2f)((?:(?!%2f|%3f|%40)[^\s/@?#&"'<>\\])+)(?=%40)/gi;

/** The text without cookies, credentials and user information; it keeps its length. */
export function maskSecrets(text: string, seen: SeenSecrets): string {
  return text
    .replace(HEADER_LINE, (_, cut: string | undefined, name: string, colon: string, value: string) => {
      return (cut ?? '') + name + colon + maskHeader(name, value, seen);
    })
    .replace(QUOTED_HEADER, (_, before: string, __: string, name: string, value: string) => {
      return before + maskHeader(name, value, seen);
    })
    .replace(USER_INFORMATION, (found) => maskUserInformation(found, seen))
    .replace(ENCODED_USER_INFORMATION, (found) => maskUserInformation(found, seen));
}

/** User and password; the colon between them stays. */
function maskUserInformation(found: string, seen: SeenSecrets): string {
  if (/^[*:]+$/.test(found)) return found;
  note(seen.uriCredentials, found);
  const [user = '', separator = '', password = ''] = found.split(/(:|%3a)/i);
  seen.known.add(password);
  const length = found.length - user.length - separator.length;
  return asterisks(user) + separator + '*'.repeat(Math.max(0, length));
}
