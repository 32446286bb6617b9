import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import type {PrintedCapture} from '../../grading/copies/index.ts';
import type {Submission} from '../../grading/submissions/index.ts';
import {EXIT, LabError} from '../../model/errors.ts';
import type {Format} from '../../render/options.ts';
import {copyFileSafely, writeFileSafely} from '../../render/write.ts';
import {usageError} from '../usage.ts';
import {cannotWrite} from '../write-result.ts';
import type {FactsStore} from './facts-store.ts';
import type {HandedOutCapture} from './grade-class.ts';
import type {ReadFile, ReadSubmission} from './read-class.ts';

/** A part of a class: every `of`-th student, from the `number`-th on. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** What one machine found out about its part, and what the others need to know of the whole. */
export interface ShardRecord {
  readonly shard: Shard;
  readonly made: string;
  readonly assignment: {readonly file: string; readonly text: string};
  readonly formats: readonly Format[];
  /** Ids of the whole class, in order. */
  readonly students: readonly string[];
  /** Without the prints. */
  readonly read: readonly ReadSubmission[];
  readonly handedOut: readonly HandedOutCapture[];
  readonly also: readonly PrintedCapture[];
}

/** `2/8`: the second of eight parts. */
export function shardNamed(text: string): Shard {
  const [, number = '', of = ''] = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text) ?? [];
  const shard = {number: Number(number), of: Number(of)};
  if (shard.number < 1 || shard.number > shard.of) {
    throw usageError(`'${text}' is no part of a class: write --shard 2/8 for the second of eight.`);
  }
  return shard;
}

export const inShard = (students: readonly Submission[], {number, of}: Shard): Submission[] =>
  students.filter((_, index) => index % of === number - 1);

const fileOf = (memory: string, {number, of}: Shard): string => join(memory, 'shards', `${number}-of-${of}.json`);

export const writeShard = (memory: string, record: ShardRecord): void =>
  writeFileSafely(fileOf(memory, record.shard), JSON.stringify({...record, read: record.read.map(bare)}, withBigInts));

/** Prints are kept by the captures' content; of a large class they are more than fits into one text. */
const bare = (one: ReadSubmission): ReadSubmission => ({
  ...one,
  captures: one.captures.map(({file, facts}) => ({file, facts: {...facts, prints: []}})),
});

/**
 * The parts of a class from their folders (`output/ID` of each machine), whose files are copied into the folder that
 * `folderFor` names. Throws LabError where they are not all parts of the same class.
 */
export function gatherShards(
  folders: readonly string[],
  folderFor: (assignment: ShardRecord['assignment']) => string,
): [ShardRecord, ...ShardRecord[]] {
  const records = folders.flatMap(recordsIn);
  const [first] = records;
  if (!first) throw mismatch('none of these folders holds a part of a class that was checked with --shard');
  const byNumber = new Map(records.map((record) => [record.shard.number, record]));
  for (const {shard, made, assignment, students} of records) {
    const same =
      shard.of === first.shard.of &&
      made === first.made &&
      assignment.text === first.assignment.text &&
      students.join('\n') === first.students.join('\n');
    if (!same) throw mismatch('they are not of the same class, assignment and version of labshark');
  }
  const missing = Array.from({length: first.shard.of}, (_, index) => index + 1).filter((one) => !byNumber.has(one));
  if (missing.length > 0) throw mismatch(`part ${missing.join(', ')} of ${first.shard.of} is missing`);
  const folder = folderFor(first.assignment);
  for (const from of folders) if (resolve(from) !== resolve(folder)) copyPart(from, folder);
  const [head = first, ...rest] = [...byNumber.values()].sort((a, b) => a.shard.number - b.shard.number);
  return [head, ...rest];
}

/** What is remembered of a student goes first and comes last: it is never about other files than those that are there. */
function copyPart(from: string, to: string): void {
  const remembered = join('.labshark', 'students');
  for (const name of filesIn(join(from, remembered))) rmSync(join(to, remembered, name), {force: true});
  for (const part of ['students', '.labshark']) {
    for (const name of filesIn(join(from, part))) {
      const file = join(to, part, name);
      try {
        copyFileSafely(join(from, part, name), file);
      } catch (cause) {
        throw cannotWrite(file, cause);
      }
    }
  }
}

/** Also of folders below, in order. */
const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** In the order of the whole class. Throws LabError where what is known of a capture is not in `store`. */
export function wholeClass(records: readonly ShardRecord[], store: FactsStore): ReadSubmission[] {
  const byId = new Map(records.flatMap(({read}) => read.map((one) => [one.submission.id, one])));
  return (records[0]?.students ?? []).flatMap((id) => {
    const one = byId.get(id);
    return one ? {...one, captures: one.captures.map((captured) => withPrints(captured, store))} : [];
  });
}

function withPrints({file, facts}: ReadFile, store: FactsStore): ReadFile {
  if (facts.failure) return {file, facts};
  const kept = store.get(facts.sha256);
  if (!kept) throw mismatch(`what was found out about '${file.path}' is no longer in its part`);
  return {file, facts: kept.facts};
}

function recordsIn(folder: string): ShardRecord[] {
  const shards = join(folder, '.labshark', 'shards');
  if (!existsSync(shards)) throw mismatch(`'${folder}' holds no part of a class that was checked with --shard`);
  return readdirSync(shards)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(shards, name), 'utf8'), readBigInts) as ShardRecord);
}

const mismatch = (reason: string): LabError =>
  new LabError('shards', `The parts cannot be put together: ${reason}.`, {exitCode: EXIT.usage, values: {reason}});

/** JSON has no integers of this size: `submittedNs` and the like are written as text. */
const withBigInts = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);
const readBigInts = (key: string, value: unknown): unknown =>
  key.endsWith('Ns') && typeof value === 'string' ? BigInt(value) : value;
