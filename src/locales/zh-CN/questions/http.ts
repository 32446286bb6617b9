import type {HttpQuestions} from '../../en/questions/http.ts';

export const httpQuestionsZh = (): HttpQuestions => ({});
