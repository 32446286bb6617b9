import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {formatAnswer} from '../src/assignment/questions/format-answer.ts';
import {readAssignment} from '../src/assignment/read.ts';
import type {Assignment} from '../src/assignment/types.ts';
import {sheetOf} from '../src/cli/worksheet.ts';
import {plainLocale} from '../src/locales/index.ts';
import type {ClassResult, StudentResult} from '../src/model/class.ts';
import type {Report} from '../src/model/report.ts';
import {renderWorksheet} from '../src/render/worksheet.ts';
import {buildProgram, runProgram, workFolder} from './cli/program.ts';
import {answerIn} from './support/answers.ts';
import {reportOn} from './support/report.ts';
import {fillText} from './support/worksheet.ts';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
const ASSIGNMENTS = join(SAMPLES, 'assignments');
const LANGUAGES = ['zh-CN', 'en'] as const;

/** What gets less than all points, and why: as samples/README.md says. */
interface Expected {
  readonly capture: string;
  /** Of the checks. */
  readonly points: number;
  /** 100 less what the capture cannot answer. */
  readonly of?: number;
  readonly fail?: readonly string[];
  readonly skipped?: readonly string[];
}

interface Lab {
  /** What a student's file is called. */
  readonly file: (id: number) => string;
  readonly own: Expected;
  /** Another lab's capture under the right name, and no worksheet. */
  readonly wrong: Expected;
  /** Questions that a person reads, with all their points. */
  readonly read: number;
}

const LABS: Readonly<Record<string, Lab>> = {
  'six-connections': {
    file: (id) => `http—${id}.pcapng`,
    own: {capture: 'six-connections.pcapng', points: 50},
    wrong: {
      capture: 'own-web-server.pcapng',
      points: 8,
      of: 84,
      fail: ['target-traffic', 'time-window', 'name-lookup', 'ping'],
      skipped: [
        'not-https-only',
        'handshake-complete',
        'http-exchange',
        'not-cached-only',
        'release-captured',
        'one-connection',
      ],
    },
    read: 0,
  },
  'curl-hello': {
    file: (id) => `demo-${id}.pcap`,
    own: {capture: 'curl-hello.pcap', points: 30, fail: ['not-handed-out']},
    wrong: {
      capture: 'merged-close.pcap',
      points: 29,
      of: 88,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'http-exchange', 'release-captured', 'one-connection'],
    },
    read: 3,
  },
  'own-web-server': {
    file: (id) => `Lab2-${id}.pcapng`,
    own: {capture: 'own-web-server.pcapng', points: 50},
    wrong: {
      capture: 'browser-visit.pcapng',
      points: 11,
      of: 94,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'http-exchange', 'release-captured', 'one-connection'],
    },
    read: 6,
  },
  'merged-close': {
    file: (id) => `tcp-${id}.pcap`,
    own: {capture: 'merged-close.pcap', points: 50},
    wrong: {
      capture: 'four-packet-close.pcap',
      points: 9,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'http-exchange', 'not-cached-only', 'release-captured', 'one-connection'],
    },
    read: 7,
  },
  'four-packet-close': {
    file: (id) => `close-${id}.pcap`,
    own: {capture: 'four-packet-close.pcap', points: 50},
    wrong: {
      capture: 'merged-close.pcap',
      points: 9,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'release-captured'],
    },
    read: 4,
  },
};

const fileOf = (lab: string, language: string): string => join(ASSIGNMENTS, `${lab}.${language}.yaml`);
const textOf = (lab: string, language: string): string => readFileSync(fileOf(lab, language), 'utf8');
const read = (lab: string, language: string) => readAssignment(textOf(lab, language), fileOf(lab, language));
const sum = (all: readonly {readonly points: number}[]): number => all.reduce((total, {points}) => total + points, 0);

/** Of the lab's own capture, as the check of a class reads it. */
function ownReport(lab: string, {target}: Assignment): Promise<Report> {
  const file = (LABS[lab] as Lab).own.capture;
  const host = target?.host ?? target?.address;
  return reportOn(file, readFileSync(join(SAMPLES, file)), host === undefined ? {} : {host});
}

test('samples/assignments has every lab in both languages, and nothing else', () => {
  const names = Object.keys(LABS).flatMap((lab) => LANGUAGES.map((language) => `${lab}.${language}.yaml`));
  expect(readdirSync(ASSIGNMENTS).sort()).toEqual(names.sort());
});

