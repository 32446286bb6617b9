import {handshakeQuestionsEn} from './handshake.ts';

export {cannotAnswerEn} from './cannot-answer.ts';
export {choicesEn} from './choices.ts';

/** By question id: how it is asked, how its answer is reasoned, and what usual mistakes are. Plain text. */
export const questionsEn = () => ({...handshakeQuestionsEn()});
