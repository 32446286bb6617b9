import {parse} from 'csv-parse/sync';
import {LabError} from '../../model/errors.ts';
import {decodeText} from './text.ts';

export interface Row {
  /** From 1, in the file. */
  readonly line: number;
  /** Trimmed, as they are shown. */
  readonly cells: readonly string[];
}

/** Separated by commas, semicolons or tabs, whichever the first lines have most of. Throws LabError. */
export function csvRows(file: string, bytes: Uint8Array): Row[] {
  const text = decodeText(bytes).replace(/^\uFEFF/, '');
  const beginning = text.split('\n', 10).join('\n');
  const many = (separator: string): number => beginning.split(separator).length;
  const [delimiter = ','] = [',', ';', '\t'].sort((a, b) => many(b) - many(a));
  try {
    const rows = parse(text, {
      delimiter,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: false,
      info: true,
    }) as unknown as {record: string[]; info: {lines: number}}[];
    return rows.map(({record, info}) => ({line: info.lines, cells: record.map(plainCell)}));
  } catch (error) {
    const {lines, message} = error as Error & {lines?: number};
    const where = lines === undefined ? '' : ` in line ${lines}`;
    throw new LabError('table.damaged', `'${file}' can't be read as CSV${where}: ${message}.`, {cause: error});
  }
}

/** The first sheet with something in it. Throws LabError. */
export async function xlsxRows(file: string, bytes: Uint8Array): Promise<Row[]> {
  // Large, and few class lists are sheets of Excel.
  const {default: excel} = await import('exceljs');
  const book = new excel.Workbook();
  try {
    await book.xlsx.load(bytes.slice().buffer);
  } catch (error) {
    throw new LabError(
      'table.damaged',
      `'${file}' can't be read as a sheet of Excel (${(error as Error).message}). Save it again as .xlsx or CSV.`,
      {cause: error},
    );
  }
  const sheet = book.worksheets.find(({actualRowCount}) => actualRowCount > 0);
  const rows: Row[] = [];
  sheet?.eachRow({includeEmpty: false}, (row, line) => {
    const cells = Array.from({length: row.cellCount}, (_, index) => shownIn(row.getCell(index + 1)));
    rows.push({line, cells: cells.map(plainCell)});
  });
  return rows;
}

/** exceljs throws for the text of merged cells that are empty, and of some cells that are damaged. */
function shownIn(cell: {readonly value: unknown; readonly text: string}): string {
  try {
    return cell.value === null ? '' : String(cell.text ?? '');
  } catch {
    return '';
  }
}

/** What keeps a spreadsheet from reading a number as a number: `="0123"`, `'0123`, a tab. */
function plainCell(cell: string): string {
  const text = cell.trim();
  return (/^="(.*)"$/.exec(text)?.[1] ?? text.replace(/^'/, '')).trim();
}
