import type {Question} from './question.ts';

export const HTTP_QUESTIONS: readonly Question[] = [];
