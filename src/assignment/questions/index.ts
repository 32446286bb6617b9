import {HANDSHAKE_QUESTIONS} from './handshake.ts';
import type {Question} from './question.ts';

/** Every question that an assignment may ask, in the order of a report. */
export const QUESTIONS: readonly Question[] = [...HANDSHAKE_QUESTIONS];

const BY_ID: ReadonlyMap<string, Question> = new Map(QUESTIONS.map((one) => [one.id, one]));

export const questionOf = (id: string): Question | undefined => BY_ID.get(id);

export type {Answer, AnswerValue, Mistake, Question, QuestionId, Unanswerable} from './question.ts';
