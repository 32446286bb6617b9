import type {PageOptions} from './options.ts';

/** Page numbers and what stands at the top of each sheet, as margin boxes (css-page-3 §4; Chromium 131 and later). */
export function runningHeads({header}: PageOptions): string {
  return `@page {
  @top-left { content: ${cssString(header?.left ?? '')}; }
  @top-right { content: ${cssString(header?.right ?? '')}; }
  @bottom-center { content: counter(page) ' / ' counter(pages); }
}`;
}

/** In Latin letters; Chinese characters are twice as wide. Longer ones would run into each other. */
const WIDEST = 44;

/**
 * A CSS string that no text can end. Characters that mean something in CSS or HTML are written by code point; all
 * others as they are, because the font's subsets are loaded for the characters that stand in the page.
 */
function cssString(text: string): string {
  const shown = fitting(text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' '));
  return `'${shown.replace(/["'\\<>&/*]/g, (one) => `\\${(one.codePointAt(0) ?? 0).toString(16)} `)}'`;
}

function fitting(text: string): string {
  let width = 0;
  let shown = '';
  for (const character of text) {
    width += character < '\u1100' ? 1 : 2;
    if (width > WIDEST) return `${shown.trimEnd()}…`;
    shown += character;
  }
  return shown;
}
