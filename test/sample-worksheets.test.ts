import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {stringify} from 'yaml';
import {type Answer, type AnswerValue, questionOf} from '../src/assignment/questions/index.ts';
import {readAssignment} from '../src/assignment/read.ts';
import type {Assignment} from '../src/assignment/types.ts';
import {markWork} from '../src/cli/check/mark-work.ts';
import {sheetOf} from '../src/cli/worksheet.ts';
import type {AnswerResult} from '../src/model/class.ts';
import type {Report} from '../src/model/report.ts';
import {renderWorksheet} from '../src/render/worksheet.ts';
import {answerIn} from './support/answers.ts';
import {neighboursOf, notationsOf} from './support/notations.ts';
import {reportOn} from './support/report.ts';
import {type Fills, fillDocx, fillText} from './support/worksheet.ts';

/** Every ready assignment with a class of students, each of whom writes every answer in another way. */
const LABS = ['curl-hello', 'four-packet-close', 'merged-close', 'own-web-server', 'six-connections'] as const;
const LANGUAGES = ['zh-CN', 'en'] as const;
const CAPTURES = [
  'curl-hello.pcap',
  'four-packet-close.pcap',
  'merged-close.pcap',
  'own-web-server.pcapng',
  'six-connections.pcapng',
  'browser-visit.pcapng',
];
const FORMATS = ['txt', 'md', 'txt', 'docx', 'md', 'yaml'] as const;
const SAMPLES = join(import.meta.dirname, '..', 'samples');

const folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const reports = new Map<string, Promise<Report>>();
function reportFor(file: string, {target}: Assignment): Promise<Report> {
  const host = file.startsWith('browser-visit') ? undefined : (target?.host ?? target?.address);
  const kept = `${file} ${host}`;
  const bytes = () => readFileSync(join(SAMPLES, file));
  const report =
    reports.get(kept) ?? reportOn(file, bytes(), host === undefined ? {} : {host}).catch(() => reportOn(file, bytes()));
  reports.set(kept, report);
  return report;
}

interface Expected {
  readonly id: string;
  readonly given: string;
  /** `not-right`: whoever marks may leave it to a person, but must not take it. */
  readonly outcome: 'right' | 'wrong' | 'to-read' | 'not-right';
  readonly says?: readonly string[];
}

/** A worksheet: an answer or none for each question. */
type Sheet = readonly Expected[];

/** One sheet for each place in the longest list: where a question has no more ways to write it, the first again. */
function sheetsOf(rows: readonly (readonly Expected[])[]): Sheet[] {
  const students = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({length: students}, (_, student) =>
    rows.flatMap((row) => row[student % Math.max(1, row.length)] ?? []),
  );
}

async function fileOf(assignment: Assignment, sheet: Sheet, student: number): Promise<string> {
  const format = FORMATS[student % FORMATS.length] ?? 'txt';
  const fills: Fills = Object.fromEntries(sheet.map(({id, given}) => [id, {answer: given}]));
  const path = join(folder, `sheet-${assignment.id}-${assignment.language}-${student}.${format}`);
  if (format === 'yaml') {
    writeFileSync(path, stringify(Object.fromEntries(sheet.map(({id, given}) => [id, given]))));
    return path;
  }
  const blank = sheetOf(assignment);
  const written = await renderWorksheet(blank, format, {locale: assignment.language});
  const filled =
    format === 'docx' ? await fillDocx(written as Uint8Array, blank, fills) : fillText(String(written), blank, fills);
  writeFileSync(path, filled);
  return path;
}

/** What went wrong, a line each. */
async function failures(assignment: Assignment, report: Report, sheets: readonly Sheet[]): Promise<string[]> {
  const found: string[] = [];
  for (const [student, sheet] of sheets.entries()) {
    const path = await fileOf(assignment, sheet, student);
    const documents = [{path: `sheet${path.slice(path.lastIndexOf('.'))}`, onDisk: path, sha256: ''}];
    const {answers = [], remarks} = await markWork(documents, report, assignment, 'Asia/Shanghai');
    if (remarks.length > 0) found.push(`${path}: ${remarks.join(' ')}`);
    for (const expected of sheet) {
      const marked = answers.find(({question}) => question === expected.id);
      const flaw = flawOf(expected, marked);
      if (flaw)
        found.push(`${report.capture.file} ${expected.id} "${expected.given}" (${path.split('.').at(-1)}): ${flaw}`);
    }
  }
  return found;
}

