import type {Locale, QuestionId} from '../../locales/index.ts';
import type {Report} from '../../model/report.ts';

export type QuestionLayer = 'frame' | 'link' | 'ip' | 'handshake' | 'data' | 'teardown' | 'http' | 'dns-icmp';

/** What a number counts. Times are in seconds; `hex` is a number that is usually written in hexadecimal. */
export type Unit = 'bytes' | 'bits' | 'seconds' | 'bits-per-second' | 'hex';

/** A word of `Locale.choices`, which has its names and synonyms in every language. */
export type Choice = keyof Locale['choices'];

export type AnswerValue =
  /** `exact`: a whole number although it has a unit that is measured in. */
  | {readonly kind: 'number'; readonly value: number; readonly unit?: Unit; readonly exact?: true}
  /** In this order. */
  | {readonly kind: 'numbers'; readonly values: readonly number[]; readonly unit?: Unit}
  /** In any order. */
  | {readonly kind: 'frames'; readonly frames: readonly number[]}
  /** IPv4 or IPv6. */
  | {readonly kind: 'address'; readonly value: string}
  | {readonly kind: 'mac'; readonly value: string}
  /** Compared without regard to case, spaces and punctuation around it. */
  | {readonly kind: 'text'; readonly value: string}
  /** In any order. */
  | {readonly kind: 'texts'; readonly values: readonly string[]}
  | {readonly kind: 'choice'; readonly value: Choice}
  /** A person reads it; this is what a good answer says. */
  | {readonly kind: 'free'; readonly model: string};

/** A wrong answer that is often given, and the sentence that explains it. */
export interface Mistake {
  readonly value: AnswerValue;
  readonly says: string;
}

export interface Answer {
  readonly value: AnswerValue;
  /** Right as well: the relative number beside the raw one, the port beside its name. */
  readonly also?: readonly AnswerValue[];
  /** That prove it. */
  readonly frames: readonly number[];
  /** How it is reasoned, a sentence a step, with this capture's numbers. */
  readonly working: readonly string[];
  /** Those that coincide with what is right, or with one before, are left out by `question`. */
  readonly mistakes?: readonly Mistake[];
}

/** Of a question that a capture cannot answer: the sentence that says why. */
export interface Unanswerable {
  readonly because: string;
}

export interface Question {
  readonly id: QuestionId;
  readonly layer: QuestionLayer;
  readonly difficulty: 1 | 2 | 3;
  readonly kind: AnswerValue['kind'];
  /** In which the answer is asked for. */
  readonly unit?: Unit;
  /** Sentences are in the locale's language; the values do not depend on it. */
  readonly answer: (report: Report, locale: Locale) => Answer | Unanswerable;
}

interface Definition<Id extends QuestionId> extends Omit<Question, 'id' | 'answer'> {
  readonly answer: (report: Report, say: Locale['questions'][Id], locale: Locale) => Answer | Unanswerable;
}

/** A question of the bank; `answer` also gets what the locale says under its id. */
export const question = <Id extends QuestionId>(id: Id, {answer, ...meta}: Definition<Id>): Question => ({
  id,
  ...meta,
  answer: (report, locale) => withoutCoincidences(answer(report, locale.questions[id], locale)),
});

/** Some captures make a usual mistake right: a window without a scale is the same scaled. */
function withoutCoincidences(found: Answer | Unanswerable): Answer | Unanswerable {
  if (!('value' in found) || found.mistakes === undefined) return found;
  const {mistakes, ...rest} = found;
  const taken = new Set([found.value, ...(found.also ?? [])].map(comparable));
  const distinct = mistakes.filter(({value}) => !taken.has(comparable(value)) && taken.add(comparable(value)));
  return distinct.length === 0 ? rest : {...rest, mistakes: distinct};
}

/** The same for values that answer the same: what has no order is sorted. */
function comparable(value: AnswerValue): string {
  if (value.kind === 'frames') return JSON.stringify(value.frames.toSorted((a, b) => a - b));
  if (value.kind === 'texts') return JSON.stringify(value.values.toSorted());
  return JSON.stringify('values' in value ? value.values : 'value' in value ? value.value : value.model);
}

export const number = (value: number, unit?: Unit): AnswerValue => ({
  kind: 'number',
  value,
  ...(unit === undefined ? {} : {unit}),
});

/** Seconds that a protocol counts, and nobody measures. */
export const wholeSeconds = (value: number): AnswerValue => ({kind: 'number', value, unit: 'seconds', exact: true});

export const numbers = (values: readonly number[], unit?: Unit): AnswerValue => ({
  kind: 'numbers',
  values,
  ...(unit === undefined ? {} : {unit}),
});

export const frames = (all: readonly number[]): AnswerValue => ({kind: 'frames', frames: all});
export const address = (value: string): AnswerValue => ({kind: 'address', value});
export const mac = (value: string): AnswerValue => ({kind: 'mac', value});
export const text = (value: string): AnswerValue => ({kind: 'text', value});
export const texts = (values: readonly string[]): AnswerValue => ({kind: 'texts', values});
export const choice = (value: Choice): AnswerValue => ({kind: 'choice', value});
export const free = (model: string): AnswerValue => ({kind: 'free', model});

export type {QuestionId};
/** `number`, of a value that a capture may not have. */
export const numberIfAny = (value: number | undefined, unit?: Unit): AnswerValue | undefined =>
  value === undefined ? undefined : number(value, unit);

/** Those whose value the capture has. */
export const mistakes = (
  candidates: readonly {readonly value: AnswerValue | undefined; readonly says: string}[],
): Mistake[] => candidates.flatMap(({value, says}) => (value ? [{value, says}] : []));
