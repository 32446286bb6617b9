import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readAssignment} from '../src/assignment/read.ts';
import type {ClassResult, StudentResult} from '../src/model/class.ts';
import {buildProgram, runProgram, workFolder} from './cli/program.ts';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
const ASSIGNMENTS = join(SAMPLES, 'assignments');
const LANGUAGES = ['zh-CN', 'en'] as const;

/** What gets less than all points, and why: as samples/README.md says. */
interface Expected {
  readonly capture: string;
  readonly points: number;
  readonly fail?: readonly string[];
  readonly skipped?: readonly string[];
}

interface Lab {
  /** What a student's file is called. */
  readonly file: (id: number) => string;
  readonly own: Expected;
  /** Another lab's capture under the right name. */
  readonly wrong: Expected;
}

const LABS: Readonly<Record<string, Lab>> = {
  'six-connections': {
    file: (id) => `http—${id}.pcapng`,
    own: {capture: 'six-connections.pcapng', points: 100},
    wrong: {
      capture: 'own-web-server.pcapng',
      points: 20,
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
  },
  'curl-hello': {
    file: (id) => `demo-${id}.pcap`,
    own: {capture: 'curl-hello.pcap', points: 75, fail: ['not-handed-out']},
    wrong: {
      capture: 'merged-close.pcap',
      points: 45,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'http-exchange', 'release-captured', 'one-connection'],
    },
  },
  'own-web-server': {
    file: (id) => `Lab2-${id}.pcapng`,
    own: {capture: 'own-web-server.pcapng', points: 100},
    wrong: {
      capture: 'browser-visit.pcapng',
      points: 20,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'http-exchange', 'release-captured', 'one-connection'],
    },
  },
  'merged-close': {
    file: (id) => `tcp-${id}.pcap`,
    own: {capture: 'merged-close.pcap', points: 100},
    wrong: {
      capture: 'four-packet-close.pcap',
      points: 20,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'http-exchange', 'not-cached-only', 'release-captured', 'one-connection'],
    },
  },
  'four-packet-close': {
    file: (id) => `close-${id}.pcap`,
    own: {capture: 'four-packet-close.pcap', points: 100},
    wrong: {
      capture: 'merged-close.pcap',
      points: 20,
      fail: ['target-traffic', 'time-window'],
      skipped: ['handshake-complete', 'release-captured'],
    },
  },
};

const fileOf = (lab: string, language: string): string => join(ASSIGNMENTS, `${lab}.${language}.yaml`);
const textOf = (lab: string, language: string): string => readFileSync(fileOf(lab, language), 'utf8');
const read = (lab: string, language: string) => readAssignment(textOf(lab, language), fileOf(lab, language));

test('samples/assignments has every lab in both languages, and nothing else', () => {
  const names = Object.keys(LABS).flatMap((lab) => LANGUAGES.map((language) => `${lab}.${language}.yaml`));
  expect(readdirSync(ASSIGNMENTS).sort()).toEqual(names.sort());
});

describe.each(Object.keys(LABS))('the assignment %s', (lab) => {
  test.each(LANGUAGES)('in %s is read, and its points add up to 100', (language) => {
    const assignment = read(lab, language);
    expect(assignment).toMatchObject({id: lab, language, timeZone: 'Asia/Shanghai'});
    expect(assignment.checks.reduce((sum, {points}) => sum + points, 0)).toBe(100);
    for (const file of assignment.handedOut) expect(existsSync(join(ASSIGNMENTS, file)), file).toBe(true);
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
  beforeAll(() => {
    buildProgram();
    folder = workFolder({});
    for (const [lab, {file, own, wrong}] of Object.entries(LABS)) {
      mkdirSync(join(folder.path, lab));
      copyFileSync(join(SAMPLES, own.capture), join(folder.path, lab, file(2024001)));
      copyFileSync(join(SAMPLES, wrong.capture), join(folder.path, lab, file(2024002)));
    }
  });
  afterAll(() => folder?.remove());

  test.each(Object.entries(LABS))(
    '%s: its sample has what is asked for, another lab’s has not',
    async (lab, expected) => {
      const {file, own, wrong} = expected;
      const runs = LANGUAGES.map(async (language) => {
        const asked = ['--assignment', fileOf(lab, language), '--out', language, '--format', 'json'];
        const {code, stderr} = await runProgram(['check', lab, ...asked], folder.path);
        expect(code, stderr).toBe(0);
        const written = (...names: string[]) => readFileSync(join(folder.path, language, lab, ...names), 'utf8');
        const {students} = JSON.parse(written('class.json')) as ClassResult;
        expect(students.map(outcome), language).toEqual([
          {id: '2024001', source: file(2024001), points: own.points, of: 100, ...others(own)},
          {id: '2024002', source: file(2024002), points: wrong.points, of: 100, ...others(wrong)},
        ]);
        const feedback = written('students', '2024001', 'feedback.html');
        expect(feedback).toContain(`<html lang="${language}"`);
        expect(feedback).toContain(read(lab, language).title);
      });
      await Promise.all(runs);
    },
  );
});

const others = ({fail = [], skipped = []}: Expected) => ({fail, skipped, error: []});

function outcome({id, source, score, maxScore, verdicts}: StudentResult) {
  const are = (kind: string): string[] => verdicts.filter(({verdict}) => verdict === kind).map(({check}) => check);
  return {
    id,
    source,
    points: score,
    of: maxScore,
    fail: are('fail'),
    skipped: are('skipped'),
    error: are('error'),
  };
}
