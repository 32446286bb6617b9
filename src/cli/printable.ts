/**
 * Text from a capture or a file name as one line that is safe on a terminal: control characters (an escape sequence
 * could rewrite the screen) become their pictures, formatting ones (which turn the direction of a line) their escapes.
 */
export function printable(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint < 0x20) return String.fromCharCode(0x2400 + codePoint);
    if (codePoint === 0x7f) return '\u2421';
    return `\\u${codePoint.toString(16).padStart(4, '0')}`;
  });
}
