import type {Question} from './question.ts';

export const IP_QUESTIONS: readonly Question[] = [];
