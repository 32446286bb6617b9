import {describe, expect, it} from 'vitest';
import {available, reportOf} from '../support/report.ts';

const OPEN = `
  C>S SYN seq=4294967000 win=8000 ws=2
  S>C SYN,ACK seq=300 win=4000 ws=1
  C>S ACK win=2000`;

const plots = async (drawing: string) => available((await reportOf(`${OPEN}\n${drawing}`)).findings.sequence);

describe('sequence numbers over time', () => {
  it('count from the ISN and go on where the numbers wrap', async () => {
    const {client} = await plots('C>S PSH,ACK len=1000\n S>C ACK\n C>S PSH,ACK len=500\n S>C ACK');
    expect(client.segments.map(({frame, start, end}) => [frame, start, end])).toEqual([
      [4, 1, 1001],
      [6, 1001, 1501],
    ]);
    expect(client.acknowledgments.map(({frame, acknowledged}) => [frame, acknowledged])).toEqual([
      [2, 1],
      [5, 1001],
      [7, 1501],
    ]);
    expect(client.segments.map(({fromNs, toNs}) => [fromNs, toNs])).toEqual([
      [3e6, 3e6],
      [5e6, 5e6],
    ]);
  });

  it('stand beside the end of the window, which is not scaled in a SYN', async () => {
    const {client, server} = await plots(`
      C>S PSH,ACK len=100 win=2000
      S>C ACK win=1000
      S>C PSH,ACK len=1400
      S>C PSH,ACK len=600
      C>S ACK win=10`);
    expect(client.acknowledgments.map(({windowEnd}) => windowEnd)).toEqual([
      4001,
      2101,
      expect.anything(),
      expect.anything(),
    ]);
    // The client's windows count four times: 1 + 2000 × 4 in frame 3.
    expect(server.acknowledgments.map(({frame, windowEnd}) => [frame, windowEnd])).toEqual([
      [3, 8001],
      [4, 8001],
      [8, 2001 + 10 * 4],
    ]);
    expect(server.leastWindowLeft).toEqual({frame: 7, bytes: 8001 - 2001});
  });

  it('tell what was sent again', async () => {
    const {client} = await plots('C>S PSH,ACK len=100\n +1s\n C>S PSH,ACK seq=4294967001 len=100\n S>C ACK');
    expect(client.segments.map(({frame, again}) => [frame, again])).toEqual([
      [4, false],
      [5, true],
    ]);
  });

  it('take no notice of an acknowledgment of what was never sent', async () => {
    const {client} = await plots('C>S PSH,ACK len=100\n S>C ACK ack=900000000 win=4000\n C>S PSH,ACK len=100');
    expect(client.acknowledgments.map(({acknowledged}) => acknowledged)).toEqual([1]);
    expect(client.leastWindowLeft).toEqual({frame: 6, bytes: 4001 - 201});
  });

  it('know that a window can be taken back', async () => {
    const {client} = await plots('C>S PSH,ACK len=100\n S>C ACK win=150\n C>S PSH,ACK len=100');
    // The server counts twice: 101 + 300 − 201.
    expect(client.leastWindowLeft).toEqual({frame: 6, bytes: 200});
  });

  it('of a long transfer stand together, and lose no byte', async () => {
    const {client} = await plots('C>S ACK len=10\n S>C ACK\n '.repeat(1000));
    expect(client.dataSegments).toBe(1000);
    expect(client.segments.length).toBeLessThanOrEqual(250);
    expect(client.segments.at(0)?.start).toBe(1);
    expect(client.segments.at(-1)).toMatchObject({end: 10_001, lastFrame: 2002});
    for (const [index, segment] of client.segments.entries()) {
      expect(segment.start).toBe(client.segments[index - 1]?.end ?? 1);
    }
    expect(client.acknowledgments.at(-1)?.acknowledged).toBe(10_001);
  });

  it('tell when the window was closed, also where the packet list leaves the frame out', async () => {
    const many = 'S>C ACK len=10\n C>S ACK win=9000\n '.repeat(60);
    const {client, server} = await plots(`${many}C>S ACK win=0\n +1s\n C>S ACK win=9000\n ${many}`);
    expect(server.closedWindowFrames).toEqual([124]);
    expect(client.closedWindowFrames).toEqual([]);
  });

  it('need both sides and data', async () => {
    expect((await reportOf(OPEN)).findings.sequence).toEqual({available: false, because: 'no-data'});
    expect((await reportOf('C>S ACK seq=5 ack=7 len=10\n C>S ACK seq=15 ack=7 len=10')).findings.sequence).toEqual({
      available: false,
      because: 'one-sided',
    });
  });
});
