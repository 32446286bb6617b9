import {expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import {row} from '../../src/model/units.ts';
import {DECODERS, dissect} from '../../src/wire/dissect.ts';
import type {Layer, Unit} from '../../src/wire/layer.ts';
import {TCP_APPLICATIONS} from '../../src/wire/tcp-applications.ts';
import {BY_CONTENT, BY_PORT} from '../../src/wire/udp-payload.ts';
import {writePcap} from '../support/pcap-file.ts';
import {ALL, packetsOf} from './frames.ts';

type Decoder = (unit: Unit) => Layer | undefined;

/** Of a table: by decoder, the numbers it stands under. */
function numbersOf(table: ReadonlyMap<number, Decoder>): ReadonlyMap<Decoder, readonly number[]> {
  const numbers = new Map<Decoder, number[]>();
  for (const [number, decoder] of table) numbers.set(decoder, [...(numbers.get(decoder) ?? []), number]);
  return numbers;
}

/** Puts a decoder in place of each that notes what it was asked for, unless it refused. */
function watch(name: string, table: ReadonlyMap<number, Decoder>, missing: Set<string>): void {
  for (const [decoder, numbers] of numbersOf(table)) {
    const label = `${name} ${numbers.join(', ')}`;
    missing.add(label);
    for (const number of numbers)
      (table as Map<number, Decoder>).set(number, (unit) => {
        const layer = decoder(unit);
        if (layer) missing.delete(label);
        return layer;
      });
  }
}

it('every decoder of the tables has a fixture', async () => {
  const missing = new Set<string>();
  const tables = new Set<ReadonlyMap<number, Decoder>>();
  for (const [name, table] of Object.entries(DECODERS)) {
    if (!tables.has(table)) watch(name, table, missing);
    tables.add(table);
  }
  watch('UDP port', BY_PORT, missing);
  for (const [place, decoder] of BY_CONTENT.entries()) {
    missing.add(decoder.name);
    (BY_CONTENT as Decoder[])[place] = (unit) => {
      const layer = decoder(unit);
      if (layer) missing.delete(decoder.name);
      return layer;
    };
  }
  for (const application of TCP_APPLICATIONS) {
    const {id, ports, dissect: decode} = application;
    const label = `${id} on TCP port ${ports[0]}`;
    missing.add(label);
    Object.assign(application, {
      dissect: (pdu: Parameters<typeof decode>[0]) => {
        missing.delete(label);
        return decode(pdu);
      },
    });
  }
  for (const {linkType, frames} of ALL) {
    const capture = await openBytes('fixture.pcap', writePcap(packetsOf(frames), {linkType}));
    const flows = deriveFlows(capture);
    for (const index of frames.keys()) dissect(capture.bytesOf(row(index)), flows.contextOf(row(index)));
    capture.close();
  }
  expect([...missing]).toEqual([]);
});
