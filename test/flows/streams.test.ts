import {describe, expect, test} from 'vitest';
import {flowsOf} from '../support/streams.ts';

const numbers = async (drawing: string): Promise<number[]> => [...(await flowsOf(drawing)).streamOf];

describe('streams are numbered as tcp.stream', () => {
  test('by the pair of ends, in the order in which they appear', async () => {
    expect(
      await numbers(`
        C1>S SYN seq=1
        C2>S SYN seq=2
        S>C1 SYN,ACK seq=9 ack=2
        C3>S:443 SYN seq=3
        S>C2 SYN,ACK seq=8 ack=3`),
    ).toEqual([0, 1, 0, 2, 1]);
  });

  test('a SYN sent again stays in its stream', async () => {
    expect(await numbers('C>S SYN seq=1\n C>S SYN seq=1')).toEqual([0, 0]);
  });

  test('a SYN with another number on the same ports is a new stream', async () => {
    expect(
      await numbers(`
        C>S SYN seq=1
        S>C RST,ACK seq=0 ack=2
        C>S SYN seq=5000
        S>C SYN,ACK seq=9 ack=5001`),
    ).toEqual([0, 0, 1, 1]);
  });

  test('so is one with the same number after the connection was closed', async () => {
    expect(await numbers('C>S SYN seq=1\n S>C RST,ACK seq=0 ack=2\n C>S SYN seq=1')).toEqual([0, 0, 1]);
  });
});

test('the new stream says that its ports were used before', async () => {
  const {streams} = await flowsOf('C>S SYN seq=1\n S>C RST,ACK seq=0 ack=2\n C>S SYN seq=5000');
  expect(streams.map(({handshake}) => handshake.kind)).toEqual(['refused', 'unanswered']);
});
