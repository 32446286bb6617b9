import {zipOf} from '../../gradebook/zip.ts';
import {remark} from '../../submissions/remark.ts';
import {zipParts} from '../../submissions/zip-parts.ts';
import {type DocumentText, type Line, onePage} from './document.ts';

/** Unpacked, of text and what belongs to it: a book has a tenth of it. */
const MOST_BYTES = 24 * 2 ** 20;
/** The parts that hold text; pictures and fonts stay packed. */
const WANTED = /^(\[Content_Types\]\.xml|_rels\/\.rels|word\/.*\.(xml|rels))$/i;

/** What mammoth makes of a document: https://github.com/mwilliamson/mammoth.js, lib/documents.js. */
interface Element {
  readonly type: string;
  readonly value?: unknown;
  readonly children?: readonly Element[];
}

/** The text of a Word document: a line for each paragraph and each break in it. */
export async function docxText(name: string, bytes: Uint8Array): Promise<DocumentText> {
  try {
    const parts = await zipParts(bytes, (path) => WANTED.test(path), MOST_BYTES);
    if (parts === 'too-large') return onePage([], remark('answers.too-large', {name}));
    // What is read is what was measured: the zip itself may list a part twice, or say one thing and hold another.
    const measured = await zipOf(parts, {compress: false});
    const {default: mammoth} = await import('mammoth');
    let found: Element | undefined;
    const take = (document: Element): Element => {
      found = document;
      return {...document, children: []};
    };
    await mammoth.convertToHtml(
      {buffer: Buffer.from(measured)},
      {transformDocument: take, externalFileAccess: false, includeEmbeddedStyleMap: false},
    );
    return onePage(found === undefined ? [] : linesIn(found));
  } catch (error) {
    return onePage(
      [],
      remark('answers.damaged', {name, reason: error instanceof Error ? error.message : String(error)}),
    );
  }
}

function linesIn(document: Element): Line[] {
  const lines: Line[] = [];
  let tables = 0;
  const paragraph = (element: Element, table: number | undefined) => {
    const {text, picture} = contentOf(element);
    const place = table === undefined ? {} : {table};
    for (const [index, line] of text.split('\n').entries()) {
      const isPicture = picture && index === 0 && text.trim() === '';
      lines.push({text: line, ...place, ...(isPicture ? {picture: true as const} : {})});
    }
  };
  const walk = (element: Element, table: number | undefined) => {
    if (element.type === 'paragraph') return paragraph(element, table);
    // A table within a table belongs to the outer one.
    const within = element.type === 'table' ? (table ?? ++tables) : table;
    for (const child of element.children ?? []) walk(child, within);
  };
  walk(document, undefined);
  return lines;
}

function contentOf(element: Element): {text: string; picture: boolean} {
  switch (element.type) {
    case 'text':
      return {text: String(element.value ?? ''), picture: false};
    case 'tab':
      return {text: '\t', picture: false};
    case 'break':
      return {text: '\n', picture: false};
    case 'image':
      return {text: '', picture: true};
    default: {
      const parts = (element.children ?? []).map(contentOf);
      return {text: parts.map(({text}) => text).join(''), picture: parts.some(({picture}) => picture)};
    }
  }
}
