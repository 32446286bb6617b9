import {dataQuestionsEn} from './data.ts';
import {dnsIcmpQuestionsEn} from './dns-icmp.ts';
import {frameQuestionsEn} from './frame.ts';
import {handshakeQuestionsEn} from './handshake.ts';
import {httpQuestionsEn} from './http.ts';
import {ipQuestionsEn} from './ip.ts';
import {linkQuestionsEn} from './link.ts';
import {teardownQuestionsEn} from './teardown.ts';

export {cannotAnswerEn} from './cannot-answer.ts';
export {choicesEn} from './choices.ts';

/** By question id: how it is asked, how its answer is reasoned, and what usual mistakes are. Plain text. */
export const questionsEn = () => ({
  ...frameQuestionsEn(),
  ...linkQuestionsEn(),
  ...ipQuestionsEn(),
  ...handshakeQuestionsEn(),
  ...dataQuestionsEn(),
  ...teardownQuestionsEn(),
  ...httpQuestionsEn(),
  ...dnsIcmpQuestionsEn(),
});
