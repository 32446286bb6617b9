import {inflateSync} from 'node:zlib';

/**
 * The characters that a PDF's fonts map their glyphs to, i.e. what can be searched and copied in it; from the ToUnicode
 * maps (ISO 32000-1 §9.10.3). A glyph that is a box for a missing character has no mapping.
 */
export function pdfCharacters(pdf: Uint8Array): Set<string> {
  const found = new Set<string>();
  const text = Buffer.from(pdf).toString('latin1');
  for (const {0: head, index} of text.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)) {
    const start = index + head.length;
    const content = inflated(pdf.subarray(start, text.indexOf('endstream', start)));
    if (!content.includes('beginbfchar') && !content.includes('beginbfrange')) continue;
    for (const [, block] of content.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
      for (const [, to] of (block as string).matchAll(/<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>/g))
        add(found, to as string, 0);
    }
    for (const [, block] of content.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
      const ranges = (block as string).matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g);
      for (const [, from, last, to] of ranges) {
        const count = Number.parseInt(last as string, 16) - Number.parseInt(from as string, 16);
        for (let n = 0; n <= count; n++) add(found, to as string, n);
      }
    }
  }
  return found;
}

function inflated(bytes: Uint8Array): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

/** UTF-16BE in hex, the last code unit raised by `n`. */
function add(found: Set<string>, hex: string, n: number): void {
  const units = (hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16));
  const last = units.pop();
  if (last !== undefined) found.add(String.fromCharCode(...units, last + n));
}
