import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {CHECK_TABLE} from '../../../src/grading/checks/index.ts';
import {checksPage} from '../../../src/grading/checks/page.ts';
import {CHECK_IDS, type CheckId} from '../../../src/model/checks.ts';

const FILE = join(import.meta.dirname, '..', '..', '..', 'docs', 'checks.md');

test('docs/checks.md says what the checks say of themselves', () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync(FILE, checksPage());
  expect(readFileSync(FILE, 'utf8'), 'docs/checks.md differs; to make it anew: UPDATE_DOCS=1 npm test').toBe(
    checksPage(),
  );
});

test('every check stands in the table under its own id', () => {
  expect(Object.entries(CHECK_TABLE).map(([id, check]) => [id, check.id])).toEqual(CHECK_IDS.map((id) => [id, id]));
});

test('no check needs itself, through others or not', () => {
  const chain = (id: CheckId): CheckId[] => CHECK_TABLE[id].needs.flatMap((need) => [need, ...chain(need)]);
  for (const id of CHECK_IDS) expect(chain(id)).not.toContain(id);
});
