import type {CheckOptions} from '../../assignment/types.ts';
import type {Connection, HandshakeKind, HttpExchange, TeardownKind} from '../../model/report.ts';
import {type CheckInput, reportIn} from './check.ts';
import {targetConnections, targetExchanges} from './target.ts';

/** What has to be shown of a connection. */
export type Stage = 'handshake' | 'exchange' | 'release';

export interface Shown {
  readonly connection: Connection;
  /** That prove it. */
  readonly frames: readonly number[];
}

export interface Evidence {
  /** The connection that counts: the one that shows most; undefined when none is with the target. */
  readonly counted: Connection | undefined;
  /** Of each stage: where it is shown, by the connection that counts if that can. */
  readonly shown: Readonly<Partial<Record<Stage, Shown>>>;
}

/** Looks for the three stages in all connections with the target, each as the assignment asks for it. */
export function evidence(input: CheckInput): Evidence {
  const report = reportIn(input);
  const connections = targetConnections(report, input.assignment.target);
  const found = connections.map((connection) => ({connection, stages: stagesOf(connection, input)}));
  let best: (typeof found)[number] | undefined;
  const weight = (one: (typeof found)[number]): number =>
    // Among equals the connection that the report explains, else the first.
    Object.keys(one.stages).length * 2 + (one.connection.stream === report.focus?.stream ? 1 : 0);
  for (const one of found) if (!best || weight(one) > weight(best)) best = one;
  const inTurn = best ? [best, ...found.filter((one) => one !== best)] : [];
  const shown: Partial<Record<Stage, Shown>> = {};
  for (const stage of ['handshake', 'exchange', 'release'] as const) {
    const first = inTurn.find(({stages}) => stages[stage]);
    const frames = first?.stages[stage];
    if (first && frames) shown[stage] = {connection: first.connection, frames};
  }
  return {counted: best?.connection, shown};
}

function stagesOf(connection: Connection, input: CheckInput): Partial<Record<Stage, readonly number[]>> {
  const handshake = handshakeShown(connection, input.optionsOf('handshake-complete'));
  const exchange = targetExchanges(connection, input.assignment.target).find((one) =>
    isAskedFor(one, input.optionsOf('http-exchange')),
  );
  const release = releaseShown(connection, input.optionsOf('release-captured'));
  return {
    ...(handshake ? {handshake} : {}),
    ...(exchange ? {exchange: exchangeFrames(exchange)} : {}),
    ...(release ? {release} : {}),
  };
}

const ESTABLISHED: readonly HandshakeKind[] = ['three-way', 'simultaneous-open'];
const UNRELEASED: readonly TeardownKind[] = ['half-closed', 'still-open'];

function handshakeShown({handshake, firstFrame}: Connection, asked: CheckOptions): readonly number[] | undefined {
  if (!(asked.handshake ?? ESTABLISHED).includes(handshake.kind)) return undefined;
  const frames = handshakeFrames(handshake);
  return frames.length > 0 ? frames : [firstFrame];
}

export const handshakeFrames = ({frames, resetFrame}: Connection['handshake']): readonly number[] =>
  [frames.syn, frames.synAck, frames.ack, resetFrame].filter((frame) => frame !== undefined);

/** A kind that is asked for by name need not be an end: `still-open` has no last ACK. */
function releaseShown({teardown, lastFrame}: Connection, asked: CheckOptions): readonly number[] | undefined {
  const {kind, complete, frames} = teardown;
  const isAsked = asked.teardown ? asked.teardown.includes(kind) : !UNRELEASED.includes(kind);
  if (!isAsked || !(complete || UNRELEASED.includes(kind))) return undefined;
  return frames.length > 0 ? frames : [lastFrame];
}

/** A complete request with its complete response, with the method, path and status that are asked for. */
export function isAskedFor(exchange: HttpExchange, asked: CheckOptions): boolean {
  const {request, response} = exchange;
  if (!request || !response || !isComplete(exchange)) return false;
  // Who opens a way through a proxy has not asked for a page yet.
  if (asked.method === undefined ? request.method === 'CONNECT' : request.method !== asked.method) return false;
  if (asked.path !== undefined && !isPath(pathOf(request.target), asked.path)) return false;
  return !asked.status || asked.status.includes(response.status);
}

export const isComplete = ({request, response}: HttpExchange): boolean =>
  request?.complete === true && response?.complete === true;

const isPath = (path: string, asked: string): boolean =>
  asked.endsWith('*') ? path.startsWith(asked.slice(0, -1)) : path === asked;

/** Without the scheme and host that stand before it in a request to a proxy. */
export const pathOf = (target: string): string => target.replace(/^https?:\/\/[^/?#]*/i, '') || '/';

export const exchangeFrames = ({request, response}: HttpExchange): readonly number[] =>
  [request?.frame, response?.frame].filter((frame) => frame !== undefined);
