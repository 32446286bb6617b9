import {expect, test} from 'vitest';
import {reportMarkdown} from '../../../src/render/report.ts';
import {reportOf} from '../../support/report.ts';

const said = async (drawing: string) => {
  const {markdown} = reportMarkdown(await reportOf(drawing), {locale: 'en', target: 'md', timeZone: 'UTC'});
  return markdown
    .split('\n')
    .filter((line) => /window (?:was full|never held)|receiver's window|whether it had to wait/.test(line));
};
const near = 'C>S SYN win=9000 mss=1000\n +50ms\n S>C SYN,ACK win=9000 mss=1000\n C>S ACK win=9000';
const DATA = 'ACK len=1000\n'.repeat(3);
const from = (side: 'C>S' | 'S>C') => DATA.replaceAll('ACK', `${side} ACK`);

test('where the sender recorded, it is known that the window never held it back', async () => {
  expect(await said(`${near}\n${from('C>S')}`)).toEqual([
    "The least that was left of the receiver's window, as seen where the recording was made: **6000 bytes** after frame 6. The recording was made near the client, so this is what the client saw: the window never held it back.",
  ]);
});

test('where the receiver recorded, it is not', async () => {
  expect((await said(`${near}\n${from('S>C')}`))[0]).toMatch(/far from the server.*cannot be told from this\.$/);
});

test('a closed window decides', async () => {
  expect(await said(`${near}\n${from('S>C')}\nC>S ACK win=0`)).toEqual([
    expect.stringContaining(
      'The window was full or closed in frame 7: there the server could send no more until it opened again.',
    ),
  ]);
});
