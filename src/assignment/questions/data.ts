import type {Question} from './question.ts';

export const DATA_QUESTIONS: readonly Question[] = [];
