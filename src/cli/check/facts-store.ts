import {createHash} from 'node:crypto';
import {createReadStream, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {heldFacts, type KeptFacts} from './facts.ts';

/** What was found out about captures, by their content: a second run, or one after an interruption, reads only others. */
export interface FactsStore {
  /** Everything besides the capture that the facts depend on. */
  readonly made: string;
  fileOf(sha256: string): string;
  /** From this run or an earlier one; undefined when it has to be read. */
  get(sha256: string): KeptFacts | undefined;
}

export function createFactsStore(folder: string, made: string): FactsStore {
  const fileOf = (sha256: string) =>
    join(folder, `${createHash('sha256').update(`${sha256}\n${made}`).digest('hex').slice(0, 32)}.json`);
  return {
    made,
    fileOf,
    get(sha256) {
      try {
        const kept = JSON.parse(readFileSync(fileOf(sha256), 'utf8')) as KeptFacts;
        return kept.made === made && kept.facts.sha256 === sha256 ? {...kept, facts: heldFacts(kept.facts)} : undefined;
      } catch {
        // Not there, or not from this program: it is read again.
        return undefined;
      }
    },
  };
}

/** Of KeptFacts: another number for another shape. */
const KEPT_SHAPE = 4;

/** Everything besides a capture's bytes that what is known of it depends on. */
export const madeBy = (version: string, host: string | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([KEPT_SHAPE, version, host]))
    .digest('hex')
    .slice(0, 16);

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
