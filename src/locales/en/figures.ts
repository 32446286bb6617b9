import type {Side} from '../../model/report.ts';

export const figuresEn = () => ({
  /** Before each figure's title. */
  number: (number: number): string => `Figure ${number}`,
  caption: (number: string, title: string): string => `${number}. ${title}`,
  role: {client: 'Client', server: 'Server'} satisfies Record<Side, string>,
  frame: (frame: number): string => `frame ${frame}`,
  handshake: {
    title: 'The establishment of the connection, segment by segment',
    description: (p: {segments: string}): string =>
      `A sequence diagram of client and server, time running down, with the state of each side. ${p.segments}`,
  },
  release: {
    title: 'The release of the connection, segment by segment',
    description: (p: {segments: string}): string =>
      `A sequence diagram of client and server, time running down, with the state of each side. ${p.segments}`,
  },
  segment: (p: {frame: number; from: Side; flags: string; detail: string}): string =>
    `Frame ${p.frame}: ${p.from} sends ${p.flags}, ${p.detail}.`,
  acknowledges: (expected: number): string => `ack = ${(expected - 1) >>> 0} + 1 = ${expected}`,
});
