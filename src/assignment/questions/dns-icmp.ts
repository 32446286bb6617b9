import {DNS_QUESTIONS} from './dns.ts';
import {DNS_ANSWER_QUESTIONS} from './dns-answers.ts';
import {PING_QUESTIONS} from './ping.ts';
import type {Question} from './question.ts';

export const DNS_ICMP_QUESTIONS: readonly Question[] = [...DNS_QUESTIONS, ...DNS_ANSWER_QUESTIONS, ...PING_QUESTIONS];
