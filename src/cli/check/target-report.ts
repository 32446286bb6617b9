import type {Assignment} from '../../assignment/types.ts';
import type {Flows} from '../../flows/types.ts';
import {LabError} from '../../model/errors.ts';
import type {Report} from '../../model/report.ts';
import {buildReport} from '../../report/index.ts';

/** The host that the connection to explain is one with, where the assignment names one. */
export const targetHost = ({target}: Assignment): string | undefined => target?.host ?? target?.address;

/** The report on an assignment's target; a capture without that host is explained all the same. */
export function targetReport(flows: Flows, {version, host}: {version: string; host?: string}): Report {
  if (host === undefined) return buildReport(flows, {version});
  try {
    return buildReport(flows, {version, host});
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return buildReport(flows, {version});
  }
}
