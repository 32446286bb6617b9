const UTF8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

export const latin1 = (b: Uint8Array): string => Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('latin1');

/** UTF-8 where the bytes are valid UTF-8, else latin1: every byte stays visible. */
export function text(b: Uint8Array): string {
  try {
    return UTF8.decode(b);
  } catch {
    return latin1(b);
  }
}

/** As Wireshark formats text: line ends and tabs by name, other control characters by their octal number. */
export function visible(shown: string): string {
  return shown.replace(/\p{Cc}/gu, (character) => {
    if (character === '\r') return '\\r';
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** As Wireshark shows the value of an ASCII field: other bytes as U+FFFD, control characters as C writes them. */
export function asciiValue(b: Uint8Array): string {
  return escaped(latin1(b).replace(/[\x80-\xff]/g, '\ufffd'));
}

/** As Wireshark shows the value of a UTF-8 field. */
export const utf8Value = (b: Uint8Array): string => escaped(Buffer.from(b).toString('utf8'));

const escaped = (shown: string): string =>
  shown.replace(/\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return ESCAPES[character] ?? `\\x${code}`;
  });

/** Where the zero byte is that ends the text at `at`, or -1. */
export function terminator(b: Uint8Array, at: number, end: number): number {
  const found = b.subarray(at, end).indexOf(0);
  return found < 0 ? -1 : at + found;
}

/** A label has at most 239 bytes in Wireshark. */
const MAX_LABEL_BYTES = 239;

export const fitsLabel = (line: string): boolean =>
  line.length * 4 <= MAX_LABEL_BYTES || Buffer.byteLength(line) <= MAX_LABEL_BYTES;

/** As many whole characters as fit. */
export function cutToLabel(line: string): string {
  const all = Buffer.from(line);
  if (all.length <= MAX_LABEL_BYTES) return line;
  let end = MAX_LABEL_BYTES;
  // Not within a character: its later bytes begin with the bits 10.
  while (((all[end] as number) & 0xc0) === 0x80) end--;
  return all.toString('utf8', 0, end);
}

/** A line that is no `name: value`, cut as Wireshark 4.4 cuts it: a mark before, the end left off. */
export const cutLine = (line: string): string => (fitsLabel(line) ? line : cutToLabel(` […]${line}`));
