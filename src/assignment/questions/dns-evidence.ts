import type {DnsLookup, KeyFrame, Report} from '../../model/report.ts';
import {explained} from './evidence.ts';

const ADDRESS_TYPES: readonly string[] = ['A', 'AAAA'];

/** The first that gave the server's address; if none did, the first. `keyFrames` has the same. */
export function explainedLookup(report: Report): DnsLookup | undefined {
  const server = explained(report)?.server.address;
  return report.lookups.find(({answers}) => answers.some(({data}) => data === server)) ?? report.lookups[0];
}

export const framesOf = ({queryFrame, responseFrame}: DnsLookup): number[] =>
  [queryFrame, responseFrame].filter((frame) => frame !== undefined);

/** A look-up has one of both. */
export const anyFrame = ({queryFrame, responseFrame}: DnsLookup): number => queryFrame ?? responseFrame ?? 0;

export const responseOf = ({keyFrames}: Report, {responseFrame}: DnsLookup): KeyFrame | undefined =>
  keyFrames.find(({frame, roles}) => frame === responseFrame && roles.includes('dns-response'));

/** Each once. */
export const addressesOf = ({answers}: DnsLookup): string[] => [
  ...new Set(answers.filter(({type}) => ADDRESS_TYPES.includes(type)).map(({data}) => data)),
];

/** The names to which CNAME records lead from the one that was asked for, in order; in a circle it comes back to one of them. */
export function aliases({name, answers}: DnsLookup): string[] {
  const chain: string[] = [];
  let current = name.toLowerCase();
  for (let step = 0; step < answers.length; step++) {
    const record = answers.find((one) => one.type === 'CNAME' && one.name.toLowerCase() === current);
    if (!record) break;
    chain.push(record.data);
    current = record.data.toLowerCase();
  }
  return chain;
}
