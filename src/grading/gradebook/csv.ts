import {stringify} from 'csv-stringify/sync';
import type {Locale} from '../../locales/index.ts';
import type {ClassResult} from '../../model/class.ts';
import {type Cell, type GradeColumns, gradeTable} from './table.ts';

/** By which Excel and WPS know that a file is UTF-8. */
const MARK = '\ufeff';

export const gradesCsv = (result: ClassResult, columns: GradeColumns, locale: Locale): string =>
  `${MARK}${csvLines(gradeTable(result, columns, locale))}`;

/** A cell that begins like a formula is text all the same: names of files and hosts come from submissions. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  stringify(rows as Cell[][], {record_delimiter: 'windows', escape_formulas: true});