function flawOf({outcome, says}: Expected, marked: AnswerResult | undefined): string | undefined {
  if (!marked) return 'is not marked';
  const told = `is ${marked.outcome} of ${marked.given} (${marked.comment ?? ''}), expected ${marked.expected}`;
  if (outcome === 'not-right' ? marked.outcome === 'right' : marked.outcome !== outcome) return told;
  if (outcome === 'right' && marked.points !== marked.maxPoints) return `has ${marked.points} of ${marked.maxPoints}`;
  return says && !says.includes(marked.comment ?? '') ? `${told}: expected ${says.join(' or ')}` : undefined;
}

interface Asked {
  readonly id: string;
  readonly answer: Answer;
}

/** The questions that the capture answers without a person. */
const marksOf = (assignment: Assignment, report: Report): Asked[] =>
  assignment.questions.flatMap(({question: id}) => {
    const answer = answerIn(id, report, assignment.language);
    return 'because' in answer || answer.value.kind === 'free' ? [] : [{id, answer}];
  });

/** As students write it. */
const ways = (id: string, value: AnswerValue): string[] => notationsOf(value, questionOf(id)?.unit);

describe.each(LABS.flatMap((lab) => LANGUAGES.map((language) => [lab, language] as const)))(
  '%s in %s',
  (lab, language) => {
    const file = join(SAMPLES, 'assignments', `${lab}.${language}.yaml`);
    const assignment = readAssignment(readFileSync(file, 'utf8'), file);

    // What a capture shows does not depend on the language: the other captures are shared among the two.
    const captures = CAPTURES.filter((one, at) => one.startsWith(lab) || at % 2 === LANGUAGES.indexOf(language));

    test.each(captures)('%s: what is right is right, however it is written', async (capture) => {
      const report = await reportFor(capture, assignment);
      const rows = marksOf(assignment, report).map(({id, answer}) =>
        [ways(id, answer.value), (answer.also ?? []).flatMap((value) => ways(id, value).slice(0, 3))]
          .flat()
          .map((given): Expected => ({id, given, outcome: 'right'})),
      );
      expect(await failures(assignment, report, sheetsOf(rows))).toEqual([]);
    });

    test.each(captures)('%s: usual mistakes are wrong, and the student is told why', async (capture) => {
      const report = await reportFor(capture, assignment);
      const rows = marksOf(assignment, report).map(({id, answer: {mistakes = []}}) =>
        mistakes.flatMap(({value}) =>
          ways(id, value)
            .slice(0, 2)
            .map((given): Expected => ({id, given, outcome: 'wrong', says: mistakes.map(({says}) => says)})),
        ),
      );
      expect(await failures(assignment, report, sheetsOf(rows))).toEqual([]);
    });

    test.each(captures)('%s: what is nearly right is not right', async (capture) => {
      const report = await reportFor(capture, assignment);
      const neighbour = CAPTURES[(CAPTURES.indexOf(capture) + 1) % CAPTURES.length] ?? capture;
      const others = new Map(
        marksOf(assignment, await reportFor(neighbour, assignment)).map(({id, answer}) => [id, answer.value]),
      );
      const rows = marksOf(assignment, report).map(({id, answer}) => {
        const right = new Set([answer.value, ...(answer.also ?? [])].map((value) => JSON.stringify(value)));
        return [...neighboursOf(answer.value), others.get(id) ?? []]
          .flat()
          .filter((value) => !right.has(JSON.stringify(value)))
          .flatMap((value) => ways(id, value).slice(0, 2))
          .map((given): Expected => ({id, given, outcome: 'not-right'}));
      });
      expect(await failures(assignment, report, sheetsOf(rows))).toEqual([]);
    });

    test('blank answers are wrong, and words are left to a person', async () => {
      const report = await reportFor(CAPTURES.find((one) => one.startsWith(lab)) ?? '', assignment);
      const asked = assignment.questions.map(({question}) => question);
      const all = (given: string, outcome: Expected['outcome']): Sheet => asked.map((id) => ({id, given, outcome}));
      expect(
        await failures(assignment, report, [all('', 'wrong'), all('略', 'not-right'), all('   ', 'wrong')]),
      ).toEqual([]);
      expect(
        await failures(assignment, report, [
          all('见上面的截图', 'not-right'),
          all('see the screenshot above', 'not-right'),
        ]),
      ).toEqual([]);
    });
  },
);
