export const frameQuestionsEn = () => ({});

export type FrameQuestions = ReturnType<typeof frameQuestionsEn>;
