import {createRequire} from 'node:module';
import {beforeAll, describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {FieldNode} from '../../src/model/tree.ts';
import {row} from '../../src/model/units.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {writePcap} from '../support/pcap-file.ts';
import {FIXTURES, packetsOf} from './frames.ts';

/** The part of Wireshark 4.4.5, built as WebAssembly, that this test uses. */
interface Wireshark {
  init(): void;
  readonly FS: {writeFile(path: string, bytes: Uint8Array): void};
  readonly DissectSession: new (
    path: string,
  ) => {
    load(): void;
    getFrames(filter: string, skip: number, limit: number): {frames: Vector<{columns: Vector<string>}>};
    getFrame(number: number): {tree: Vector<Line>};
    delete(): void;
  };
}
interface Vector<T> {
  size(): number;
  get(index: number): T;
}
interface Line {
  readonly label: string;
  readonly tree: Vector<Line>;
}

let wireshark: Wireshark;
beforeAll(async () => {
  const require = createRequire(import.meta.url);
  const locateFile = (file: string) => require.resolve(`@goodtools/wiregasm/dist/${file}`);
  const quiet = {print: () => undefined, printErr: () => undefined, handleStatus: () => undefined};
  wireshark = await require('@goodtools/wiregasm/dist/wiregasm.js')({locateFile, ...quiet});
  wireshark.init();
});

const items = <T>(vector: Vector<T>): T[] => Array.from({length: vector.size()}, (_, i) => vector.get(i));

/** Its labels come without the brackets of derived lines. */
const unbracketed = (text: string): string => (text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text);

const theirLines = (lines: Vector<Line>, depth = 0): string[] =>
  items(lines).flatMap(({label, tree}) => [
    '  '.repeat(depth) + unbracketed(label).replace('Coordinated Universal Time', 'UTC'),
    ...theirLines(tree, depth + 1),
  ]);

const ourLines = (nodes: readonly FieldNode[], depth = 0): string[] =>
  nodes.flatMap(({text, children}) => ['  '.repeat(depth) + unbracketed(text), ...ourLines(children ?? [], depth + 1)]);

describe('every line is what Wireshark prints', () => {
  it.each(FIXTURES)('$name', async ({linkType, frames}) => {
    const file = writePcap(packetsOf(frames), {linkType});
    const capture = await openBytes('fixture.pcap', file);
    const flows = deriveFlows(capture);
    wireshark.FS.writeFile('/fixture.pcap', file);
    const session = new wireshark.DissectSession('/fixture.pcap');
    session.load();
    const list = items(session.getFrames('', 0, 0).frames);
    expect(list.length).toBe(frames.length);
    for (const [i, {columns}] of list.entries()) {
      const {tree, source, destination, protocol, info} = dissect(capture.bytesOf(row(i)), flows.contextOf(row(i)));
      const [, , theirSource, theirDestination, theirProtocol, , theirInfo] = items(columns);
      expect(ourLines(tree), `frame ${i + 1}`).toEqual(theirLines(session.getFrame(i + 1).tree));
      expect({source, destination, protocol, info}, `frame ${i + 1}`).toEqual({
        source: theirSource,
        destination: theirDestination,
        protocol: theirProtocol,
        info: theirInfo,
      });
    }
    session.delete();
    capture.close();
  });
});
