import type {Locale} from '../../locales/index.ts';
import type {ClassResult} from '../../model/class.ts';
import {withoutTimes} from '../../model/zip-times.ts';
import {type GradeColumns, gradeTable} from './table.ts';

const WIDEST = 60;

/** The same table as a workbook: its head stays in sight and can be filtered by. Same input, same bytes. */
export async function gradesXlsx(result: ClassResult, columns: GradeColumns, locale: Locale): Promise<Uint8Array> {
  // It takes long to load.
  const {default: ExcelJS} = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'labshark';
  workbook.lastModifiedBy = 'labshark';
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  const sheet = workbook.addWorksheet(locale.class.students, {views: [{state: 'frozen', xSplit: 2, ySplit: 1}]});
  const rows = gradeTable(result, columns, locale);
  for (const row of rows) sheet.addRow([...row]);
  sheet.getRow(1).font = {bold: true};
  sheet.getRow(1).alignment = {wrapText: true, vertical: 'top'};
  sheet.autoFilter = {from: {row: 1, column: 1}, to: {row: rows.length, column: rows[0]?.length ?? 1}};
  // A number with leading zeros, or longer than 15 digits, stays what it is only as text.
  sheet.getColumn(1).numFmt = '@';
  sheet.columns.forEach((column, index) => {
    const widths = rows.slice(1).map((row) => displayWidth(String(row[index] ?? '')));
    column.width = Math.min(WIDEST, Math.max(8, ...widths) + 2);
  });
  return withoutTimes(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/** Chinese characters take twice the room. */
const displayWidth = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0);
