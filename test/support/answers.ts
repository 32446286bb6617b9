import {type Answer, type AnswerValue, questionOf, type Unanswerable} from '../../src/assignment/questions/index.ts';
import {type LocaleTag, plainLocale} from '../../src/locales/index.ts';
import type {Report} from '../../src/model/report.ts';
import {writePcap} from './pcap-file.ts';
import {reportOn} from './report.ts';

/** What a question of the bank finds in a report. */
export function answerIn(id: string, report: Report, tag: LocaleTag = 'en'): Answer | Unanswerable {
  const question = questionOf(id);
  if (!question) throw new Error(`no question ${id}`);
  return question.answer(report, plainLocale(tag));
}

/** What is said of a wrong answer; undefined when it is none of the usual ones. */
export function mistakeOf(answer: Answer | Unanswerable, wrong: unknown): string | undefined {
  if ('because' in answer) throw new Error(`not answered: ${answer.because}`);
  return answer.mistakes?.find(({value}) => JSON.stringify(contentOf(value)) === JSON.stringify(wrong))?.says;
}

const contentOf = (one: AnswerValue) => ('values' in one ? one.values : 'value' in one ? one.value : undefined);

/** Frames by their time in milliseconds. */
export const reportAt = (...packets: readonly (readonly [ms: number, frame: Uint8Array])[]): Promise<Report> =>
  reportOn(
    'crafted.pcap',
    writePcap(packets.map(([ms, bytes]) => ({time: {seconds: 1_700_000_000, nanos: ms * 1e6}, bytes}))),
  );

/** Frames, one a millisecond. */
export const reportOnFrames = (...frames: readonly Uint8Array[]): Promise<Report> =>
  reportAt(...frames.map((frame, ms) => [ms, frame] as const));
