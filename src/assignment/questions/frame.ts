import type {Question} from './question.ts';

export const FRAME_QUESTIONS: readonly Question[] = [];
