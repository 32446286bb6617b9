import type {Report} from '../../model/report.ts';
import {framesOf} from './frames.ts';

/** Packets of one connection among those that are shown as one. */
export interface SplicePart {
  readonly stream: number;
  readonly clientPort: number;
  readonly frames: readonly number[];
}

/**
 * Which connection each packet belongs to, where evidence that should come from one connection comes from several; by
 * stream, and none where it comes from one. Packets of which the report does not tell are left out.
 */
export function findSplices(frames: readonly number[], report: Report): SplicePart[] {
  const {of} = framesOf(report);
  const parts = new Map<number, SplicePart & {frames: number[]}>();
  for (const frame of new Set(frames)) {
    const {connection} = of(frame);
    if (!connection) continue;
    const {stream, client} = connection;
    const part = parts.get(stream) ?? {stream, clientPort: client.port, frames: []};
    part.frames.push(frame);
    parts.set(stream, part);
  }
  return parts.size < 2 ? [] : [...parts.values()].sort((one, other) => one.stream - other.stream);
}
