import {decodeText} from '../../submissions/text.ts';
import {type DocumentText, onePage, splitLines} from './document.ts';

/** Plain text in UTF-8, UTF-16 or GBK. */
export const plainText = (bytes: Uint8Array): DocumentText => onePage(splitLines(textIn(bytes)));

/** Markdown as it reads: without escapes, emphasis, code fences and comments. */
export function markdownText(bytes: Uint8Array): DocumentText {
  const text = textIn(bytes)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<br\s*\/?>/gi, '\n');
  const lines = splitLines(text).filter((line) => !/^\s*(```|~~~)/.test(line.text));
  return onePage(
    lines.map((line) => ({
      text: line.text
        .replace(/\*\*(?=\S)(.{0,2000}?\S)\*\*/g, '$1')
        .replace(/(`+)([^`]{1,2000})\1(?!`)/g, '$2')
        .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
    })),
  );
}

/** Without a byte order mark. */
export const textIn = (bytes: Uint8Array): string => decodeText(bytes).replace(/^\uFEFF/, '');
