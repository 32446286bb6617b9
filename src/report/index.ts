import type {AnalysisInput, Analyzer} from '../analyzers/analyzer.ts';
import {handshake} from '../analyzers/handshake.ts';
import {httpExchange} from '../analyzers/http-exchange.ts';
import {ipHeaders} from '../analyzers/ip-headers.ts';
import {keyFrames} from '../analyzers/key-frames.ts';
import {layerHeaders} from '../analyzers/layer-headers.ts';
import {captureNotes, connectionNotes} from '../analyzers/notes.ts';
import {captureSummary, connection} from '../analyzers/overview.ts';
import {allPackets, packetList} from '../analyzers/packet-list.ts';
import {sequence} from '../analyzers/sequence.ts';
import {teardown} from '../analyzers/teardown.ts';
import {timeline} from '../analyzers/timeline.ts';
import {transfer} from '../analyzers/transfer.ts';
import type {Flows} from '../flows/types.ts';
import {type Issue, issue} from '../model/issue.ts';
import type {Finding, Findings, Report, SegmentFacts} from '../model/report.ts';
import {chooseFocus, type FocusRequest} from './focus.ts';

export interface ReportOptions extends FocusRequest {
  readonly version: string;
}

/** Runs every analyzer over the connection in focus; one that throws costs its own section and nothing else. */
export function buildReport(flows: Flows, options: ReportOptions): Report {
  const issues: Issue[] = [...flows.capture.issues];
  const focus = chooseFocus(flows, options);
  const input = focus ? {flows, stream: focus.chosen} : undefined;
  const run = <T>(analyzer: Analyzer<string, T>): Finding<T> => runIsolated(analyzer, input, flows, issues);
  const findings: Findings = {
    handshake: run(handshake),
    exchange: run(httpExchange),
    layers: run(layerHeaders),
    transfer: run(transfer),
    teardown: run(teardown),
    packetList: run(packetList),
    timeline: run(timeline),
    sequence: run(sequence),
  };
  const frames = attempt('key-frames', issues, () => keyFrames(flows, input?.stream)) ?? [];
  const headers = input && attempt('ip-headers', issues, () => ipHeaders(flows, input.stream));
  issues.push(...(attempt('capture-notes', issues, () => captureNotes(flows)) ?? []));
  if (input) issues.push(...(attempt('connection-notes', issues, () => connectionNotes(flows, input.stream)) ?? []));
  return {
    schema: 1,
    generator: {name: 'labshark', version: options.version},
    capture: captureSummary(flows),
    connections: flows.streams.map((stream) => connection(flows, stream)),
    lookups: flows.lookups,
    echoes: flows.echoes,
    focus: focus && {stream: focus.stream, why: focus.why, reason: focus.reason},
    findings,
    keyFrames: frames,
    ...(headers ? {ipHeaders: headers} : {}),
    issues,
  };
}

/** Every packet of the explained connection where the report's list leaves some out, else undefined; 100 000 at most. */
export function packetAppendix(flows: Flows, {focus, findings}: Report): Iterable<SegmentFacts> | undefined {
  const stream = focus ? flows.streams[focus.stream] : undefined;
  const list = findings.packetList;
  return stream && list.available && list.omitted.length > 0 ? allPackets({flows, stream}) : undefined;
}

function runIsolated<T>(
  analyzer: Analyzer<string, T>,
  input: AnalysisInput | undefined,
  flows: Flows,
  issues: Issue[],
): Finding<T> {
  if (!input) return {available: false, because: flows.capture.packets.length === 0 ? 'no-packets' : 'no-tcp'};
  try {
    return analyzer.analyze(input);
  } catch (error) {
    issues.push(failure(analyzer.meta.id, error));
    return {available: false, because: 'analyzer-failed'};
  }
}

function attempt<T>(id: string, issues: Issue[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    issues.push(failure(id, error));
    return undefined;
  }
}

const failure = (analyzer: string, error: unknown): Issue =>
  issue('analyzer.failed', {analyzer, reason: error instanceof Error ? error.message : String(error)});