describe.each(Object.keys(LABS))('the assignment %s', (lab) => {
  test.each(LANGUAGES)('in %s is read, and its points add up to 100, half of them for answers', (language) => {
    const assignment = read(lab, language);
    expect(assignment).toMatchObject({id: lab, language, timeZone: 'Asia/Shanghai'});
    expect(sum(assignment.checks)).toBe(50);
    expect(sum(assignment.questions)).toBe(50);
    for (const file of assignment.handedOut) expect(existsSync(join(ASSIGNMENTS, file)), file).toBe(true);
  });

  test('asks 10 to 20 questions, which its own capture answers', async () => {
    const assignment = read(lab, 'en');
    const {questions} = assignment;
    const report = await ownReport(lab, assignment);
    expect(questions.filter(({question}) => 'because' in answerIn(question, report))).toEqual([]);
    expect(questions.length).toBeGreaterThanOrEqual(10);
    expect(questions.length).toBeLessThanOrEqual(20);
  });

  test('asks for the same in both languages', () => {
    const {title: titleZh, language: zh, ...asked} = read(lab, 'zh-CN');
    const {title: titleEn, language: en, ...askedInEnglish} = read(lab, 'en');
    expect(asked).toEqual(askedInEnglish);
    expect([zh, en]).toEqual(LANGUAGES);
    expect(titleZh).toMatch(/[\u4e00-\u9fff]/);
    expect(titleEn).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test('is commented in its language', () => {
    const comments = (language: string): string[] => textOf(lab, language).match(/(?<=# ).*/g) ?? [];
    expect(comments('en').filter((line) => /[\u4e00-\u9fff]/.test(line))).toEqual([]);
    expect(comments('zh-CN').filter((line) => !/[\u4e00-\u9fff]/.test(line))).toEqual([]);
  });

  test('takes submissions for several days after the last packet may be recorded', () => {
    const {window, late} = read(lab, 'zh-CN');
    expect(window?.toNs).toBeLessThan(late?.afterNs ?? 0n);
  });
});

describe('labshark check', () => {
  let folder: ReturnType<typeof workFolder>;
  beforeAll(async () => {
    buildProgram();
    folder = workFolder({});
    for (const [lab, {file, own, wrong}] of Object.entries(LABS)) {
      mkdirSync(join(folder.path, lab));
      copyFileSync(join(SAMPLES, own.capture), join(folder.path, lab, file(2024001)));
      copyFileSync(join(SAMPLES, wrong.capture), join(folder.path, lab, file(2024002)));
      writeFileSync(join(folder.path, lab, 'worksheet-2024001.txt'), await filledIn(lab));
    }
  });
  afterAll(() => folder?.remove());

  test.each(Object.entries(LABS))(
    '%s: its sample has what is asked for, another lab’s has not',
    async (lab, expected) => {
      const {own, wrong} = expected;
      const runs = LANGUAGES.map(async (language) => {
        const asked = ['--assignment', fileOf(lab, language), '--out', language, '--format', 'json'];
        const {code, stderr} = await runProgram(['check', lab, ...asked], folder.path);
        expect(code, stderr).toBe(0);
        const written = (...names: string[]) => readFileSync(join(folder.path, language, lab, ...names), 'utf8');
        const {students} = JSON.parse(written('class.json')) as ClassResult;
        expect(students.map(outcome), language).toEqual([
          {id: '2024001', points: own.points + 50 - expected.read, of: 100, ...others(own)},
          {id: '2024002', points: wrong.points, of: wrong.of ?? 100, ...others(wrong)},
        ]);
        const answers = students[0]?.answers ?? [];
        expect(answers.filter(({outcome}) => outcome === 'wrong')).toEqual([]);
        expect(sumOf(answers.filter(({outcome}) => outcome === 'to-read'))).toBe(expected.read);
        const feedback = written('students', '2024001', 'feedback.html');
        expect(feedback).toContain(`<html lang="${language}"`);
        expect(feedback).toContain(read(lab, language).title);
      });
      await Promise.all(runs);
    },
  );
});

const others = ({fail = [], skipped = []}: Expected) => ({fail, skipped, error: []});

/** The worksheet with the lab's own answers, as its key writes them. */
async function filledIn(lab: string): Promise<string> {
  const assignment = read(lab, 'zh-CN');
  const locale = plainLocale('zh-CN');
  const report = await ownReport(lab, assignment);
  const sheet = sheetOf(assignment);
  const fills = sheet.questions.map(({id}) => {
    const answer = answerIn(id, report, 'zh-CN');
    return [id, 'value' in answer ? {answer: formatAnswer(answer.value, locale)} : {}] as const;
  });
  return fillText(String(await renderWorksheet(sheet, 'txt', {locale: 'zh-CN'})), sheet, Object.fromEntries(fills));
}

const sumOf = (answers: NonNullable<StudentResult['answers']>) =>
  answers.reduce((total, {maxPoints}) => total + maxPoints, 0);

function outcome({id, score, maxScore, verdicts}: StudentResult) {
  const are = (kind: string): string[] => verdicts.filter(({verdict}) => verdict === kind).map(({check}) => check);
  return {
    id,
    points: score,
    of: maxScore,
    fail: are('fail'),
    skipped: are('skipped'),
    error: are('error'),
  };
}
