import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {Flows, TcpStream} from '../../src/flows/types.ts';
import {ladder} from './ladder.ts';

/** The flows of a capture drawn as a ladder. */
export async function flowsOf(drawing: string): Promise<Flows> {
  return deriveFlows(await openBytes('drawn.pcap', ladder(drawing)));
}

/** Its first connection. */
export async function streamOf(drawing: string): Promise<TcpStream> {
  const {streams} = await flowsOf(drawing);
  if (!streams[0]) throw new Error('the drawing has no TCP connection');
  return streams[0];
}

/** Adds a number to every seq= and ack= of a drawing, modulo 2³²: the same connection elsewhere in the number space. */
export function shifted(drawing: string, client: number, server: number): string {
  return drawing
    .split('\n')
    .map((line) => {
      const fromClient = /^\s*(lost\s+)?C\d*>/.test(line);
      const [own, peer] = fromClient ? [client, server] : [server, client];
      return line
        .replace(/\bseq=(\d+)/, (_, value: string) => `seq=${(Number(value) + own) >>> 0}`)
        .replace(/\back=(\d+)/, (_, value: string) => `ack=${(Number(value) + peer) >>> 0}`);
    })
    .join('\n');
}
