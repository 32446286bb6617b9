import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {dissectionOf} from '../../src/flows/dissection.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {Capture} from '../../src/model/capture.ts';
import type {Row} from '../../src/model/units.ts';
import {buildReport} from '../../src/report/index.ts';
import {writePcap} from '../support/pcap-file.ts';
import {FIXTURES, packetsOf} from '../wire/frames.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');

/**
 * The same capture, but what it lends is spoiled as soon as it lends again: as a window into a large file is, when other
 * bytes are read into it.
 */
function strict(capture: Capture): Capture {
  let lent = new Uint8Array(0);
  const lend = (bytes: Uint8Array): Uint8Array => {
    lent.fill(0xee);
    lent = new Uint8Array(bytes);
    return lent;
  };
  return {
    ...capture,
    bytesOf: (row) => lend(capture.bytesOf(row)),
    transportBytesOf: (row) => lend(capture.transportBytesOf(row)),
  };
}

const rowsOf = ({packets}: Capture): Row[] => Array.from({length: packets.length}, (_, row) => row as Row);

async function compare(name: string, file: Uint8Array): Promise<void> {
  const [plain, borrowed] = [await openBytes(name, file), strict(await openBytes(name, file))];
  const [flows, strictFlows] = [deriveFlows(plain), deriveFlows(borrowed)];
  // Backwards, so that what is derived on the way is derived while packets are lent in an unusual order.
  for (const row of rowsOf(plain).reverse()) {
    expect(dissectionOf(strictFlows, row), `${name} ${row + 1}`).toEqual(dissectionOf(flows, row));
  }
  const report = (capture: Capture) => buildReport(deriveFlows(capture), {version: '0.0.0'});
  expect(report(borrowed)).toEqual(report(plain));
  plain.close();
}

describe('nothing keeps the bytes that a capture lends', () => {
  it.each(readdirSync(SAMPLES).filter((name) => /\.pcap/.test(name)))('%s', async (name) => {
    await compare(name, readFileSync(join(SAMPLES, name)));
  });

  it.each(FIXTURES)('$name', async ({linkType, frames}) => {
    await compare('fixture.pcap', writePcap(packetsOf(frames), {linkType}));
  });
});
