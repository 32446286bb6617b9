import {describe, expect, test} from 'vitest';
import type {Answer, AnswerValue, Mistake} from '../../../src/assignment/questions/index.ts';
import {type MarkingRules, markAnswer} from '../../../src/grading/answers/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';

export const RULES: MarkingRules = {language: 'en', tolerance: {time: 0.05, number: 0}, partialCredit: 0.5};

export const answerOf = (
  value: AnswerValue,
  also: readonly AnswerValue[] = [],
  mistakes: readonly Mistake[] = [],
): Answer => ({value, also, mistakes, frames: [1], working: ['Read it.']});

type Why = keyof ReturnType<typeof plainLocale>['answers']['read'];

export interface Rows {
  readonly right?: readonly string[];
  readonly wrong?: readonly string[];
  /** A wrong answer whose mistake is recognised, by the sentence that is said. */
  readonly mistaken?: readonly (readonly [given: string, says: string])[];
  readonly toRead?: readonly (readonly [given: string, why: Why])[];
}

/** A test a row: what is written, and what it is marked as. */
export function marks(title: string, answer: Answer, rows: Rows, rules: MarkingRules = RULES): void {
  const mark = (given: string) => markAnswer(answer, {}, given, rules);
  const {read} = plainLocale('en').answers;
  describe(title, () => {
    test.each((rows.right ?? []).map((given) => [given]))('right: %s', (given) => {
      expect(mark(given)).toEqual({outcome: 'right', share: 1});
    });
    test.each((rows.wrong ?? []).map((given) => [given]))('wrong: %s', (given) => {
      expect(mark(given)).toEqual({outcome: 'wrong', share: 0});
    });
    test.each((rows.mistaken ?? []).map((row) => [...row]))('wrong, and known why: %s', (given, says) => {
      expect(mark(given as string)).toEqual({outcome: 'wrong', share: 0.5, comment: says});
    });
    test.each((rows.toRead ?? []).map((row) => [...row]))('to read: %s (%s)', (given, why) => {
      const sentence = read[why as Why];
      const comment = typeof sentence === 'string' ? sentence : expect.stringContaining('numbers are asked for');
      expect(mark(given as string)).toEqual({outcome: 'to-read', share: 0, comment});
    });
  });
}
