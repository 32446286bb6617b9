import {parse} from 'csv-parse/sync';
import {EXIT, LabError} from '../../model/errors.ts';
import {csvLines} from './csv.ts';

/** What goes into one row of the worksheet. */
export interface WorksheetGrade {
  /** The number in `Participant 1234`. */
  readonly participantId: string;
  readonly grade: number;
  /** Replaces the feedback comments where the sheet has a column for them. */
  readonly comment?: string;
}

/** Moodle translates its heads; these columns are found in English and in Chinese. */
const COLUMNS = {
  identifier: ['Identifier', '标识符', '编号'],
  grade: ['Grade', '成绩', '分数'],
  comment: ['Feedback comments', '反馈评语', '反馈评论'],
} as const;

/**
 * Moodle's grading worksheet with grades and comments filled in; every other cell, the order of rows and columns and the
 * byte order mark stay as they are. Throws LabError where the sheet is none.
 */
export function filledWorksheet(sheet: string, file: string, grades: readonly WorksheetGrade[]): string {
  const mark = sheet.startsWith('\ufeff') ? '\ufeff' : '';
  const rows = readRows(sheet.slice(mark.length), file);
  const [head = []] = rows;
  const column = (name: keyof typeof COLUMNS): number =>
    head.findIndex((cell) => (COLUMNS[name] as readonly string[]).includes(cell.trim()));
  const [identifier, grade, comment] = [column('identifier'), column('grade'), column('comment')];
  if (identifier < 0 || grade < 0) {
    const missing = [identifier < 0 ? COLUMNS.identifier[0] : '', grade < 0 ? COLUMNS.grade[0] : ''].filter(Boolean);
    throw worksheetError(
      file,
      `it has no column '${missing.join("' and no column '")}'. Download it in Moodle with "Download grading worksheet".`,
    );
  }
  const byId = new Map(grades.map((one) => [one.participantId, one]));
  const filled = rows.map((row, index) => {
    const found = index === 0 ? undefined : byId.get(/(\d+)\s*$/.exec(row[identifier] ?? '')?.[1] ?? '');
    if (!found) return row;
    return row.map((cell, at) =>
      at === grade ? String(found.grade) : at === comment && found.comment !== undefined ? found.comment : cell,
    );
  });
  return mark + csvLines(filled);
}

function readRows(text: string, file: string): string[][] {
  try {
    return parse(text, {relax_column_count: true}) as string[][];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw worksheetError(file, `it is no CSV file: ${reason}`);
  }
}

const worksheetError = (file: string, reason: string): LabError =>
  new LabError('no-worksheet', `'${file}' cannot be filled in as Moodle's grading worksheet: ${reason}`, {
    exitCode: EXIT.usage,
    values: {file, reason},
  });
