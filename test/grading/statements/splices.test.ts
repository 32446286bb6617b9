import {expect, test} from 'vitest';
import {findSplices} from '../../../src/grading/statements/splices.ts';
import {sampleReport} from '../../support/statements.ts';

test('evidence from several connections is told apart by them', async () => {
  const report = await sampleReport('six-connections.pcapng');
  expect(findSplices([147, 11, 15, 18], report)).toEqual([
    {stream: 0, clientPort: 13096, frames: [147, 11]},
    {stream: 1, clientPort: 13097, frames: [15, 18]},
  ]);
});

test('of one connection, of unknown packets and of other protocols nothing is said', async () => {
  const report = await sampleReport('six-connections.pcapng');
  expect(findSplices([11, 14, 17, 154], report)).toEqual([]);
  expect(findSplices([11, 1, 5000], report)).toEqual([]);
});
