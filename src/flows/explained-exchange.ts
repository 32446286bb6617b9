import type {StreamExchange} from './types.ts';

/** The first complete exchange; else the first with both messages; else the first. */
export function explainedExchange(exchanges: readonly StreamExchange[]): number {
  const complete = exchanges.findIndex((x) => x.request?.complete && x.response?.complete);
  if (complete >= 0) return complete;
  return Math.max(
    0,
    exchanges.findIndex((x) => x.request && x.response),
  );
}
