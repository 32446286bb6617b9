// RFC 9112 (HTTP/1.1 messages): start line, header lines, empty line, body.
// Names and values are kept as on the wire; bare LF ends a line as well (§2.2).

/** Methods that begin a request even where the rest of the line was cut off. */
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'REPORT',
  'SEARCH',
  'PURGE',
] as const;

const LF = 0x0a;
const CR = 0x0d;
/** A start line is looked for in this many bytes. */
const MAX_START_LINE = 16_384;

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

/** Whether the bytes begin with a request line. An unknown method needs the whole line. */
export function startsRequest(b: Uint8Array, at: number, end: number): boolean {
  const line = firstLine(b, at, end);
  if (line === undefined) return false;
  if (requestLine(line.text)) return true;
  // A line that goes on in the next segment: the method and the beginning of a target are enough.
  return (
    !line.whole && METHODS.some((method) => line.text.startsWith(`${method} `) && line.text.length > method.length + 1)
  );
}

/** Whether the bytes begin with a status line. */
export function startsResponse(b: Uint8Array, at: number, end: number): boolean {
  const line = firstLine(b, at, end);
  return line !== undefined && /^HTTP\/\d\.\d \d{3}(?: |$)/.test(line.text);
}

function firstLine(b: Uint8Array, at: number, end: number): {text: string; whole: boolean} | undefined {
  const first = b[at];
  // Methods are tokens, mostly letters: whatever begins with something else need not be searched.
  if (at >= end || first === undefined || first < 0x41 || first > 0x7a) return undefined;
  const limit = Math.min(end, at + MAX_START_LINE);
  let stop = b.subarray(at, limit).indexOf(LF);
  const whole = stop >= 0;
  if (!whole) stop = limit - at;
  const text = latin1(b.subarray(at, at + stop));
  return {text: whole ? text.replace(/\r$/, '') : text, whole};
}

/** RFC 9112 §3: method SP target SP version; HTTP/0.9's bare 'GET /' is not taken for one. */
export function requestLine(text: string): RequestLine | undefined {
  const found = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S.*?) (HTTP\/\d\.\d)$/.exec(text);
  if (!found) return undefined;
  return {kind: 'request', method: found[1] as string, target: found[2] as string, version: found[3] as string};
}

/** RFC 9112 §4: the reason phrase may be empty, and the space before it missing. */
export function statusLine(text: string): StatusLine | undefined {
  const found = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/.exec(text);
  if (!found) return undefined;
  return {kind: 'response', version: found[1] as string, status: Number(found[2]), reason: found[3] ?? ''};
}

/** Where the head that begins at `at` ends (after its empty line), or -1 when it goes on beyond `end`. */
export function headEnd(b: Uint8Array, at: number, end: number): number {
  let line = at;
  for (;;) {
    const stop = b.subarray(line, end).indexOf(LF);
    if (stop < 0) return -1;
    const empty = stop === 0 || (stop === 1 && b[line] === CR);
    line += stop + 1;
    if (empty) return line;
  }
}

/** Reads a head; undefined when its start line is none. Lines without a colon are dropped, folded ones joined (§5.2). */
export function parseHead(b: Uint8Array): HttpHead | undefined {
  const [first = '', ...rest] = text(b).split(/\r?\n/);
  const start = requestLine(first) ?? statusLine(first);
  if (!start) return undefined;
  const headers: [string, string][] = [];
  for (const line of rest) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) {
      last[1] = `${last[1]} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return {start, headers};
}

/** All values of a header, in order. */
export function headerValues(headers: HttpHead['headers'], name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

export type Framing =
  | {readonly kind: 'none'}
  | {readonly kind: 'length'; readonly length: number}
  | {readonly kind: 'chunked'}
  | {readonly kind: 'close'}
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
  // Rules 3 and 4: chunked is the last coding; anything else lasts until the connection is closed.
  const codings = headerValues(headers, 'transfer-encoding').join(',').toLowerCase();
  if (codings !== '') {
    if (codings.split(',').at(-1)?.trim() === 'chunked') return {kind: 'chunked'};
    return start.kind === 'response' ? {kind: 'close'} : {kind: 'none'};
  }
  // Rules 5 and 6: the same value repeated counts once; contradictory values are none.
  const lengths = new Set(
    headerValues(headers, 'content-length').flatMap((value) => value.split(',').map((one) => one.trim())),
  );
  const [length = ''] = lengths;
  if (lengths.size === 1 && /^\d{1,15}$/.test(length)) {
    return length === '0' ? {kind: 'none'} : {kind: 'length', length: Number(length)};
  }
  // Rules 7 and 8.
  return start.kind === 'request' ? {kind: 'none'} : {kind: 'close'};
}

export const latin1 = (b: Uint8Array): string => {
  let result = '';
  for (let at = 0; at < b.length; at += 8192) result += String.fromCharCode(...b.subarray(at, at + 8192));
  return result;
};

/** UTF-8 where the bytes are valid UTF-8, else latin1: every byte stays visible. */
export function text(b: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(b);
  } catch {
    return latin1(b);
  }
}

export {http1Tree} from './http1-tree.ts';
