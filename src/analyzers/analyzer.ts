import type {Flows, TcpStream} from '../flows/types.ts';
import type {Finding} from '../model/report.ts';

/** What an analyzer reads: the capture's derived data and the connection that the report explains. */
export interface AnalysisInput {
  readonly flows: Flows;
  readonly stream: TcpStream;
}

/** One finding about one connection. An analyzer never reads another's finding: what they share lies in flows/. */
export interface Analyzer<Id extends string, T> {
  readonly meta: {readonly id: Id; readonly states: string};
  readonly analyze: (input: AnalysisInput) => Finding<T>;
}
