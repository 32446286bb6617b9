import type {Question} from './question.ts';

export const DNS_ICMP_QUESTIONS: readonly Question[] = [];
