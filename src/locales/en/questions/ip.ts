export const ipQuestionsEn = () => ({});

export type IpQuestions = ReturnType<typeof ipQuestionsEn>;
