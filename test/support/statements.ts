import {readFileSync} from 'node:fs';
import {findStatements} from '../../src/grading/statements/index.ts';
import {type LocaleTag, plainLocale} from '../../src/locales/index.ts';
import type {StatementResult} from '../../src/model/class.ts';
import type {Report} from '../../src/model/report.ts';
import {reportOn} from './report.ts';

const reports = new Map<string, Promise<Report>>();

export function sampleReport(name: string): Promise<Report> {
  const report = reports.get(name) ?? reportOn(name, readFileSync(new URL(`../../samples/${name}`, import.meta.url)));
  reports.set(name, report);
  return report;
}

/** What is found in a text about a sample. */
export async function statementsOn(
  sample: string,
  text: string,
  {tag = 'en', zone = 'Asia/Shanghai'}: {tag?: LocaleTag; zone?: string} = {},
): Promise<StatementResult[]> {
  const pages = [text.split('\n')];
  return findStatements({name: 'report.md', pages}, await sampleReport(sample), plainLocale(tag), {zone});
}

/** `contradicts 7,8: why`, a line each. */
export const told = (results: readonly StatementResult[], outcome?: StatementResult['outcome']): string[] =>
  results
    .filter((each) => outcome === undefined || each.outcome === outcome)
    .map(({outcome: kind, frames, why}) => `${kind} ${frames?.join() ?? '-'}: ${why}`);
