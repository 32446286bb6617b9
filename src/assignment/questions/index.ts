import {DATA_QUESTIONS} from './data.ts';
import {DNS_ICMP_QUESTIONS} from './dns-icmp.ts';
import {FRAME_QUESTIONS} from './frame.ts';
import {HANDSHAKE_QUESTIONS} from './handshake.ts';
import {HTTP_QUESTIONS} from './http.ts';
import {IP_QUESTIONS} from './ip.ts';
import {LINK_QUESTIONS} from './link.ts';
import type {Question} from './question.ts';
import {TEARDOWN_QUESTIONS} from './teardown.ts';

/** Every question that an assignment may ask, in the order of a report. */
export const QUESTIONS: readonly Question[] = [
  ...FRAME_QUESTIONS,
  ...LINK_QUESTIONS,
  ...IP_QUESTIONS,
  ...HANDSHAKE_QUESTIONS,
  ...DATA_QUESTIONS,
  ...TEARDOWN_QUESTIONS,
  ...HTTP_QUESTIONS,
  ...DNS_ICMP_QUESTIONS,
];

const BY_ID: ReadonlyMap<string, Question> = new Map(QUESTIONS.map((one) => [one.id, one]));

export const questionOf = (id: string): Question | undefined => BY_ID.get(id);

export type {Answer, AnswerValue, Mistake, Question, QuestionId, Unanswerable} from './question.ts';
