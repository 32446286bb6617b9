import {describe, expect, test} from 'vitest';
import {number, type Question, type QuestionId, text} from '../../../src/assignment/questions/question.ts';
import {type Asked, isBlank, markAnswer, markAnswers} from '../../../src/grading/answers/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import type {Report} from '../../../src/model/report.ts';
import {reportOf} from '../../support/report.ts';
import {answerOf, RULES} from './table.ts';

const OPENED = `
  C>S SYN seq=100
  S>C SYN,ACK seq=500 ack=101
  C>S ACK seq=101 ack=501
`;
const NO_SYN = 'C>S PSH,ACK seq=101 ack=501 "GET / HTTP/1.1"';

const ASKED: Asked = {
  ...RULES,
  unanswerable: 'excuse',
  questions: [
    {question: 'syn-sequence', points: 2},
    {question: 'syn-ack-numbers', points: 3},
  ],
};
const written = (...answers: readonly (readonly [QuestionId, string])[]) => new Map(answers);

describe('markAnswers', () => {
  test('in the order of the assignment, each against the capture', async () => {
    const results = markAnswers(
      ASKED,
      await reportOf(OPENED),
      written(['syn-ack-numbers', '101, 500'], ['syn-sequence', 'Seq = 100 (relative 0)']),
    );
    expect(results).toEqual([
      {
        question: 'syn-sequence',
        outcome: 'right',
        given: 'Seq = 100 (relative 0)',
        expected: '100',
        frames: [1],
        points: 2,
        maxPoints: 2,
      },
      {
        question: 'syn-ack-numbers',
        outcome: 'wrong',
        given: '101, 500',
        expected: '500, 101',
        frames: [1, 2],
        points: 1.5,
        maxPoints: 3,
        comment: 'These are the two numbers in the wrong order: the sequence number is asked for first.',
        working: expect.arrayContaining([expect.stringContaining('Frame 2 is the SYN-ACK')]),
      },
    ]);
  });

  test('in the language of the assignment, whichever the worksheet is in', async () => {
    const results = markAnswers(
      {...ASKED, language: 'zh-CN'},
      await reportOf(OPENED),
      written(['syn-sequence', 'The sequence number is 101'], ['syn-ack-numbers', 'seq 500 or 501, ack 101']),
    );
    expect(results).toMatchObject([
      {outcome: 'wrong', comment: '这是 SYN 之后的序号：SYN 本身占一个序号，SYN 的序号是 100（相对序号 0）。'},
      {outcome: 'to-read', points: 0, comment: plainLocale('zh-CN').answers.read.tooMany(2), expected: '500、101'},
    ]);
  });

  test('nothing written, and what says nothing, is wrong with the right answer beside it', async () => {
    const [blank, dots] = markAnswers(ASKED, await reportOf(OPENED), written(['syn-ack-numbers', ' ____ ']));
    expect(blank).toEqual({
      question: 'syn-sequence',
      outcome: 'wrong',
      expected: '100',
      frames: [1],
      points: 0,
      maxPoints: 2,
      comment: 'Nothing was written here.',
    });
    expect(dots).toMatchObject({outcome: 'wrong', points: 0});
    expect(dots).not.toHaveProperty('given');
  });

  test('what the capture cannot answer is excused, or counts: as the assignment says', async () => {
    const report = await reportOf(NO_SYN);
    const {cannotAnswer, answers} = plainLocale('en');
    const given = written(['syn-sequence', '100']);
    expect(markAnswers(ASKED, report, given)).toEqual([
      {
        question: 'syn-sequence',
        outcome: 'to-read',
        given: '100',
        points: 0,
        maxPoints: 0,
        comment: answers.excused(cannotAnswer.noSyn),
      },
      {
        question: 'syn-ack-numbers',
        outcome: 'to-read',
        points: 0,
        maxPoints: 0,
        comment: answers.excused(cannotAnswer.noSynAck),
      },
    ]);
    expect(markAnswers({...ASKED, unanswerable: 'count'}, report, given)).toMatchObject([
      {outcome: 'wrong', given: '100', points: 0, maxPoints: 2, comment: answers.counted(cannotAnswer.noSyn)},
      {outcome: 'wrong', points: 0, maxPoints: 3},
    ]);
  });

  test('without a capture that can be read only blank answers are marked', () => {
    expect(markAnswers(ASKED, undefined, written(['syn-sequence', '100']))).toEqual([
      {
        question: 'syn-sequence',
        outcome: 'to-read',
        given: '100',
        points: 0,
        maxPoints: 2,
        comment: plainLocale('en').answers.read.noReport,
      },
      {question: 'syn-ack-numbers', outcome: 'wrong', points: 0, maxPoints: 3, comment: 'Nothing was written here.'},
    ]);
  });

  test('a question that throws leaves its answer to a person', () => {
    const broken = (id: QuestionId): Question => ({
      id,
      layer: 'frame',
      difficulty: 1,
      kind: 'number',
      answer: () => {
        throw new Error('broken');
      },
    });
    const [result] = markAnswers(ASKED, {} as Report, written(['syn-sequence', '100']), broken);
    expect(result).toMatchObject({outcome: 'to-read', points: 0, comment: plainLocale('en').answers.read.failed});
  });
});

describe('markAnswer', () => {
  test("the question's unit counts where the answer names none", () => {
    expect(markAnswer(answerOf(number(0.5)), {unit: 'seconds'}, '500 ms', RULES).outcome).toBe('right');
  });

  test('a number within the tolerance, but no count', () => {
    const rules = {...RULES, tolerance: {time: 0, number: 0.1}};
    expect(markAnswer(answerOf(number(10.5)), {}, '11.01', rules).outcome).toBe('right');
    expect(markAnswer(answerOf(number(100)), {}, '101', rules).outcome).toBe('wrong');
  });

  test('prose of any length and shape is left to a person, and quickly', () => {
    for (const unit of ['1,', '1 ', 'a ', '(1', '1=', '1-', 'x:', '是', '1:', '::', ' =', '\n', '1+', 'ff']) {
      const long = unit.repeat(290);
      const started = process.hrtime.bigint();
      for (const value of [number(7), text('seven')]) markAnswer(answerOf(value), {}, long, RULES);
      expect(Number(process.hrtime.bigint() - started) / 1e9, JSON.stringify(unit)).toBeLessThan(1);
    }
    const prose = markAnswer(answerOf(number(7)), {}, '7 '.repeat(1000), RULES);
    expect(prose).toMatchObject({outcome: 'to-read', comment: plainLocale('en').answers.read.tooLong});
  });
});

describe('blank answers', () => {
  test.each([
    '',
    '   ',
    '____',
    '________________',
    '-',
    '—',
    '——',
    '?',
    '？',
    '...',
    '……',
    '/',
    '（）',
    '( )',
    '[ ]',
    '不知道',
    '不知道。',
    '我不知道',
    '不会',
    '略',
    '未作答',
    '待填写',
    "I don't know",
    "don't know.",
    'I don’t know',
    'idk',
    'n/a',
    'N/A',
    'TODO',
    'tbd',
    '答：',
    'Answer:',
    '答案：____',
    '\u200b',
    '\u3000',
  ])('%s', (given) => expect(isBlank(given)).toBe(true));

  test.each(['0', '无', 'none', 'no', '否', '*x', '/index.html', '不是', 'unknown host', '1'])('not: %s', (given) =>
    expect(isBlank(given)).toBe(false),
  );
});
