import {escapeHtml} from './html-text.ts';

/** Sixteen bytes, with a gap in the middle, take so many columns; the characters follow two columns later. */
const COLUMNS = 48;
const OFFSET = /^[0-9a-f]{4,8} {2}(?=[0-9a-f]{2}(?: |$))/;
const BYTES = /^(?:[0-9a-f]{2} {1,2}){0,15}[0-9a-f]{2} *$/;

/** Bytes that belong together: a field of a layer. */
export interface HexMark {
  readonly at: number;
  readonly length: number;
  /** Counted from the outermost one, 0. */
  readonly layer: number;
  /** As Wireshark names the field and its value. */
  readonly title: string;
}

/**
 * A hex dump as HTML whose bytes stand in columns even where no monospaced font is to be had, as on a bare server;
 * selected and copied it is the same text. `marks`, by offset and without overlaps, colour the bytes and name them.
 * Undefined when the text is none.
 */
export function hexDumpHtml(text: string, marks: readonly HexMark[] = []): string | undefined {
  const end = marks.reduce((last, {at, length}) => Math.max(last, at + length), 0);
  const markAt = new Array<HexMark | undefined>(end).fill(undefined);
  for (const mark of marks) markAt.fill(mark, mark.at, mark.at + mark.length);
  const lines = text.split('\n').map((line, index) => hexLine(line, markAt.slice(index * 16, index * 16 + 16)));
  return lines.every((line) => line !== undefined) ? lines.join('\n') : undefined;
}

function hexLine(line: string, marks: readonly (HexMark | undefined)[]): string | undefined {
  const offset = OFFSET.exec(line)?.[0] ?? '';
  const end = offset.length + COLUMNS;
  const bytes = line.slice(offset.length, end);
  const gap = line.slice(end, end + 2);
  if (offset === '' || !BYTES.test(bytes) || gap.trim() !== '') return undefined;
  const cells = (bytes + gap).match(/\S\S\s*/g) ?? [];
  const columns = cells.map((cell, index) => `<span${index === 7 ? ' class="half"' : ''}>${cell}</span>`);
  const characters = [...line.slice(end + 2)].map(escapeHtml);
  return `<span class="hex-offset">${offset}</span><span class="hex-bytes">${marked(columns, marks)}</span>${marked(characters, marks)}`;
}

/** Neighbours with the same mark stand in one element. */
function marked(parts: readonly string[], marks: readonly (HexMark | undefined)[]): string {
  let html = '';
  parts.forEach((part, index) => {
    const mark = marks[index];
    if (mark && mark !== marks[index - 1]) {
      html += `<span class="byte layer-${mark.layer}" title="${escapeHtml(mark.title)}">`;
    }
    html += part;
    if (mark && (mark !== marks[index + 1] || index === parts.length - 1)) html += '</span>';
  });
  return html;
}
