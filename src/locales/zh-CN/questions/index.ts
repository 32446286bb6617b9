import type {Locale} from '../../en/index.ts';
import {handshakeQuestionsZh} from './handshake.ts';

export {cannotAnswerZh} from './cannot-answer.ts';
export {choicesZh} from './choices.ts';

export const questionsZh = (): Locale['questions'] => ({...handshakeQuestionsZh()});
