/** What a file is, by its first bytes; where they say nothing, by the ending of its name. */
export type DocumentKind = 'docx' | 'zip' | 'pdf' | 'compound' | 'rtf' | 'markdown' | 'yaml' | 'text';

const MAGIC: readonly (readonly [kind: DocumentKind, bytes: string])[] = [
  ['compound', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['rtf', '{\\rtf'],
];
const BY_NAME: readonly (readonly [kind: DocumentKind, name: RegExp])[] = [
  ['markdown', /\.(md|markdown|mdown)$/i],
  ['yaml', /\.ya?ml$/i],
  ['text', /\.(txt|text)$/i],
];
/** Documents whose bytes are those of other files as well. */
const ZIPPED = /\.(docx|docm|odt|wps|pages|dotx)$/i;
const COMPOUND = /\.(doc|wps|wpt|dot|docx|docm)$/i;
/** How many of a file's bytes are looked at. ISO 32000-1 annex H, 3.4.1: a PDF's header may lie behind other bytes. */
export const HEAD = 1024;

/** Undefined for what is no document that answers could be in. The first bytes suffice. */
export function kindOf(name: string, bytes: Uint8Array): DocumentKind | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  const found = MAGIC.find(([, magic]) => head.startsWith(magic))?.[0];
  // Old workbooks, slides and installers begin alike.
  if (found === 'compound') return COMPOUND.test(name) ? found : undefined;
  if (found !== undefined) return found;
  if (head.startsWith('PK\x03\x04')) {
    if (!ZIPPED.test(name)) return undefined;
    return /\.(docx|docm|dotx|wps)$/i.test(name) ? 'docx' : 'zip';
  }
  if (head.startsWith('%PDF-') || (/\.pdf$/i.test(name) && head.includes('%PDF-'))) return 'pdf';
  if (/\.(docx|pdf)$/i.test(name)) return bytes.length === 0 ? undefined : /pdf$/i.test(name) ? 'pdf' : 'docx';
  return BY_NAME.find(([, pattern]) => pattern.test(name))?.[0];
}
