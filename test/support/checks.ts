import {readAssignment} from '../../src/assignment/read.ts';
import type {Assignment} from '../../src/assignment/types.ts';
import {type CheckedSubmission, checkSubmission, type SubmissionToCheck} from '../../src/grading/check-submission.ts';
import type {Submission} from '../../src/grading/checks/check.ts';
import type {CheckTable} from '../../src/grading/checks/index.ts';
import type {CheckVerdict} from '../../src/model/class.ts';
import type {Report} from '../../src/model/report.ts';
import {type DnsFields, dns, ethernet, icmpEcho, ip} from './craft.ts';
import {datagram} from './datagrams.ts';
import {ladderPackets} from './ladder.ts';
import {type FilePacket, writePcap} from './pcap-file.ts';
import {reportOn} from './report.ts';

/** Parts of a visit of http://lab.example/ at S. */
export const HANDSHAKE = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK`;
export const GET = 'C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: lab.example\\r\\n\\r\\n"';
export const OK = 'S>C PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"';
export const NOT_MODIFIED = 'S>C PSH,ACK "HTTP/1.1 304 Not Modified\\r\\n\\r\\n"';
export const RELEASE = `
  C>S FIN,ACK
  S>C FIN,ACK
  C>S ACK`;
export const VISIT = [HANDSHAKE, GET, OK, RELEASE].join('\n');

/** The same lines with other ends: `C` becomes `C1`. */
export const as = (client: string, drawing: string): string =>
  drawing.replace(/\bC>/g, `${client}>`).replace(/>C\b/g, `>${client}`);

export const HEAD = 'title: Lab\ntarget: http://lab.example/\n';

/** An assignment.yaml with this target, and these lines after it. */
export const assignmentOf = (lines: string): Assignment => readAssignment(HEAD + lines, 'assignment.yaml');

export type Given = Partial<Omit<SubmissionToCheck, 'submission'>> & {readonly submission?: Partial<Submission>};

export function check(lines: string | Assignment, given: Given, table?: CheckTable): CheckedSubmission {
  const assignment = typeof lines === 'string' ? assignmentOf(lines) : lines;
  return checkSubmission({assignment, ...given, submission: {hasFiles: true, ...given.submission}}, table);
}

/** The first verdict of an assignment with these lines. */
export function verdictOf(lines: string, given: Given): CheckVerdict {
  const [verdict] = check(lines, given).verdicts;
  if (!verdict) throw new Error('the assignment has no checks');
  return verdict;
}

/** Packets that are no TCP, one millisecond apart, before the drawn ones. */
export function reportWith(frames: readonly Uint8Array[], drawing = ''): Promise<Report> {
  const first = frames.map((bytes, at): FilePacket => ({time: {seconds: 1_699_999_999, nanos: at * 1e6}, bytes}));
  return reportOn('drawn.pcap', writePcap([...first, ...ladderPackets(drawing)]));
}

export const query = (fields: Omit<DnsFields, 'response'>): Uint8Array =>
  datagram({to: '10.0.0.53', fromPort: 5000, toPort: 53}, dns(fields));
export const answer = (fields: Omit<DnsFields, 'response'>): Uint8Array =>
  datagram({from: '10.0.0.53', to: '10.0.0.1', fromPort: 53, toPort: 5000}, dns({...fields, response: true}));

export const echo = (type: 'request' | 'reply', host: string, sequence = 1): Uint8Array => {
  const [source, destination] = type === 'request' ? ['10.0.0.1', host] : [host, '10.0.0.1'];
  const message = icmpEcho({type, identifier: 7, sequence}, new Uint8Array(32));
  return ethernet({}, ip({source, destination, protocol: 1}, message));
};

/** Bytes as a ladder quotes them. */
export const quoted = (payload: Uint8Array): string => JSON.stringify(Buffer.from(payload).toString('latin1'));
