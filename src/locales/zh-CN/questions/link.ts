import type {LinkQuestions} from '../../en/questions/link.ts';

export const linkQuestionsZh = (): LinkQuestions => ({});
