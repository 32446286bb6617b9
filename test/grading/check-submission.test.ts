import {describe, expect, test} from 'vitest';
import {CHECK_TABLE, type CheckTable} from '../../src/grading/checks/index.ts';
import {CHECK_IDS} from '../../src/model/checks.ts';
import {assignmentOf, check, GET, HANDSHAKE, VISIT} from '../support/checks.ts';
import {reportOf} from '../support/report.ts';

const ALL = `checks: [${CHECK_IDS.join(', ')}]
file-name: "{name}.pcap"
window: {from: 2023-11-14, to: 2023-11-15, timezone: UTC}
handed-out: [example.pcap]
`;
const shared = {student: 'student-1', clusters: []};

describe('a check that throws', () => {
  const table: CheckTable = {
    ...CHECK_TABLE,
    'handshake-complete': {
      ...CHECK_TABLE['handshake-complete'],
      judge: () => {
        throw new TypeError('no such thing');
      },
    },
  };

  test('becomes an error, and the others are made', async () => {
    const {verdicts, score, maxScore} = check(
      'checks: [handshake-complete, http-exchange, release-captured]\n',
      {report: await reportOf(VISIT)},
      table,
    );
    expect(verdicts[0]).toEqual({
      check: 'handshake-complete',
      verdict: 'error',
      points: 0,
      maxPoints: 0,
      hint: 'This could not be checked (no such thing). That is not your fault and costs no points; your teacher will look at it.',
    });
    expect(verdicts.slice(1).map(({verdict}) => verdict)).toEqual(['pass', 'pass']);
    expect([score, maxScore]).toEqual([4, 4]);
  });

  test('costs nothing where others depend on it, named or not', async () => {
    const report = await reportOf(VISIT);
    const named = check('checks: [handshake-complete, one-connection]\n', {report}, table).verdicts[1];
    expect(named).toMatchObject({verdict: 'skipped', points: 0, maxPoints: 0});
    expect(named?.hint).toMatch(/\(handshake-complete\) could not be checked/);
    const alone = check('checks: [one-connection]\n', {report}, table).verdicts[0];
    expect(alone).toMatchObject({verdict: 'error', points: 0, maxPoints: 0});
  });

  test.each(CHECK_IDS)('%s may be the one', async (id) => {
    const broken: CheckTable = {
      ...CHECK_TABLE,
      [id]: {
        ...CHECK_TABLE[id],
        judge: () => {
          throw 'text';
        },
      },
    };
    const given = {report: await reportOf(VISIT), submission: {fileName: 'a.pcap'}, shared, handedOut: []};
    const {verdicts, score, maxScore} = check(ALL, given, broken);
    expect(verdicts.find((one) => one.check === id)?.verdict).toBe('error');
    const lost = verdicts.filter(({verdict}) => verdict === 'fail').map((one) => one.check);
    expect(lost.filter((one) => one !== 'name-lookup' && one !== 'ping')).toEqual([]);
    expect(maxScore - score).toBe(lost.length);
  });
});

test('verdicts stand in the order of the assignment', async () => {
  const {verdicts} = check('checks: [release-captured, readable-capture, http-exchange]\n', {
    report: await reportOf(VISIT),
  });
  expect(verdicts.map((one) => one.check)).toEqual(['release-captured', 'readable-capture', 'http-exchange']);
});

test('what is skipped names the check that failed, not one between', () => {
  const {verdicts, score, maxScore} = check('checks: [readable-capture, target-traffic, one-connection]\n', {});
  expect(verdicts.map(({verdict}) => verdict)).toEqual(['fail', 'skipped', 'skipped']);
  expect(verdicts[2]?.hint).toContain('(readable-capture)');
  expect([score, maxScore]).toEqual([0, 3]);
});

