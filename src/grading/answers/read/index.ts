import type {QuestionId} from '../../../assignment/questions/index.ts';
import type {Remark} from '../../../locales/index.ts';
import {remark} from '../../submissions/remark.ts';
import {byCodeUnits} from '../../submissions/text.ts';
import {type DocumentText, linesOf, onePage} from './document.ts';
import {type FoundAnswers, findAnswers} from './find.ts';
import {type DocumentKind, kindOf} from './kind.ts';
import {markOf} from './marks.ts';
import {markdownText, plainText, textIn} from './text.ts';

export type {DocumentText, Line} from './document.ts';
export {HEAD, kindOf} from './kind.ts';

export interface GivenFile {
  /** Path within the submission. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface GivenAnswers {
  /** As they were written, lines separated by `\n`. Blank ones are left out. */
  readonly answers: ReadonlyMap<QuestionId, string>;
  /** Frames named as proof, as they were written. */
  readonly frames: ReadonlyMap<QuestionId, string>;
  /** Name of the file that they are from; undefined where no file holds a worksheet. */
  readonly from: string | undefined;
  readonly problems: readonly Remark[];
}

/** Larger files are left to a person. */
const MOST_BYTES: Readonly<Record<DocumentKind, number>> = {
  docx: 200 * 2 ** 20,
  pdf: 100 * 2 ** 20,
  markdown: 4 * 2 ** 20,
  yaml: 2 ** 20,
  text: 4 * 2 ** 20,
  // Not read at all.
  zip: Number.POSITIVE_INFINITY,
  compound: Number.POSITIVE_INFINITY,
  rtf: Number.POSITIVE_INFINITY,
};
/** Of a larger file nothing is read. */
export const LARGEST = Math.max(...Object.values(MOST_BYTES).filter(Number.isFinite));

/** Of worksheets that are filled in alike, the one of the format that keeps text best. */
const ORDER: readonly DocumentKind[] = ['docx', 'markdown', 'text', 'yaml', 'pdf'];

/**
 * The text of a document: Word (.docx), PDF, Markdown, plain text, YAML; undefined for what is none. Never throws for
 * what is in the file; how long it may take is up to the caller.
 */
export async function documentText(name: string, bytes: Uint8Array): Promise<DocumentText | undefined> {
  const kind = kindOf(name, bytes);
  if (kind === undefined) return undefined;
  if (bytes.length > MOST_BYTES[kind]) return onePage([], remark('answers.too-large', {name}));
  switch (kind) {
    case 'docx':
      return (await import('./docx.ts')).docxText(name, bytes);
    case 'pdf':
      return (await import('./pdf.ts')).pdfText(name, bytes);
    case 'markdown':
      return markdownText(bytes);
    case 'yaml':
    case 'text':
      return plainText(bytes);
    case 'compound':
      return onePage([], remark(isEncrypted(bytes) ? 'answers.password' : 'answers.old-format', {name}));
    case 'zip':
    case 'rtf':
      return onePage([], remark('answers.old-format', {name}));
    default:
      return kind satisfies never;
  }
}

/** [MS-OFFCRYPTO] §2.3.4.4: a document with a password lies in a stream of this name, in UTF-16. */
const isEncrypted = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes('EncryptedPackage', 0, 'utf16le');

interface Sheet {
  readonly name: string;
  readonly kind: DocumentKind;
  readonly found: FoundAnswers;
}

/**
 * The answers that a student has handed in, whatever else is among the files. Of several worksheets the one with most
 * answers counts. `asked` are the questions of the assignment: answers to others are told, and left out. Undefined
 * where no file is a document.
 */
export async function readAnswers(
  files: readonly GivenFile[],
  asked?: readonly QuestionId[],
): Promise<GivenAnswers | undefined> {
  const sheets: Sheet[] = [];
  const unread: Remark[] = [];
  let documents = 0;
  for (const {name, bytes} of [...files].sort((a, b) => byCodeUnits(a.name, b.name))) {
    const kind = kindOf(name, bytes);
    if (kind === undefined) continue;
    documents += 1;
    const {found, problems} = await sheetIn(name, kind, bytes);
    unread.push(...problems);
    if (found && found.marked.size + found.unknown.length > 0) sheets.push({name, kind, found});
  }
  if (documents === 0) return undefined;
  const wanted = (sheet: Sheet) => [...sheet.found.answers.keys()].filter((id) => asked?.includes(id) !== false).length;
  const [first, ...rest] = sheets.sort(
    (a, b) => wanted(b) - wanted(a) || b.found.marked.size - a.found.marked.size || byCodeUnits(b.name, a.name),
  );
  const alike = rest.filter((one) => first && sameAnswers(one, first));
  const best = [first, ...alike].sort((a, b) => (a && b ? ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) : 0))[0];
  if (!best) return {answers: new Map(), frames: new Map(), from: undefined, problems: unread};
  const rivals = rest.filter((one) => wanted(one) > 0 && !sameAnswers(one, best));
  const isAsked = (id: QuestionId) => asked?.includes(id) !== false;
  const strange = [...best.found.unknown, ...[...best.found.marked].filter((id) => !isAsked(id))];
  const {answers, frames, twice, pictures} = best.found;
  return {
    answers: new Map([...answers].filter(([id]) => isAsked(id))),
    frames: new Map([...frames].filter(([id]) => isAsked(id))),
    from: best.name,
    problems: [
      ...(wanted(best) === 0 ? unread : []),
      ...(rivals.length > 0
        ? [remark('answers.several', {name: best.name, names: rivals.map(({name}) => name).sort(byCodeUnits)})]
        : []),
      ...(strange.length > 0 ? [remark('answers.not-asked', {name: best.name, ids: strange.map(shortened)})] : []),
      ...(twice.length > 0 ? [remark('answers.twice', {name: best.name, ids: twice})] : []),
      ...(pictures.length > 0 ? [remark('answers.picture', {name: best.name, ids: pictures})] : []),
    ],
  };
}

const shortened = (id: string): string => (id.length > 60 ? `${id.slice(0, 60)}…` : id);

async function sheetIn(
  name: string,
  kind: DocumentKind,
  bytes: Uint8Array,
): Promise<{found?: FoundAnswers; problems: readonly Remark[]}> {
  if (kind === 'yaml' && bytes.length <= MOST_BYTES.yaml) {
    const found = await answersInYaml(textIn(bytes));
    if (found) return {found, problems: []};
  }
  const document = await documentText(name, bytes);
  return document ? {found: findAnswers(linesOf(document)), problems: document.problems} : {problems: []};
}

async function answersInYaml(text: string): Promise<FoundAnswers | undefined> {
  const {yamlAnswers} = await import('./yaml.ts');
  const marked = yamlAnswers(text, (key) => markOf(`${key}:`, true)?.kind === 'question');
  if (marked.length === 0) return undefined;
  // Read as a worksheet that has the same answers.
  return findAnswers(
    marked.flatMap(({key, answer, frames}) => [
      {text: `[${key}]`},
      ...lines('Answer:', answer),
      ...(frames === undefined ? [] : lines('Frames:', frames)),
    ]),
  );
}

const lines = (label: string, text: string) => `${label}${text}`.split('\n').map((one) => ({text: one}));

/** Whether two worksheets say the same, as the Word file and the PDF made of it. */
const sameAnswers = (a: Sheet, b: Sheet): boolean =>
  a.found.answers.size === b.found.answers.size &&
  [...a.found.answers].every(([id, answer]) => bare(b.found.answers.get(id)) === bare(answer));

const bare = (answer: string | undefined): string | undefined => answer?.normalize('NFKC').replace(/\s+/g, '');
