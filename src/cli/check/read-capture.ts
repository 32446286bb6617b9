import {basename} from 'node:path';
import {openCapture} from '../../capture/index.ts';
import {connectionPrints} from '../../flows/connection-prints.ts';
import {deriveFlows} from '../../flows/index.ts';
import type {Flows} from '../../flows/types.ts';
import type {ConnectionPrint} from '../../model/class.ts';
import {LabError} from '../../model/errors.ts';
import type {Report} from '../../model/report.ts';
import {writeFileSafely} from '../../render/write.ts';
import type {CaptureFacts, CaptureTask, KeptFacts} from './facts.ts';
import {called} from './failure.ts';
import {targetReport} from './target-report.ts';

/** Reads one capture, and keeps what it found on the disk. */
export async function readCapture(task: CaptureTask): Promise<CaptureFacts> {
  const found = await factsOf(task);
  const kept: KeptFacts = {made: task.made, ...found};
  writeFileSafely(task.keepIn, JSON.stringify(kept));
  return found.facts;
}

async function factsOf(task: CaptureTask): Promise<Omit<KeptFacts, 'made'>> {
  const {file, sha256, name} = task;
  try {
    const capture = await openCapture(file);
    try {
      const flows = deriveFlows(capture);
      const report = targetReport(flows, task);
      return {facts: {sha256, prints: printsOf(flows, report)}, report: withName(report, name)};
    } finally {
      capture.close();
    }
  } catch (error) {
    // A full disk is no fault of the capture's, and nothing to remember of it.
    if (!(error instanceof LabError) || error.code === 'no-space') throw error;
    return {
      facts: {sha256, prints: [], failure: {kind: 'capture', ...called(error, [file, basename(file)], name), name}},
    };
  }
}

const printsOf = (flows: Flows, {focus}: Report): ConnectionPrint[] =>
  connectionPrints(flows).map((print) => (print.stream === focus?.stream ? {...print, explained: true} : print));

/** As students called it. */
const withName = (report: Report, file: string): Report => ({...report, capture: {...report.capture, file}});
