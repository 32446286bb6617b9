import {escapeHtml} from './html-text.ts';

/** Sixteen bytes, with a gap in the middle, take so many columns; the characters follow two columns later. */
const COLUMNS = 48;
const OFFSET = /^[0-9a-f]{4,8} {2}(?=[0-9a-f]{2}(?: |$))/;
const BYTES = /^(?:[0-9a-f]{2} {1,2}){0,15}[0-9a-f]{2} *$/;

/**
 * A hex dump as HTML whose bytes stand in columns even where no monospaced font is to be had, as on a bare server;
 * selected and copied it is the same text. Undefined when the text is none.
 */
export function hexDumpHtml(text: string): string | undefined {
  const lines = text.split('\n').map(hexLine);
  return lines.every((line) => line !== undefined) ? lines.join('\n') : undefined;
}

function hexLine(line: string): string | undefined {
  const offset = OFFSET.exec(line)?.[0] ?? '';
  const end = offset.length + COLUMNS;
  const bytes = line.slice(offset.length, end);
  const gap = line.slice(end, end + 2);
  if (offset === '' || !BYTES.test(bytes) || gap.trim() !== '') return undefined;
  const cells = (bytes + gap).match(/\S\S\s*/g) ?? [];
  const html = cells.map((cell, index) => `<span${index === 7 ? ' class="half"' : ''}>${cell}</span>`).join('');
  return `<span class="hex-offset">${offset}</span><span class="hex-bytes">${html}</span>${escapeHtml(line.slice(end + 2))}`;
}
