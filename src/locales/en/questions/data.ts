export const dataQuestionsEn = () => ({});

export type DataQuestions = ReturnType<typeof dataQuestionsEn>;
