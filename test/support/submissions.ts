import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach} from 'vitest';
import {type ReadOptions, type ReadSubmissions, readSubmissions} from '../../src/grading/submissions/index.ts';
import type {Submission} from '../../src/grading/submissions/types.ts';
import {plainLocale, type Remark} from '../../src/locales/index.ts';
import {ladder} from './ladder.ts';

/** A capture as any student hands in. */
export const CAPTURE = ladder('C>S SYN seq=100');

export type Content = Uint8Array | string;

export interface Desk {
  /** What was handed in: a folder of files by path; a path that ends in `/` is an empty folder. */
  readonly folder: (called: string, files: Readonly<Record<string, Content>>) => string;
  readonly file: (called: string, content: Content) => string;
  readonly read: (path: string, options?: Partial<ReadOptions>) => Promise<ReadSubmissions>;
}

/** A temporary folder for each test. */
export function desk(): Desk {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'labshark-test-'));
  });
  afterEach(() => rmSync(root, {recursive: true, force: true}));
  const put = (path: string, content: Content): void => {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, content);
  };
  return {
    folder(called, files) {
      const folder = join(root, 'in', called);
      mkdirSync(folder, {recursive: true});
      for (const [path, content] of Object.entries(files)) {
        if (path.endsWith('/')) mkdirSync(join(folder, path), {recursive: true});
        else put(join(folder, path), content);
      }
      return folder;
    },
    file(called, content) {
      const path = join(root, 'in', called);
      put(path, content);
      return path;
    },
    read: (path, options = {}) => readSubmissions(path, {workFolder: join(root, 'work'), ...options}),
  };
}

/** What is remarked, in English. */
export const said = (remarks: readonly Remark[] = []): string[] => remarks.map(plainLocale('en').remark);

/** Each submission in a line: who, what, and with `*` what looks like a capture. */
export const inShort = (submissions: readonly Submission[]): string[] =>
  submissions.map(({id, name, files}) =>
    [id, name ?? '-', ...files.map(({path, looksLikeCapture}) => path + (looksLikeCapture ? '*' : ''))].join(' | '),
  );
