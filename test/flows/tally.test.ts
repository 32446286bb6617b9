import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {createTally, type TallyCounts} from '../../src/flows/tally.ts';
import {row} from '../../src/model/units.ts';
import {ladder} from '../support/ladder.ts';

/** The counts after each packet, as they come. */
async function tallied(drawing: string): Promise<TallyCounts[]> {
  const capture = await openBytes('drawn.pcap', ladder(drawing));
  const tally = createTally();
  const counts = Array.from({length: capture.packets.length}, (_, index) => tally.add(capture, row(index)));
  capture.close();
  return counts;
}

const last = async (drawing: string) => (await tallied(drawing)).at(-1);

const HANDSHAKE = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK`;

describe('what has come so far', () => {
  it('counts each thing with the packet that completes it', async () => {
    const counts = await tallied(`${HANDSHAKE}
      C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
      S>C PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"
      S>C FIN,ACK
      C>S FIN,ACK
      S>C ACK`);
    expect(counts.map(({packets, handshakes, requests, closes}) => [packets, handshakes, requests, closes])).toEqual([
      [1, 0, 0, 0],
      [2, 0, 0, 0],
      [3, 1, 0, 0],
      [4, 1, 1, 0],
      [5, 1, 1, 0],
      [6, 1, 1, 0],
      [7, 1, 1, 1],
      [8, 1, 1, 1],
    ]);
  });

  it('counts a handshake once, also when its segments come again', async () => {
    const again = `C>S SYN seq=100
      C>S SYN seq=100
      S>C SYN,ACK seq=300
      S>C SYN,ACK seq=300 ack=101
      C>S ACK seq=101 ack=301
      C>S ACK seq=101 ack=301`;
    expect(await last(again)).toMatchObject({packets: 6, handshakes: 1, closes: 0});
  });

  it('counts a request that comes again once, and both of a kept connection', async () => {
    const kept = `${HANDSHAKE}
      C>S PSH,ACK seq=101 "GET /a HTTP/1.1\\r\\n\\r\\n"
      C>S PSH,ACK seq=101 "GET /a HTTP/1.1\\r\\n\\r\\n"
      S>C PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\n"
      C>S PSH,ACK "POST /b HTTP/1.1\\r\\n\\r\\n"`;
    expect(await last(kept)).toMatchObject({requests: 2});
  });

  it('counts across the wrap of sequence numbers', async () => {
    const wrapping = `C>S SYN seq=4294967290
      S>C SYN,ACK seq=4294967295
      C>S ACK
      C>S PSH,ACK "GET /a HTTP/1.1\\r\\n\\r\\n"
      C>S PSH,ACK "GET /b HTTP/1.1\\r\\n\\r\\n"`;
    expect(await last(wrapping)).toMatchObject({handshakes: 1, requests: 2});
  });

  it('counts a reset as a close, once', async () => {
    expect(await last(`${HANDSHAKE}\nS>C RST,ACK\nS>C RST`)).toMatchObject({closes: 1});
    expect(await last('C>S SYN\nS>C RST,ACK')).toMatchObject({handshakes: 0, closes: 1});
    expect(await last(`${HANDSHAKE}\nS>C FIN,ACK\nC>S FIN,ACK\nS>C RST`)).toMatchObject({closes: 1});
  });

  it('does not take half a close for a close', async () => {
    expect(await last(`${HANDSHAKE}\nS>C FIN,ACK\nC>S ACK\nS>C FIN,ACK seq=301`)).toMatchObject({closes: 0});
  });

  it('knows a new connection on the same ports', async () => {
    const twice = `${HANDSHAKE}\nS>C RST,ACK
      C>S SYN seq=9000
      S>C SYN,ACK seq=8000 ack=9001
      C>S ACK seq=9001 ack=8001
      C>S RST seq=9001`;
    expect(await last(twice)).toMatchObject({handshakes: 2, closes: 2});
  });

  it('keeps connections apart', async () => {
    const parallel = `C1>S SYN seq=1\nC2>S SYN seq=1\nS>C1 SYN,ACK seq=7\nS>C2 SYN,ACK seq=7\nC2>S ACK\nC1>S ACK`;
    expect(await last(parallel)).toMatchObject({packets: 6, handshakes: 2});
  });
});
