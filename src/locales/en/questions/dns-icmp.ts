export const dnsIcmpQuestionsEn = () => ({});

export type DnsIcmpQuestions = ReturnType<typeof dnsIcmpQuestionsEn>;
