import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import {row} from '../../src/model/units.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {layersOf} from '../conformance/lines.ts';
import {writePcap} from '../support/pcap-file.ts';
import {openInWireshark} from '../support/wireshark.ts';
import {FIXTURES, packetsOf} from './frames.ts';

describe('every line is what Wireshark prints', () => {
  it.each(FIXTURES)('$name', async ({linkType, frames}) => {
    const file = writePcap(packetsOf(frames), {linkType});
    const capture = await openBytes('fixture.pcap', file);
    const flows = deriveFlows(capture);
    const wireshark = await openInWireshark(file);
    const text = (tree: Parameters<typeof layersOf>[0]) =>
      layersOf(tree).flatMap(({lines}) => lines.map((line) => line.text));
    expect(wireshark.rows.length).toBe(frames.length);
    for (const [i, columns] of wireshark.rows.entries()) {
      const {tree, source, destination, protocol, info} = dissect(capture.bytesOf(row(i)), flows.contextOf(row(i)));
      const [, , theirSource, theirDestination, theirProtocol, , theirInfo] = columns;
      expect(text(tree), `frame ${i + 1}`).toEqual(text(wireshark.tree(i + 1)));
      expect({source, destination, protocol, info}, `frame ${i + 1}`).toEqual({
        source: theirSource,
        destination: theirDestination,
        protocol: theirProtocol,
        info: theirInfo,
      });
    }
    wireshark.close();
    capture.close();
  });
});
