/** Names that Windows keeps for devices, whatever follows the first dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i;
/** In UTF-8; file systems take 255, and an extension or a number may be added. */
const MOST_BYTES = 120;

/** A name that every file system takes, from any text; `file` when nothing is left of it. */
export function safeFileName(text: string): string {
  const cleaned = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, '_')
    .replace(/^[\s.]+/, '');
  const name = cut(RESERVED.test(cleaned) ? `_${cleaned}` : cleaned).replace(/[\s.]+$/, '');
  return name === '' ? 'file' : name;
}

function cut(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES) break;
    end += character.length;
  }
  return text.slice(0, end);
}
