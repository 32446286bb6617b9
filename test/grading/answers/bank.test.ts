import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {alternatives} from '../../../src/assignment/questions/choice-groups.ts';
import {formatAnswer} from '../../../src/assignment/questions/format-answer.ts';
import {type Answer, type AnswerValue, QUESTIONS, type Question} from '../../../src/assignment/questions/index.ts';
import {openCapture} from '../../../src/capture/index.ts';
import {deriveFlows} from '../../../src/flows/index.ts';
import {markAnswer} from '../../../src/grading/answers/index.ts';
import {type LocaleTag, plainLocale} from '../../../src/locales/index.ts';
import type {Report} from '../../../src/model/report.ts';
import {buildReport} from '../../../src/report/index.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'samples');
const LANGUAGES = ['en', 'zh-CN'] as const satisfies readonly LocaleTag[];
const RULES = {tolerance: {time: 0.05, number: 0}, partialCredit: 0.5};

async function reportOn(name: string): Promise<Report> {
  const capture = await openCapture(join(SAMPLES, name));
  try {
    return buildReport(deriveFlows(capture), {version: '0.0.0'});
  } finally {
    capture.close();
  }
}

const reports = await Promise.all(
  readdirSync(SAMPLES)
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .sort()
    .map(async (name) => ({name, report: await reportOn(name)})),
);

interface Case {
  readonly id: string;
  readonly question: Question;
  readonly answer: Answer;
  readonly language: LocaleTag;
}

const CASES: readonly Case[] = reports.flatMap(({name, report}) =>
  LANGUAGES.flatMap((language) =>
    QUESTIONS.flatMap((question): Case[] => {
      const answer = question.answer(report, plainLocale(language));
      return 'because' in answer ? [] : [{id: `${name} ${question.id} ${language}`, question, answer, language}];
    }),
  ),
);

const mark = ({question, answer, language}: Case, given: string) =>
  markAnswer(answer, question, given, {...RULES, language});

/** In both languages, whichever the worksheet is in. */
const written = (value: AnswerValue): string[] => LANGUAGES.map((tag) => formatAnswer(value, plainLocale(tag)));

describe('every question of the bank, on every sample', () => {
  test('its answer is right, however a key of either language writes it, and so is what is right as well', () => {
    const wrong = CASES.filter(({answer}) => answer.value.kind !== 'free').flatMap((one) =>
      [one.answer.value, ...(one.answer.also ?? [])]
        .flatMap(written)
        .filter((given) => mark(one, given).outcome !== 'right')
        .map((given) => `${one.id}: ${given} is ${mark(one, given).outcome}: ${mark(one, given).comment}`),
    );
    expect(wrong).toEqual([]);
  });

  test('a usual mistake is wrong, and explained', () => {
    const missed = CASES.filter(({answer}) => answer.value.kind !== 'free').flatMap((one) =>
      (one.answer.mistakes ?? [])
        .flatMap(({value, says}) => written(value).map((given) => ({given, says, marked: mark(one, given)})))
        // Of two that are the same when they are rounded, either is told.
        .filter(({marked}) => marked.outcome !== 'wrong' || !explained(one.answer).includes(marked.comment))
        .map(({given, says, marked}) => `${one.id}: ${given} is ${marked.outcome}: ${marked.comment} (${says})`),
    );
    expect(missed).toEqual([]);
  });

  test('no other value is right', () => {
    const taken = CASES.flatMap((one) =>
      others(one.answer.value)
        .filter((value) => !isRight(one.answer, value))
        .flatMap(written)
        .filter((given) => !meant(one.answer).has(given.toLowerCase()) && mark(one, given).outcome === 'right')
        .map((given) => `${one.id}: ${given} is right`),
    );
    expect(taken).toEqual([]);
  });

  test('a choice and its mistakes are words that are asked for together', () => {
    const strange = CASES.flatMap(({id, answer: {value, also = [], mistakes = []}}) => {
      const right = [value, ...also].flatMap((one) => (one.kind === 'choice' ? one.value : []));
      const words = alternatives(right);
      const wrong = mistakes.flatMap((one) => (one.value.kind === 'choice' ? one.value.value : []));
      return [...right, ...wrong].filter((word) => !words.has(word)).map((word) => `${id}: ${word}`);
    });
    expect(strange).toEqual([]);
  });

  test('free text is left to a person', () => {
    const free = CASES.filter(({answer}) => answer.value.kind === 'free');
    expect(free.length).toBeGreaterThan(0);
    for (const one of free) expect(mark(one, written(one.answer.value)[0] ?? '').outcome).toBe('to-read');
  });
});

const isMeasured = ({value, unit, exact}: Extract<AnswerValue, {kind: 'number'}>): boolean =>
  !exact && (unit === 'seconds' || unit === 'bits-per-second' || !Number.isInteger(value));

const explained = ({mistakes = []}: Answer) => mistakes.map(({says}): string | undefined => says);

/** The right answer as it is written, and what else a choice is called. */
function meant({value, also = []}: Answer): ReadonlySet<string> {
  const names = [value, ...also].flatMap((one) =>
    one.kind === 'choice'
      ? LANGUAGES.flatMap((tag) => {
          const {name, also: others} = plainLocale(tag).choices[one.value];
          return [name, ...others];
        })
      : written(one),
  );
  return new Set(names.map((name) => name.toLowerCase()));
}

/** Near it: the next number, one part exchanged, one frame too many. */
function others(value: AnswerValue): AnswerValue[] {
  switch (value.kind) {
    case 'number':
      return [1, -1, 7]
        .map((step) => (isMeasured(value) ? value.value * (1 + step / 4) : value.value + step))
        .filter((number) => number >= 0)
        .map((number) => ({...value, value: number}));
    case 'numbers':
      return value.values.map((_, at) => ({
        ...value,
        values: value.values.map((one, index) => (index === at ? (Number.isInteger(one) ? one + 1 : one * 1.5) : one)),
      }));
    case 'frames':
      return [{...value, frames: [...value.frames, Math.max(0, ...value.frames) + 1]}];
    case 'address':
      return [{...value, value: '203.0.113.77'}];
    case 'mac':
      return [{...value, value: '02:00:5e:00:53:77'}];
    case 'text':
      return [{...value, value: `${value.value}x`}];
    case 'texts':
      return [{...value, values: [...value.values, 'x']}];
    case 'choice':
      return [...alternatives([value.value])]
        .filter((word) => word !== value.value)
        .map((word) => ({...value, value: word}));
    case 'free':
      return [];
    default:
      return value satisfies never;
  }
}

const isRight = (answer: Answer, value: AnswerValue): boolean =>
  [answer.value, ...(answer.also ?? [])].some((right) => JSON.stringify(right) === JSON.stringify(value));
