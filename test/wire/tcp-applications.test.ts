import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import {row} from '../../src/model/units.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {applicationOf, TCP_APPLICATIONS} from '../../src/wire/tcp-applications.ts';
import {layersOf} from '../conformance/lines.ts';
import {writePcap} from '../support/pcap-file.ts';
import {openInWireshark} from '../support/wireshark.ts';
import {packetsOf} from './frames.ts';
import {
  BROKEN_DNS,
  BROKEN_SSH,
  conversation,
  FTP_DATA_CONNECTIONS,
  LDAP,
  MYSQL,
  SMB,
  X11,
} from './tcp-application-frames.ts';

async function read(frames: readonly Uint8Array[]) {
  const file = writePcap(packetsOf(frames));
  const capture = await openBytes('fixture.pcap', file);
  const flows = deriveFlows(capture);
  const dissections = frames.map((_, i) => dissect(capture.bytesOf(row(i)), flows.contextOf(row(i))));
  capture.close();
  return {file, dissections};
}

describe('the packet list is Wireshark’s', () => {
  it.each([
    ['FTP with data connections', 21, FTP_DATA_CONNECTIONS],
    ['broken SSH', 22, BROKEN_SSH],
    ['broken DNS', 53, BROKEN_DNS],
    ['LDAP', 389, LDAP],
    ['SMB', 445, SMB],
    ['MySQL', 3306, MYSQL],
    ['X11', 6000, X11],
  ] as const)('%s', async (_, port, steps) => {
    const {file, dissections} = await read(conversation(port, steps));
    const wireshark = await openInWireshark(file);
    const ours = dissections.map(({tree, protocol, info}) => [protocol, info, ...layersOf(tree).slice(0, 1)]);
    const theirs = wireshark.rows.map(([, , , , protocol, , info], i) => [
      protocol,
      info,
      ...layersOf(wireshark.tree(i + 1)).slice(0, 1),
    ]);
    wireshark.close();
    const words = (rows: typeof ours) => rows.map(([protocol, info, frame]) => [protocol, info, ...linesOf(frame)]);
    expect(words(ours)).toEqual(words(theirs as typeof ours));
  });

  const linesOf = (layer: unknown): string[] =>
    (layer as {readonly lines: readonly {readonly text: string}[]}).lines.map(({text}) => text);
});

describe('a port’s protocol', () => {
  it('is the lower port’s, unless HTTP or TLS has that', () => {
    expect(applicationOf({source: 6001, destination: 22})?.name).toBe('SSH');
    expect(applicationOf({source: 6001, destination: 5999})?.name).toBe('X11');
    expect(applicationOf({source: 6001, destination: 443})).toBeUndefined();
  });

  it('is known by one entry of the table', () => {
    const ports = TCP_APPLICATIONS.flatMap((application) => application.ports);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it.each(TCP_APPLICATIONS.map(({name, ports}) => [name, ports[0] ?? 0] as const))(
    '%s on port %i takes any bytes',
    async (_, port) => {
      const steps = Array.from({length: 60}, (__, i) => {
        const payload = Uint8Array.from(
          {length: (i * 7) % 40},
          (___, k) => (i * 131 + k * k * 29 + (k << (i % 5))) & 255,
        );
        return [i % 3 === 0 ? 'S' : 'C', payload] as const;
      });
      const {dissections} = await read(conversation(port, steps));
      for (const {info} of dissections) expect(info).not.toMatch(/undefined|NaN/);
    },
  );
});
