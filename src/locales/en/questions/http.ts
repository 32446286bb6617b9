export const httpQuestionsEn = () => ({});

export type HttpQuestions = ReturnType<typeof httpQuestionsEn>;
