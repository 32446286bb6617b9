import type {Question} from './question.ts';

export const TEARDOWN_QUESTIONS: readonly Question[] = [];