test('a check that is not named is not told, but its reason is', async () => {
  const {verdicts} = check('checks: [one-connection]\n', {report: await reportOf([HANDSHAKE, GET].join('\n'))});
  expect(verdicts).toHaveLength(1);
  expect(verdicts[0]).toMatchObject({check: 'one-connection', verdict: 'fail'});
  expect(verdicts[0]?.found).toMatch(/no response in the capture/);
});

describe('the score', () => {
  const lines = 'checks: [{readable-capture: 0.1}, {handshake-complete: 0.2}, {http-exchange: 4}]\n';

  test('is the sum of the points, without the errors of binary fractions', async () => {
    const {score, maxScore} = check(lines, {report: await reportOf(`${HANDSHAKE}\n${GET}`)});
    expect([score, maxScore]).toEqual([0.3, 4.3]);
  });

  test.each([
    ['2024-01-10T00:00:00Z', 4.3, []],
    ['2024-01-10T00:00:01Z', 3.3, ['Handed in late, on day 1 after the end: 1 point taken off.']],
    ['2024-01-11T00:00:00Z', 3.3, ['Handed in late, on day 1 after the end: 1 point taken off.']],
    ['2024-01-11T00:00:01Z', 2.3, ['Handed in late, on day 2 after the end: 2 points taken off.']],
    ['2025-01-10T00:00:00Z', 0, ['Handed in late, on day 366 after the end: 4.3 points taken off.']],
  ])('of what was handed in at %s', async (at, score, says) => {
    const late = 'timezone: UTC\nlate: {after: 2024-01-10 00:00, points-per-day: 1}\n';
    const submittedNs = BigInt(Date.parse(at)) * 1_000_000n;
    const checked = check(lines + late, {report: await reportOf(VISIT), submission: {submittedNs}});
    expect(checked.score).toBe(score);
    expect(checked.deductions.map((one) => one.says)).toEqual(says);
  });

  test('is nothing for a shared capture only where the assignment says so', async () => {
    const clusters = [{students: ['student-1', 'student-2'], evidence: []}];
    const given = {report: await reportOf(VISIT), shared: {student: 'student-1', clusters}};
    expect(check(lines, given)).toMatchObject({score: 4.3, deductions: []});
    const zeroed = check(`${lines}duplicates: zero\nlanguage: zh-CN\n`, given);
    expect(zeroed).toMatchObject({score: 0, maxScore: 4.3, deductions: [{kind: 'shared', points: 4.3}]});
    expect(check(`${lines}duplicates: zero\n`, {...given, shared}).score).toBe(4.3);
  });
});

test('every verdict of a failure says what was expected, what was found and what to do, in both languages', async () => {
  const report = await reportOf('C>S:5000 SYN seq=1');
  for (const language of ['en', 'zh-CN']) {
    for (const id of CHECK_IDS) {
      const assignment = {...assignmentOf(`language: ${language}\n${ALL}`)};
      const only = {...assignment, checks: assignment.checks.filter((one) => one.check === id)};
      const window = {fromNs: 2_000_000_000_000_000_000n};
      const clusters = [{students: ['student-1', 'student-2'], evidence: []}];
      const handedOut = [{file: 'example.pcap', sha256: report.capture.sha256, connections: []}];
      const given = {submission: {fileName: 'a.txt'}, shared: {student: 'student-1', clusters}, handedOut};
      const whole = id === 'readable-capture' || id === 'nothing-cut';
      const {verdicts} = check({...only, window}, whole ? given : {...given, report});
      expect(verdicts).toMatchObject([{verdict: 'fail', points: 0}]);
      for (const sentence of [verdicts[0]?.expected, verdicts[0]?.found, verdicts[0]?.hint]) {
        expect(sentence, id).toMatch(language === 'en' ? /\.$/ : /。$/);
        if (language === 'zh-CN')
          expect(sentence, id).not.toMatch(/[\u4e00-\u9fff][,;:?!]|undefined|[a-z]{3,} [a-z]{2,} [a-z]{2,}/);
        else expect(sentence, id).not.toMatch(/undefined|[\u4e00-\u9fff]/);
      }
    }
  }
});
