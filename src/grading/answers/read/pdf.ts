import {fileURLToPath} from 'node:url';
import {remark} from '../../submissions/remark.ts';
import {type DocumentText, type Line, onePage} from './document.ts';
import {isOfWorksheet} from './marks.ts';

/** Pages after these are not read, nor characters after those. */
const MOST_PAGES = 300;
const MOST_CHARACTERS = 2_000_000;
/** Of the height of a line: how far text may lie above or below its neighbour and be of the same line. */
const SAME_LINE = 0.5;
/** Of the height of a line: from which gap on there is a space. */
const SPACE = 0.18;
/** Of a page's height, at its top and its bottom: where running heads and page numbers stand. */
const MARGIN = 0.1;

/** A piece of text, its left end and its baseline in points from the page's lower left corner. */
interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface PlacedLine {
  readonly text: string;
  /** Of the page's height, from the bottom. */
  readonly at: number;
}

/** The text of a PDF, a line for each of its lines, without running heads and page numbers. */
export async function pdfText(name: string, bytes: Uint8Array): Promise<DocumentText> {
  const {getDocument, VerbosityLevel} = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = fileURLToPath(new URL('.', import.meta.resolve('pdfjs-dist/package.json')));
  const task = getDocument({
    // A copy, which is taken away; and it must be no Buffer.
    data: new Uint8Array(bytes),
    // Chinese fonts that are not in the file are known by these.
    cMapUrl: `${folder}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}standard_fonts/`,
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
  });
  try {
    const document = await task.promise;
    const pages: PlacedLine[][] = [];
    let room = MOST_CHARACTERS;
    for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES) && room > 0; number++) {
      const page = await document.getPage(number);
      const [, bottom = 0, , top = 1] = page.view;
      const {items} = await page.getTextContent();
      const pieces = items.flatMap((item) => ('str' in item ? [pieceOf(item)] : []));
      room -= pieces.reduce((sum, {text}) => sum + text.length, 0);
      pages.push(linesOfPieces(pieces, bottom, Math.max(1, top - bottom)));
      page.cleanup();
    }
    const read = withoutRunningHeads(pages);
    const isEmpty = read.every((lines) => lines.every(({text}) => text.trim() === ''));
    return isEmpty ? onePage([], remark('answers.no-text', {name})) : {pages: read, problems: []};
  } catch (error) {
    const {name: kind = '', message = String(error)} = error as Error;
    const isLocked = kind === 'PasswordException';
    return onePage(
      [],
      isLocked ? remark('answers.password', {name}) : remark('answers.damaged', {name, reason: message}),
    );
  } finally {
    await task.destroy();
  }
}

const pieceOf = (item: {str: string; transform: readonly unknown[]; width: number; height: number}): Piece => {
  const [, , c, d, x, y] = item.transform.map(Number);
  return {
    text: item.str,
    x: x ?? 0,
    y: y ?? 0,
    width: item.width,
    height: item.height || Math.hypot(c ?? 0, d ?? 0) || 10,
  };
};

/** In the order in which the file has them, which is that of reading wherever text processors wrote it. */
function linesOfPieces(pieces: readonly Piece[], bottom: number, pageHeight: number): PlacedLine[] {
  const lines: {text: string; at: number}[] = [];
  let last: Piece | undefined;
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const line = lines.at(-1);
    const height = Math.max(piece.height, last?.height ?? 0);
    if (!line || !last || Math.abs(piece.y - last.y) > SAME_LINE * height || piece.x < last.x - height) {
      lines.push({text: piece.text, at: (piece.y - bottom) / pageHeight});
    } else {
      const isApart = piece.x - (last.x + last.width) > SPACE * height;
      line.text += (isApart && !line.text.endsWith(' ') && !piece.text.startsWith(' ') ? ' ' : '') + piece.text;
    }
    last = piece;
  }
  return lines.map(({text, at}) => ({text: text.replace(RADICALS, (one) => one.normalize('NFKC')).trimEnd(), at}));
}

/** Some fonts make PDFs write 一 as the radical ⼀ (U+2F00), which looks the same. */
const RADICALS = /[\u2e80-\u2fdf]/g;

/** Without the first and last lines that stand in the same place on several pages, and those that number the page. */
function withoutRunningHeads(pages: readonly (readonly PlacedLine[])[]): Line[][] {
  const isOutside = ({at}: PlacedLine) => at < MARGIN || at > 1 - MARGIN;
  // In steps of half a percent of the page; numbers differ from page to page.
  const shape = ({text, at}: PlacedLine) => `${Math.round(at * 200)} ${text.replace(/\d+/g, '#').trim()}`;
  const outermost = (lines: readonly PlacedLine[]) =>
    new Set([...lines.slice(0, 2), ...lines.slice(-2)].filter((line) => isOutside(line) && !isOfWorksheet(line.text)));
  const seen = new Map<string, number>();
  for (const lines of pages) {
    for (const one of new Set([...outermost(lines)].map(shape))) seen.set(one, (seen.get(one) ?? 0) + 1);
  }
  return pages.map((lines, index) => {
    const outer = outermost(lines);
    const isHead = (line: PlacedLine): boolean =>
      outer.has(line) &&
      (numbersPage(line.text, index + 1) || (/\p{L}/u.test(line.text) && (seen.get(shape(line)) ?? 0) > 1));
    return lines.filter((line) => !isHead(line)).map(({text}) => ({text}));
  });
}

/** `3`, `- 3 -`, `3 / 7`, `第 3 页 共 7 页`, `Page 3 of 7`. */
function numbersPage(text: string, page: number): boolean {
  const found = /^[-–—\s]*(?:第|page)?\s*(\d{1,4})\s*页?\s*(?:(?:\/|of|共|，共)\s*\d{1,4}\s*页?)?[-–—\s]*$/i.exec(text);
  return found !== null && Number(found[1]) === page;
}
