import type {Locale} from '../../en/index.ts';
import {dataQuestionsZh} from './data.ts';
import {dnsIcmpQuestionsZh} from './dns-icmp.ts';
import {frameQuestionsZh} from './frame.ts';
import {handshakeQuestionsZh} from './handshake.ts';
import {httpQuestionsZh} from './http.ts';
import {ipQuestionsZh} from './ip.ts';
import {linkQuestionsZh} from './link.ts';
import {teardownQuestionsZh} from './teardown.ts';

export {cannotAnswerZh} from './cannot-answer.ts';
export {choicesZh} from './choices.ts';

export const questionsZh = (): Locale['questions'] => ({
  ...frameQuestionsZh(),
  ...linkQuestionsZh(),
  ...ipQuestionsZh(),
  ...handshakeQuestionsZh(),
  ...dataQuestionsZh(),
  ...teardownQuestionsZh(),
  ...httpQuestionsZh(),
  ...dnsIcmpQuestionsZh(),
});
