import {posix} from 'node:path';
import type {Submission, SubmittedFile} from '../../grading/submissions/index.ts';
import type {CaptureFacts} from './facts.ts';
import {type FactsStore, sha256Of} from './facts-store.ts';
import {inParallel} from './in-parallel.ts';
import {readInThread} from './reader.ts';
import type {ClassThreads} from './threads.ts';

/** A submission with what was found out about its captures. */
export interface ReadSubmission {
  readonly submission: Submission;
  /** Of the files that look like captures, in the order of their paths. */
  readonly captures: readonly ReadFile[];
  /** The other files, in the same order. */
  readonly documents: readonly ReadDocument[];
}

export interface ReadDocument {
  readonly file: SubmittedFile;
  readonly sha256: string;
}

export interface ReadFile {
  readonly file: SubmittedFile;
  readonly facts: CaptureFacts;
}

export interface ReadClassOptions {
  readonly threads: ClassThreads;
  readonly store: FactsStore;
  readonly version: string;
  /** The connection to explain is one with this host. */
  readonly host?: string;
  /** Reads again what an earlier run has read. */
  readonly fresh: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

/** Open files; the threads that read are fewer. */
const AT_ONCE = 16;

/** Reads the captures of all submissions; the same bytes are read once, whoever handed them in. */
export async function readClass(
  submissions: readonly Submission[],
  options: ReadClassOptions,
): Promise<ReadSubmission[]> {
  const reading = new Map<string, Promise<CaptureFacts>>();
  const captures = submissions.map(({files}) => files.filter(({looksLikeCapture}) => looksLikeCapture));
  const total = captures.flat().length;
  let done = 0;
  const read = async (file: SubmittedFile): Promise<ReadFile> => {
    const sha256 = await sha256Of(file.onDisk);
    const facts = reading.get(sha256) ?? readOnce(file, sha256, options);
    reading.set(sha256, facts);
    const found = {file, facts: await facts};
    options.onProgress(++done, total);
    return found;
  };
  const found = await inParallel(captures.flat(), AT_ONCE, read);
  let next = 0;
  return inParallel(submissions, AT_ONCE, async (submission, index) => {
    const first = next;
    next += captures[index]?.length ?? 0;
    return {submission, captures: found.slice(first, next), documents: await documentsOf(submission)};
  });
}

async function documentsOf({files}: Submission): Promise<ReadDocument[]> {
  const documents: ReadDocument[] = [];
  for (const file of files) {
    if (!file.looksLikeCapture) documents.push({file, sha256: await sha256Of(file.onDisk)});
  }
  return documents;
}

async function readOnce(file: SubmittedFile, sha256: string, options: ReadClassOptions): Promise<CaptureFacts> {
  const {threads, store, version, host, fresh} = options;
  const kept = fresh ? undefined : store.get(sha256);
  if (kept) return kept.facts;
  return readInThread(threads, {
    file: file.onDisk,
    name: posix.basename(file.path),
    sha256,
    version,
    ...(host === undefined ? {} : {host}),
    keepIn: store.fileOf(sha256),
    made: store.made,
  });
}
