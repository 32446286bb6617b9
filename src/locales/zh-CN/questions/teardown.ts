import type {TeardownQuestions} from '../../en/questions/teardown.ts';

export const teardownQuestionsZh = (): TeardownQuestions => ({});
