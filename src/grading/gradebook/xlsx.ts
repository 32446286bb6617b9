import type {Workbook, Worksheet} from 'exceljs';
import type {Locale} from '../../locales/index.ts';
import type {ClassResult, StudentResult} from '../../model/class.ts';
import {withoutTimes} from '../../model/zip-times.ts';
import {type Cell, type GradeColumns, gradeTable, LEAD, toReadIn} from './table.ts';

const WIDEST = 60;

/**
 * The same table as a workbook: its head stays in sight and can be filtered by, totals follow what a teacher writes in
 * the place of points, and a second sheet has the questions. Same input, same bytes.
 */
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
  const letters = (rows[0] ?? []).map((_, index) => sheet.getColumn(index + 1).letter);
  rows.forEach((row, index) => {
    const student = result.students[index - 1];
    const formulas = student ? formulasOf(student, columns, {row: index + 1, letters}, locale) : {};
    sheet.addRow(row.map((value, at) => withFormula(value, formulas[LEAD[at] ?? ''])));
  });
  styleHead(sheet);
  sheet.autoFilter = {from: {row: 1, column: 1}, to: {row: rows.length, column: rows[0]?.length ?? 1}};
  // A number with leading zeros, or longer than 15 digits, stays what it is only as text.
  sheet.getColumn(1).numFmt = '@';
  fitColumns(sheet, rows);
  if (columns.questions.length > 0) addQuestions(workbook, columns, locale);
  return withoutTimes(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/** What is asked in full: the table's heads have only the ids. */
function addQuestions(workbook: Workbook, {questions}: GradeColumns, {class: words}: Locale): void {
  const sheet = workbook.addWorksheet(words.questions, {views: [{state: 'frozen', ySplit: 1}]});
  const rows: Cell[][] = [
    [...words.questionsHead],
    ...questions.map(({id, ask, points}, index) => [words.question(index + 1), id, ask, points]),
  ];
  for (const row of rows) sheet.addRow(row);
  styleHead(sheet);
  fitColumns(sheet, rows);
  sheet.getColumn(3).alignment = {wrapText: true, vertical: 'top'};
}

/** Formulas of a student's row, which come to what its cells hold; none where a rule does not let points be added. */
function formulasOf(
  {score, deductions = [], verdicts, answers = []}: StudentResult,
  {checks, questions}: GradeColumns,
  {row, letters}: {readonly row: number; readonly letters: readonly string[]},
  {class: words}: Locale,
): Readonly<Record<string, string>> {
  const columns = checks.length + questions.length;
  if (columns === 0) return {};
  const cellAt = (index: number): string => `${letters[LEAD.length + index]}${row}`;
  const cells = `${cellAt(0)}:${cellAt(columns - 1)}`;
  const open = toReadIn(answers).map(({question, maxPoints}) => {
    const index = questions.findIndex(({id}) => id === question);
    return `(${cellAt(checks.length + index)}="${words.outcome['to-read']}")*${maxPoints}`;
  });
  const off = deductions.reduce((sum, {points}) => sum + points, 0);
  const earned = [...verdicts, ...answers].reduce((sum, {points}) => sum + points, 0);
  // What took every point may take those that are added as well.
  const isOpen = off === 0 ? deductions.length === 0 : score > 0 && deductions.every(({kind}) => kind === 'late');
  const isSame = Math.abs(earned - off - score) < 1e-6;
  return {
    ...(isOpen && isSame ? {points: `ROUND(SUM(${cells})${off === 0 ? '' : `-${off}`},6)`} : {}),
    ...(open.length === 0 ? {} : {pointsToRead: open.join('+')}),
  };
}

const withFormula = (value: Cell, formula: string | undefined) =>
  formula === undefined || typeof value !== 'number' ? value : {formula, result: value};

function styleHead(sheet: Worksheet): void {
  sheet.getRow(1).font = {bold: true};
  sheet.getRow(1).alignment = {wrapText: true, vertical: 'top'};
}

function fitColumns(sheet: Worksheet, rows: readonly (readonly Cell[])[]): void {
  sheet.columns.forEach((column, index) => {
    const widths = rows.slice(1).map((row) => displayWidth(String(row[index] ?? '')));
    column.width = Math.min(WIDEST, Math.max(8, ...widths) + 2);
  });
}

/** Chinese characters take twice the room. */
const displayWidth = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0);
