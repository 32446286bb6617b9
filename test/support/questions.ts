import {readdirSync, readFileSync} from 'node:fs';
import type {Answer, AnswerValue, Question, Unanswerable} from '../../src/assignment/questions/question.ts';
import {plainLocale} from '../../src/locales/index.ts';
import type {Report} from '../../src/model/report.ts';
import {reportOf, reportOn} from './report.ts';

const SAMPLES = new URL('../../samples/', import.meta.url);

/** The answer to a question on a capture drawn as a ladder; throws where it cannot be answered. */
export async function answered(question: Question, drawing: string): Promise<Answer> {
  const found = question.answer(await reportOf(drawing), plainLocale('en'));
  if ('because' in found) throw new Error(`${question.id}: ${found.because}`);
  return found;
}

/** Why it cannot be answered. */
export async function refused(question: Question, drawing: string): Promise<Unanswerable | Answer> {
  return question.answer(await reportOf(drawing), plainLocale('en'));
}

/** What a value holds, without its kind. */
export function plain(value: AnswerValue): unknown {
  if (value.kind === 'frames') return value.frames;
  if (value.kind === 'free') return value.model;
  return 'values' in value ? value.values : value.value;
}

export const mistaken = ({mistakes = []}: Answer): unknown[] => mistakes.map(({value}) => plain(value));

/** The reports on the captures in samples/. */
export async function sampleReports(): Promise<readonly Report[]> {
  const files = readdirSync(SAMPLES).filter((file) => /\.pcap(ng)?$/.test(file));
  return Promise.all(files.sort().map((file) => reportOn(file, readFileSync(new URL(file, SAMPLES)))));
}

/** Every sentence and frame of the answers to `questions`, in both languages, that no reader should see. */
export function flaws(report: Report, questions: readonly Question[]): string[] {
  return (['en', 'zh-CN'] as const).flatMap((language) => {
    const locale = plainLocale(language);
    return questions.flatMap((one) => {
      const found = one.answer(report, locale);
      const said = JSON.stringify([locale.questions[one.id].ask, found]);
      const frames = 'frames' in found ? found.frames : [1];
      const isProven = frames.length > 0 && frames.every((frame) => frame >= 1 && frame <= report.capture.packets);
      const isClean = !/undefined|NaN|\[object|Infinity|null/.test(said);
      return isProven && isClean ? [] : [`${one.id} (${language}): ${said}`];
    });
  });
}
