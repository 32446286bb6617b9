import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {createThreads} from '../../../src/cli/check/threads.ts';

const folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
const worker = join(folder, 'worker.mjs');
beforeAll(() =>
  writeFileSync(
    worker,
    `export const run = async (task) => {
      if (task === 'hangs') for (;;);
      if (task === 'throws') throw new Error('thrown');
      return task + ' done';
    };`,
  ),
);
afterAll(() => rmSync(folder, {recursive: true}));

it('a task that hangs is lost alone: those that wait for its thread have all their time', {
  timeout: 60_000,
}, async () => {
  const threads = createThreads<{run(task: string): Promise<string>}>(worker, 256);
  try {
    const tasks = [...Array<string>(12).fill('hangs'), 'throws', 'a', 'b', 'c'];
    const ended = await Promise.allSettled(tasks.map((task) => threads.run('run', task, 2000)));
    expect(ended.slice(0, 12).map(({status}) => status)).toEqual(Array(12).fill('rejected'));
    expect(ended[12]).toMatchObject({status: 'rejected', reason: {message: 'thrown'}});
    expect(ended.slice(13)).toEqual(['a done', 'b done', 'c done'].map((value) => ({status: 'fulfilled', value})));
  } finally {
    await threads.close();
  }
});
