export const teardownQuestionsEn = () => ({});

export type TeardownQuestions = ReturnType<typeof teardownQuestionsEn>;
