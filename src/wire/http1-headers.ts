// HTTP/1 header lines with Wireshark 4.4's wording (packet-http.c).
import type {FieldNode} from '../model/tree.ts';
import {label} from './bits.ts';
import type {Line} from './http1.ts';
import {derived, expert} from './lines.ts';
import {node} from './node.ts';
import {cutLine, text, visible} from './text.ts';

/** A line with its ending, as text. */
export const shownLine = (b: Uint8Array, {at, length}: Pick<Line, 'at' | 'length'>): string =>
  visible(text(b.subarray(at, at + length)));

/** Headers with a field of their own in Wireshark; others are http.unknown_header. */
const KNOWN_HEADERS: ReadonlySet<string> = new Set(
  (
    'accept accept-encoding accept-language authorization cache-control connection content-encoding content-type ' +
    'cookie date host last-modified location proxy-authenticate proxy-authorization proxy-connection referer ' +
    'sec-websocket-accept sec-websocket-extensions sec-websocket-key sec-websocket-protocol sec-websocket-version ' +
    'server set-cookie transfer-encoding upgrade user-agent www-authenticate x-forwarded-for x-requested-with'
  ).split(' '),
);

/** The lines below the start line. `at` is where the message begins. */
export function headerLines(b: Uint8Array, lines: readonly Line[], at: number): FieldNode[] {
  const found: FieldNode[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const shown = cutLine(shownLine(b, line));
    const whole = text(b.subarray(line.at, line.at + line.length - line.ending));
    const colon = whole.indexOf(':');
    const isFolded = /^[ \t]/.test(whole);
    const name = colon > 0 && !isFolded ? whole.slice(0, colon).trimEnd().toLowerCase() : '';
    seen.add(name);
    const value = whole.slice(colon + 1).trim();
    found.push(
      node(
        name === '' ? 'http' : headerField(name),
        shown,
        at + line.at,
        line.length,
        headerParts(name, value, at + line.at, line.length, seen),
      ),
    );
  }
  return found;
}

function headerField(name: string): string {
  if (name === 'content-length') return 'http.content_length_header';
  return KNOWN_HEADERS.has(name) ? `http.${name.replace(/-/g, '_')}` : 'http.unknown_header';
}

function headerParts(
  name: string,
  value: string,
  at: number,
  length: number,
  seen: ReadonlySet<string>,
): readonly FieldNode[] {
  switch (name) {
    case 'content-length': {
      const isBoth = seen.has('transfer-encoding');
      const remark = 'The Content-Length and Transfer-Encoding header must not be set together';
      return [
        ...(/^\d+$/.test(value)
          ? [derived('http.content_length', `Content length: ${BigInt(value)}`, Number(value))]
          : []),
        ...(isBoth ? [expert('http.te_and_length', 'Warning', 'Malformed', remark)] : []),
      ];
    }
    case 'cookie':
      return value
        .split(';')
        .map((pair) => node('http.cookie_pair', label('Cookie pair', visible(pair.trim())), at, length));
    case 'authorization':
    case 'proxy-authorization': {
      // RFC 7617 §2: user-id ':' password in base64.
      const basic = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(value)?.[1];
      if (basic === undefined) return [];
      const credentials = visible(text(Buffer.from(basic, 'base64')));
      return [node('http.authbasic', label('Credentials', credentials), at, length)];
    }
    default:
      return [];
  }
}
