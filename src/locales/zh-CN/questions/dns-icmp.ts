import type {DnsIcmpQuestions} from '../../en/questions/dns-icmp.ts';

export const dnsIcmpQuestionsZh = (): DnsIcmpQuestions => ({});
