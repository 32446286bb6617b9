import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {FONT_ORIGIN} from './html.ts';

/** The font that prints Chinese on machines without one: Noto Sans SC, in some hundred subsets by code point. */
const PACKAGE = '@fontsource-variable/noto-sans-sc';
export const FONT_FAMILY = 'Noto Sans SC Variable';

function folder(): string {
  return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/index.css`));
}

/** @font-face rules whose files are asked for at FONT_ORIGIN; the browser takes only the subsets that a text needs. */
export function fontFaces(): string {
  return readFileSync(join(folder(), 'index.css'), 'utf8')
    .replaceAll(/url\(\.\/files\//g, `url(${FONT_ORIGIN}/`)
    .replaceAll("format('woff2-variations')", "format('woff2')")
    .replaceAll('font-display: swap', 'font-display: block');
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
