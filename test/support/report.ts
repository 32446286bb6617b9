import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {Report} from '../../src/model/report.ts';
import {buildReport, type ReportOptions} from '../../src/report/index.ts';
import {ladder} from './ladder.ts';

/** The report on a capture drawn as a ladder (see ladder.ts). */
export async function reportOf(drawing: string, options: Partial<ReportOptions> = {}): Promise<Report> {
  return reportOn('drawn.pcap', ladder(drawing), options);
}

export async function reportOn(file: string, bytes: Uint8Array, options: Partial<ReportOptions> = {}): Promise<Report> {
  const capture = await openBytes(file, bytes);
  try {
    return buildReport(deriveFlows(capture), {version: '0.0.0', ...options});
  } finally {
    capture.close();
  }
}

/** A finding that the test expects to be there. */
export function available<T extends {available: boolean}>(finding: T): Extract<T, {available: true}> {
  if (!finding.available) throw new Error(`not available: ${JSON.stringify(finding)}`);
  return finding as Extract<T, {available: true}>;
}
