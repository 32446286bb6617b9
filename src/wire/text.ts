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

/** A label has at most 239 bytes in Wireshark. */
const MAX_LABEL_BYTES = 239;

/** A line that is no `name: value`, cut as Wireshark 4.4 cuts it: a mark before, the end left off. */
export function cutLine(line: string): string {
  if (line.length * 4 <= MAX_LABEL_BYTES || Buffer.byteLength(line) <= MAX_LABEL_BYTES) return line;
  const marked = Buffer.from(` […]${line}`);
  let end = MAX_LABEL_BYTES;
  // Not within a character: its later bytes begin with the bits 10.
  while (((marked[end] as number) & 0xc0) === 0x80) end--;
  return marked.toString('utf8', 0, end);
}
