import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {EXIT, LabError} from '../../model/errors.ts';
import {csvRows, type Row, xlsxRows} from './table.ts';
import type {RosterEntry} from './types.ts';

/** Headers, the best first: a platform's own number is only used where the school's is missing. */
const ID = [
  /^学号$|^学生学号$|^学工号$|^學號$/,
  /^sis user id$|^id number$|^student ?(id|number|no\.?)$|^sid$/,
  /^id$|^no\.?$|^number$/,
  /^user ?name$|^login( id)?$|^sis login id$|^user ?id$|^用户名$|^登录名$|^学籍号$/,
];
const NAME = [/^姓名$|^学生姓名$|^名字$/, /^(full |student )?name$|^student$|^全名$/];
const FAMILY_NAME = [/^(last|family|sur) ?name$|^姓氏?$/];
const GIVEN_NAME = [/^(first|given) ?name$|^forename$|^名$/];
const EMAIL = [/^(电子)?邮箱(地址)?$|^(电子)?邮件(地址)?$|^e-?mail( address)?$|^mail$/];

/** Titles may stand above the headers. */
const HEADER_WITHIN = 10;

/**
 * A class list: CSV (UTF-8, UTF-16 or GBK) or XLSX with a column of ids and, in any order, names and e-mail addresses.
 * Throws LabError, with the line, for what can't be read.
 */
export async function readRoster(path: string): Promise<RosterEntry[]> {
  const file = basename(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const message = `The class list '${path}' can't be read (${error.code}). Check its name.`;
    throw new LabError('roster.unreadable', message, {exitCode: EXIT.usage, cause: error});
  });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw problem('old-excel', `'${file}' is in the old format of Excel. Save it as .xlsx or CSV.`);
  }
  const rows = isZip ? await xlsxRows(file, bytes) : csvRows(file, bytes);
  return entriesIn(rows, file);
}

function entriesIn(rows: readonly Row[], file: string): RosterEntry[] {
  const header = rows.slice(0, HEADER_WITHIN).find(({cells}) => columnOf(cells, ID) >= 0);
  if (!header) {
    const found = rows[0]?.cells.filter((cell) => cell !== '').join(', ') || 'nothing';
    throw problem(
      'no-id-column',
      `'${file}' has no column of student ids: the headers are ${found}. Call one of them 学号 or ID.`,
    );
  }
  const columns = {
    id: columnOf(header.cells, ID),
    name: columnOf(header.cells, NAME),
    family: columnOf(header.cells, FAMILY_NAME),
    given: columnOf(header.cells, GIVEN_NAME),
    email: columnOf(header.cells, EMAIL),
  };
  const entries = rows
    .filter(({line, cells}) => line > header.line && cells.some((cell) => cell !== ''))
    // The second line of a gradebook of Canvas.
    .filter(({cells}) => cells[columns.name] !== 'Points Possible')
    .map((row) => entryOf(row, columns, file));
  const lines = new Map<string, number>();
  for (const {id, line} of entries) {
    const before = lines.get(id);
    if (before !== undefined) {
      throw problem(
        'same-id',
        `'${file}' has the id '${id}' twice, in lines ${before} and ${line}. Correct one of them.`,
      );
    }
    lines.set(id, line);
  }
  if (entries.length === 0) throw problem('empty', `'${file}' has headers but no students.`);
  return entries;
}

type Columns = Readonly<Record<'id' | 'name' | 'family' | 'given' | 'email', number>>;

function entryOf({line, cells}: Row, columns: Columns, file: string): RosterEntry {
  const cell = (column: number): string => cells[column] ?? '';
  const id = cell(columns.id).normalize('NFKC');
  if (id === '') throw problem('no-id', `Line ${line} of '${file}' has no student id. Fill it in, or delete the line.`);
  if (/^\d(\.\d+)?E\+\d+$/i.test(id)) {
    throw problem(
      'rounded-id',
      `Line ${line} of '${file}' has the id ${id}: a spreadsheet rounded it. Format the column as text and enter the ids again.`,
    );
  }
  const name =
    cell(columns.name) || [cell(columns.given), cell(columns.family)].filter((part) => part !== '').join(' ');
  const email = cell(columns.email);
  return {id, ...(name === '' ? {} : {name}), ...(email === '' ? {} : {email}), line};
}

/** -1 when none of the headers is there. */
function columnOf(cells: readonly string[], headers: readonly RegExp[]): number {
  const texts = cells.map((cell) =>
    cell
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_]+/g, ' ')
      .trim(),
  );
  for (const header of headers) {
    const at = texts.findIndex((text) => header.test(text));
    if (at >= 0) return at;
  }
  return -1;
}

const problem = (code: string, message: string): LabError => new LabError(`roster.${code}`, message);
