import type {FrameQuestions} from '../../en/questions/frame.ts';

export const frameQuestionsZh = (): FrameQuestions => ({});
