import type {DataQuestions} from '../../en/questions/data.ts';

export const dataQuestionsZh = (): DataQuestions => ({});
