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
