import {describe, expect, it} from 'vitest';
import {answerKey, answersOnly, type KeyAssignment} from '../../src/assignment/key.ts';
import {plainLocale} from '../../src/locales/index.ts';
import type {Report} from '../../src/model/report.ts';
import {reportOf} from '../support/report.ts';

const VISIT = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: lab.example\\r\\n\\r\\n"
`;
const WITHOUT_SYN = `
  S>C SYN,ACK seq=300 ack=101
  C>S ACK seq=101
`;
const ASSIGNMENT: KeyAssignment = {
  id: 'lab1',
  title: 'Lab 1',
  questions: [
    {question: 'syn-sequence', points: 2},
    {question: 'syn-ack-numbers', points: 0.5},
  ],
  unanswerable: 'excuse',
};
const en = plainLocale('en');
const zh = plainLocale('zh-CN');

describe('an answer key', () => {
  it('has each answer as a reader writes it, with its proof, working and mistakes', async () => {
    const key = answerKey(await reportOf(VISIT), ASSIGNMENT, en);
    expect(key.assignment).toEqual({id: 'lab1', title: 'Lab 1', language: 'en'});
    expect(key.points).toEqual({all: 2.5, counting: 2.5});
    const [first, second] = key.questions;
    expect(first).toMatchObject({
      question: 'syn-sequence',
      ask: en.questions['syn-sequence'].ask,
      points: 2,
      outcome: 'answered',
      counts: true,
      answer: {
        text: '100',
        value: {kind: 'number', value: 100},
        also: [{text: '0', value: {kind: 'number', value: 0}}],
        frames: [1],
        working: expect.arrayContaining([expect.stringContaining('100')]),
        mistakes: expect.arrayContaining([
          {text: '101', value: {kind: 'number', value: 101}, says: expect.any(String)},
        ]),
      },
    });
    expect(second?.answer).toMatchObject({text: '300, 101', frames: [1, 2]});
  });

  it('says the same in Chinese, with the same values and frames', async () => {
    const report = await reportOf(VISIT);
    const [inEnglish, inChinese] = [en, zh].map((locale) => answerKey(report, ASSIGNMENT, locale));
    expect(inChinese?.assignment.language).toBe('zh-CN');
    expect(inChinese?.questions[1]?.answer?.text).toBe('300、101');
    expect(inChinese?.questions[0]?.ask).toMatch(/^[^a-z]*序号/);
    const values = (key: typeof inEnglish) => key?.questions.map(({answer}) => [answer?.value, answer?.frames]);
    expect(values(inChinese)).toEqual(values(inEnglish));
  });

  it('names the connection, the student and what was handed out', async () => {
    const report = await reportOf(VISIT);
    const student = {id: '2024001', name: '学生一'};
    expect(answerKey(report, ASSIGNMENT, en, {student})).toMatchObject({
      student,
      capture: {file: 'drawn.pcap', sha256: report.capture.sha256},
      connection: {stream: 0, client: expect.stringMatching(/^[\d.]+:\d+$/)},
    });
    expect(answerKey(report, ASSIGNMENT, en)).not.toHaveProperty('master');
    expect(answerKey(report, ASSIGNMENT, en, {master: true}).master).toBe(true);
  });

  it('leaves out what is right anyway', async () => {
    const key = answerKey(await reportOf(VISIT.replace('seq=100', 'seq=0')), ASSIGNMENT, en);
    expect(key.questions[0]?.answer).toMatchObject({text: '0', also: []});
  });

  it('says why a capture cannot answer, and counts that as the assignment says', async () => {
    const report = await reportOf(WITHOUT_SYN);
    const excused = answerKey(report, ASSIGNMENT, en);
    expect(excused.questions[0]).toMatchObject({
      outcome: 'unanswerable',
      counts: false,
      because: en.cannotAnswer.noSyn,
    });
    expect(excused.questions[0]).not.toHaveProperty('answer');
    expect(excused.points).toEqual({all: 2.5, counting: 0.5});
    const counted = answerKey(report, {...ASSIGNMENT, unanswerable: 'count'}, en);
    expect([counted.questions[0]?.counts, counted.points.counting]).toEqual([true, 2.5]);
  });

  it('loses one question where the program fails, and says that it was the program', async () => {
    const {findings, ...report} = await reportOf(VISIT);
    const broken = {
      ...report,
      findings,
      get keyFrames(): never {
        throw new Error('defect');
      },
    } as Report;
    expect(answerKey(broken, ASSIGNMENT, en).questions[0]).toMatchObject({
      outcome: 'failed',
      counts: false,
      because: en.key.failed,
    });
  });

  it('has a short form for a table of the class', async () => {
    const [first] = answersOnly(answerKey(await reportOf(VISIT), ASSIGNMENT, en));
    expect(first).toEqual({
      question: 'syn-sequence',
      outcome: 'answered',
      counts: true,
      answer: {text: '100', value: {kind: 'number', value: 100}, frames: [1]},
    });
  });
});
