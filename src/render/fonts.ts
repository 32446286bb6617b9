import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {FONT_ORIGIN} from './html.ts';

/** The font that prints Chinese on machines without one: Noto Sans SC, in some hundred subsets by code point. */
const PACKAGE = '@fontsource-variable/noto-sans-sc';
/** As the package names it, and as the theme's style sheets do. */
export const FONT_FAMILY = 'Noto Sans SC Variable';
/**
 * The same font without Latin letters, for the head of a list of monospaced fonts: Chromium (seen in 156) loses the
 * first character that it takes from a subset of a font further down in a list.
 */
export const CHINESE_FAMILY = 'Noto Sans SC Variable Chinese';
/** CJK Radicals Supplement: characters, marks and full-width forms come from here on, Latin letters before. */
const FIRST_CHINESE = 0x2e80;

const folder = (): string => dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/index.css`));

/** @font-face rules whose files are asked for at FONT_ORIGIN; the browser takes only the subsets that a text needs. */
export function fontFaces(): string {
  const rules = readFileSync(join(folder(), 'index.css'), 'utf8')
    .replaceAll(/url\(\.\/files\//g, `url(${FONT_ORIGIN}/`)
    .replaceAll("format('woff2-variations')", "format('woff2')")
    .replaceAll('font-display: swap', 'font-display: block');
  return `${rules}\n${chineseOnly(rules)}`;
}

function chineseOnly(rules: string): string {
  const faces = rules.match(/@font-face \{[^}]*\}/g) ?? [];
  return faces
    .map((face) => {
      const ranges = (/unicode-range: ([^;]*);/.exec(face)?.[1] ?? '').split(',');
      const chinese = ranges.filter((range) => Number.parseInt(range.trim().slice(2), 16) >= FIRST_CHINESE);
      if (chinese.length === 0) return '';
      return face.replace(FONT_FAMILY, CHINESE_FAMILY).replace(/unicode-range: [^;]*;/, `unicode-range: ${chinese};`);
    })
    .join('\n');
}

/** The font file that a URL at FONT_ORIGIN names; undefined for anything else. */
export function fontFile(url: string): Uint8Array | undefined {
  const name = new RegExp(`^${FONT_ORIGIN}/([\\w.-]+\\.woff2)$`).exec(url)?.[1];
  if (name === undefined) return undefined;
  try {
    return readFileSync(join(folder(), 'files', name));
  } catch {
    return undefined;
  }
}
