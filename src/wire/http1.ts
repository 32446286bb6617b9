// RFC 9112 (HTTP/1.1 messages): start line, header lines, empty line, body.
// Names are kept as on the wire, values trimmed; a bare LF ends a line as well (§2.2).

import {latin1, text} from './text.ts';

/** Methods that begin a request even where the rest of the line is in another segment: RFC 9110, WebDAV, UPnP, Exchange. */
const METHODS: ReadonlySet<string> = new Set(
  (
    'GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH ' +
    'PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK ACL MKCALENDAR REPORT SEARCH ORDERPATCH ' +
    'VERSION-CONTROL CHECKIN CHECKOUT UNCHECKOUT MKWORKSPACE UPDATE LABEL MERGE BASELINE-CONTROL MKACTIVITY ' +
    'BIND REBIND UNBIND LINK UNLINK BCOPY BMOVE BDELETE BPROPFIND BPROPPATCH POLL NOTIFY SUBSCRIBE UNSUBSCRIBE ' +
    'M-SEARCH PURGE'
  ).split(' '),
);

const LF = 0x0a;
const CR = 0x0d;
const SP = 0x20;
/** A start line is looked for in this many bytes. */
const MAX_START_LINE = 16_384;
const MAX_METHOD = 32;

export interface RequestLine {
  readonly kind: 'request';
  readonly method: string;
  readonly target: string;
  readonly version: string;
}

export interface StatusLine {
  readonly kind: 'response';
  readonly version: string;
  readonly status: number;
  readonly reason: string;
}

export interface HttpHead {
  readonly start: RequestLine | StatusLine;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * Whether `b[at … end)` begins with a request line. A method nobody knows needs the whole line; of a known one the
 * line may go on beyond `end`, as far as what is there can be the beginning of a request line.
 */
export function startsRequest(b: Uint8Array, at: number, end: number): boolean {
  const method = methodAt(b, at, end);
  if (method === undefined) return false;
  const line = firstLine(b, at, end);
  if (line.whole) return requestLine(line.text) !== undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells other protocols apart.
  return METHODS.has(method) && /^\S+ [^\x00-\x20\x7f]+( (H(T(T(P(\/(\d(\.\d?)?)?)?)?)?)?)?\r?)?$/.test(line.text);
}

/** Whether `b[at … end)` begins with a known method, whatever follows: HTTP/0.9 had no more than that and a target. */
export function beginsWithMethod(b: Uint8Array, at: number, end: number): boolean {
  return METHODS.has(methodAt(b, at, end) ?? '');
}

/** HTTP's port and those that proxies and second servers listen on (IANA: http, http-alt, squid and others). */
const PORTS: ReadonlySet<number> = new Set([80, 3128, 3132, 5985, 8080, 8088, 11371]);

export const isHttpPort = (port: number): boolean => PORTS.has(port);

/** Whether `b[at … end)` begins with a status line, which may go on beyond `end` once its version is there. */
export function startsResponse(b: Uint8Array, at: number, end: number): boolean {
  if (end - at < 9 || !'HTTP/'.split('').every((letter, i) => b[at + i] === letter.charCodeAt(0))) return false;
  const line = firstLine(b, at, end);
  if (line.whole) return statusLine(line.text) !== undefined;
  return /^HTTP\/\d\.\d (?:\d{0,3}|\d{3}[ \r].*)$/s.test(line.text);
}

/** RFC 9110 §5.6.2: a token, then a space. */
function methodAt(b: Uint8Array, at: number, end: number): string | undefined {
  const limit = Math.min(end, at + MAX_METHOD + 1, b.length);
  for (let i = at; i < limit; i++) {
    const byte = b[i] as number;
    if (byte === SP) return i > at ? latin1(b.subarray(at, i)) : undefined;
    if (!/[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte))) return undefined;
  }
  return undefined;
}

function firstLine(b: Uint8Array, at: number, end: number): {text: string; whole: boolean} {
  const line = b.subarray(at, Math.min(end, at + MAX_START_LINE));
  const stop = line.indexOf(LF);
  if (stop < 0) return {text: latin1(line), whole: false};
  return {text: latin1(line.subarray(0, stop)).replace(/\r$/, ''), whole: true};
}

/**
 * RFC 9112 §3: method SP target SP version. HTTP/0.9's bare 'GET /' is not taken for one, nor is HTTP/2's preface
 * (RFC 9113 §3.4), which is made to look like one.
 */
export function requestLine(line: string): RequestLine | undefined {
  const found = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S[^\n]*?) +(HTTP\/\d\.\d)$/.exec(line);
  if (!found || line === 'PRI * HTTP/2.0') return undefined;
  return {kind: 'request', method: found[1] as string, target: found[2] as string, version: found[3] as string};
}

