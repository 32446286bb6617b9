import {describe, expect, it} from 'vitest';
import {deriveFlows} from '../../src/flows/index.ts';
import {row} from '../../src/model/units.ts';
import {type DnsFields, dns} from '../support/craft.ts';
import {captureOf, datagram} from '../support/datagrams.ts';

const GROUP = '224.0.0.251';
const A: DnsFields = {id: 0, name: 'a.local', type: 'A'};
const query = (
  from: string,
  to: string,
  fields: Partial<DnsFields> = {},
  ports: readonly [number, number] = [5353, 5353],
) => datagram({from, to, fromPort: ports[0], toPort: ports[1]}, dns({...A, ...fields}));
const response = (from: string, to: string, fields: Partial<DnsFields> = {}) =>
  query(from, to, {response: true, ...fields});

/** What each frame's context says of its message. */
async function pairs(frames: Parameters<typeof captureOf>[0]) {
  const capture = await captureOf(frames);
  const flows = deriveFlows(capture);
  return frames.map((_, i) => flows.contextOf(row(i)).dns);
}

describe('a message of a name service', () => {
  it('has its response in the same conversation, by its id alone', async () => {
    const [asked, , answered, again] = await pairs([
      query('10.0.0.1', GROUP),
      query('10.0.0.1', GROUP, {id: 9}),
      response('10.0.0.1', GROUP, {name: 'b.local'}),
      response('10.0.0.1', GROUP),
    ]);
    expect(asked).toEqual({responseFrame: 3});
    expect(answered).toEqual({requestFrame: 1, timeNs: 2e6});
    expect(again).toEqual({repeatOf: 3});
  });

  it('stands alone when its other half went between other addresses', async () => {
    expect(await pairs([query('10.0.0.1', GROUP), response('10.0.0.2', GROUP)])).toEqual([{}, {}]);
  });

  it('is a repetition while it is unanswered', async () => {
    const frames = [
      query('10.0.0.1', GROUP),
      query('10.0.0.1', GROUP, {name: 'b.local'}),
      response('10.0.0.1', GROUP),
      query('10.0.0.1', GROUP),
    ];
    expect(await pairs(frames)).toEqual([{responseFrame: 3}, {repeatOf: 1}, {requestFrame: 1, timeNs: 2e6}, {}]);
  });

  it('is no repetition after five seconds', async () => {
    const more = Array.from({length: 5001}, () => query('10.0.0.3', '10.0.0.4', {}, [7, 9]));
    const found = await pairs([query('10.0.0.1', GROUP), ...more, query('10.0.0.1', GROUP)]);
    expect(found.at(-1)).toEqual({});
  });
});
