/** Visits to one web page at one time, drawn with a seed: all alike but for what hosts choose at random. */
import {openBytes} from '../../src/capture/index.ts';
import {connectionPrints} from '../../src/flows/connection-prints.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {ConnectionPrint} from '../../src/model/class.ts';
import {ladderPackets} from './ladder.ts';
import {type FilePacket, writePcap} from './pcap-file.ts';

export type Random = () => number;

/** Mulberry32: 0 … 1, the same sequence for the same seed. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `from` to `to - 1`. */
export const between = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from));

export interface VisitOptions {
  /** Segments of the response; few enough for all to be kept when absent. */
  readonly segments?: number;
  readonly timestamps?: boolean;
  /** Both initial sequence numbers, as a simulator chooses them. */
  readonly isn?: number;
  /** What the timestamps' clocks begin with. */
  readonly clock?: number;
  readonly firstId?: number;
  /** The client's. */
  readonly port?: number;
}

/** The packets of one connection. */
export function visit(random: Random, options: VisitOptions = {}): FilePacket[] {
  const any = () => between(random, 0, 2 ** 32);
  const port = options.port ?? between(random, 32768, 60999);
  const [client, server] = [`192.0.2.${between(random, 1, 250)}:${port}`, 'S'];
  const segments = options.segments ?? between(random, 1, 20);
  const withClocks = options.timestamps ?? random() < 0.5;
  const [isn, peer] = [options.isn ?? any(), options.isn ?? any()];
  const [clock, peerClock] = [options.clock ?? any(), options.clock ?? any()];
  let ms = 0;
  const line = (from: string, to: string, words: string) => {
    ms += between(random, 1, 30);
    const [own, other] = from === client ? [clock, peerClock] : [peerClock, clock];
    const echo = words.startsWith('SYN ') ? 0 : (other + ms - 1) >>> 0;
    return `${from}>${to} ${words}${withClocks ? ` ts=${(own + ms) >>> 0}/${echo}` : ''}\n+${ms % 7}ms`;
  };
  const response = `HTTP/1.1 200 OK\\r\\nDate: Mon, 01 Jul 2024 08:00:00 GMT\\r\\nContent-Length: ${segments * 500}\\r\\n\\r\\n`;
  const drawing = [
    line(client, server, `SYN seq=${isn} mss=1460 ws=7 sack`),
    line(server, client, `SYN,ACK seq=${peer} mss=1460 ws=7 sack`),
    line(client, server, 'ACK'),
    line(client, server, 'PSH,ACK "GET /lab HTTP/1.1\\r\\nHost: lab.example\\r\\n\\r\\n"'),
    line(server, client, `PSH,ACK "${response}"`),
    ...Array.from({length: segments}, (_, i) => [
      line(server, client, 'ACK len=500'),
      ...(i % 2 ? [line(client, server, 'ACK')] : []),
    ]).flat(),
    line(client, server, 'FIN,ACK'),
    line(server, client, 'FIN,ACK'),
    line(client, server, 'ACK'),
  ].join('\n');
  return ladderPackets(drawing, {firstId: options.firstId ?? between(random, 0, 2 ** 16)});
}

export async function printsOf(
  packets: readonly FilePacket[],
  save: (packets: readonly FilePacket[]) => Uint8Array = writePcap,
): Promise<ConnectionPrint[]> {
  const capture = await openBytes('visit.pcap', save(packets));
  try {
    return connectionPrints(deriveFlows(capture));
  } finally {
    capture.close();
  }
}