/** RFC 9112 §4: the reason phrase may be empty, and the space before it missing. */
export function statusLine(line: string): StatusLine | undefined {
  const found = /^(HTTP\/\d\.\d) (\d{3})(?: ([^\n]*))?$/.exec(line);
  if (!found) return undefined;
  return {kind: 'response', version: found[1] as string, status: Number(found[2]), reason: found[3] ?? ''};
}

/** Where the head that begins at `at` ends (after its empty line), or -1 when it goes on beyond `end`. */
export function headEnd(b: Uint8Array, at: number, end: number): number {
  for (const line of linesOf(b, at, end)) {
    if (line.whole && line.length - line.ending === 0) return line.at + line.length;
  }
  return -1;
}

export interface Line {
  readonly at: number;
  /** With its line ending, which is `ending` bytes long. */
  readonly length: number;
  readonly ending: number;
  /** It has its LF. */
  readonly whole: boolean;
}

/** The lines of `b[at … end)`; the last one may be cut. */
export function* linesOf(b: Uint8Array, at: number, end: number): Generator<Line> {
  for (let here = at; here < end; ) {
    const stop = b.indexOf(LF, here);
    const whole = stop >= 0 && stop < end;
    const length = whole ? stop + 1 - here : end - here;
    const ending = whole ? (length > 1 && b[stop - 1] === CR ? 2 : 1) : 0;
    yield {at: here, length, ending, whole};
    here += length;
  }
}

/**
 * Reads a head from `b`; undefined when its start line is none or not whole. A last line that is cut does not count,
 * lines without a colon are dropped, folded ones joined (§5.2).
 */
export function parseHead(b: Uint8Array): HttpHead | undefined {
  let start: HttpHead['start'] | undefined;
  const headers: [string, string][] = [];
  for (const {at, length, ending, whole} of linesOf(b, 0, b.length)) {
    if (!whole) break;
    const line = text(b.subarray(at, at + length - ending));
    if (start === undefined) {
      start = requestLine(line) ?? statusLine(line);
      if (!start) return undefined;
      continue;
    }
    if (line === '') break;
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last[1] = `${last[1]} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) headers.push([line.slice(0, colon).trimEnd(), line.slice(colon + 1).trim()]);
  }
  return start && {start, headers};
}

/** All values of a header, in order; `name` in lower case. */
export function headerValues(headers: HttpHead['headers'], name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

export type Framing =
  | {readonly kind: 'none'}
  | {readonly kind: 'length'; readonly length: number}
  | {readonly kind: 'chunked'}
  | {readonly kind: 'close'}
  /** The header lines contradict each other: nobody can say where the body ends. */
  | {readonly kind: 'contradictory'}
  /** After 101 or a tunnel's 2xx the connection no longer speaks HTTP/1. */
  | {readonly kind: 'switch'};

/** RFC 9112 §6.3, rule by rule: how long the body is. `method` is that of the request which a response answers. */
export function framing({start, headers}: HttpHead, method: string | undefined): Framing {
  if (start.kind === 'response') {
    const {status} = start;
    if (status === 101) return {kind: 'switch'};
    // Rule 1.
    if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return {kind: 'none'};
    // Rule 2.
    if (method === 'CONNECT' && status < 300) return {kind: 'switch'};
  }
  // Rules 3 and 4: chunked must be the last coding; a response with another one lasts until the connection is closed.
  const codings = listed(headers, 'transfer-encoding').map((coding) => coding.toLowerCase());
  if (codings.some((coding) => coding !== 'identity')) {
    if (codings.at(-1) === 'chunked') return {kind: 'chunked'};
    return start.kind === 'response' ? {kind: 'close'} : {kind: 'contradictory'};
  }
  const lengths = new Set(listed(headers, 'content-length'));
  // Rules 7 and 8.
  if (lengths.size === 0) return start.kind === 'request' ? {kind: 'none'} : {kind: 'close'};
  // Rules 5 and 6: the same value repeated counts once.
  const [length = ''] = lengths;
  if (lengths.size > 1 || !/^\d{1,15}$/.test(length)) return {kind: 'contradictory'};
  return {kind: 'length', length: Number(length)};
}

/** A header's values as one list (RFC 9110 §5.6.1). */
const listed = (headers: HttpHead['headers'], name: string): string[] =>
  headerValues(headers, name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** The size of a chunk by its first line, extensions left aside; undefined when it is none. RFC 9112 §7.1. */
export function chunkSize(line: string): number | undefined {
  const digits = /^[ \t]*([0-9a-f]{1,12})[ \t]*(?:;|\r?\n?$)/i.exec(line)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

export {http1Tree} from './http1-tree.ts';
