export const linkQuestionsEn = () => ({});

export type LinkQuestions = ReturnType<typeof linkQuestionsEn>;
