import type {IpQuestions} from '../../en/questions/ip.ts';

export const ipQuestionsZh = (): IpQuestions => ({});
