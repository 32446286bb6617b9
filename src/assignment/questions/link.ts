import type {Question} from './question.ts';

export const LINK_QUESTIONS: readonly Question[] = [];
