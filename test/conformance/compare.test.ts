import {describe, expect, it} from 'vitest';
import {bytes, ethernet, hex} from '../support/craft.ts';
import {type FilePacket, type PcapngBlock, writePcap, writePcapng} from '../support/pcap-file.ts';
import {compareFile} from './compare.ts';
import {LISTED} from './differences.ts';
import {outcomeOf} from './table.ts';

const PACKET: FilePacket = {time: {seconds: 1, nanos: 0}, bytes: ethernet({type: 0x88b5}, hex('010203'))};

describe('comparing a file', () => {
  it('skips what is no capture for either side', async () => {
    const compared = await compareFile('INDEX.tsv', bytes('source\tpackets\n'));
    expect(compared).toMatchObject({reason: expect.stringContaining("'INDEX.tsv' is a text file"), expected: true});
    expect(compared).not.toHaveProperty('layers');
  });

  it('fails for what one side reads only, unless that is listed', async () => {
    const snoop = bytes('snoop\0\0\0', hex('0000000200000004'));
    expect(await compareFile('a.snoop', snoop)).toMatchObject({
      reason: expect.stringMatching(/^labshark reads pcap/),
      expected: true,
    });
    expect(await compareFile('dsa.pcap', writePcap([PACKET], {linkType: 284}))).toMatchObject({expected: true});
    const unread = await compareFile('b.pcap', writePcap([PACKET], {linkType: 0x7fff}));
    expect(unread).toMatchObject({reason: expect.stringMatching(/^in Wireshark: /), expected: false});
    expect(outcomeOf([], 'reason' in unread ? [unread] : []).met).toBe(false);
  });

  it.each(['little', 'big'] as const)('leaves out frames that are no packets (%s endian)', async (byteOrder) => {
    const packet: PcapngBlock = {...PACKET, block: 'packet'};
    const custom: PcapngBlock = {block: 'unknown', type: 0xbad, body: new Uint8Array(8)};
    const journal: PcapngBlock = {block: 'unknown', type: 9, body: bytes('__REALTIME_TIMESTAMP=1\n')};
    const file = writePcapng([{block: 'section', byteOrder}, {block: 'interface'}, custom, packet, journal, packet]);
    const compared = await compareFile('custom.pcapng', file);
    expect(compared).toMatchObject({differences: []});
    expect('facets' in compared && compared.facets.get('list rows')?.total).toBe(2);
  });
});

describe('listed differences', () => {
  const isListed = (ours: string, theirs: string) =>
    LISTED.some(({covers}) => covers(ours, theirs, 'frame', {file: 'a.pcap', frame: 1}));

  it.each([
    ['  Arrival Time: Jan  1, 1970 00:43:34.359616000 UTC', '  Arrival Time: Jan  1, 1970 00:01:21.-671088640 UTC'],
    ['  Epoch Arrival Time: 2614.359616000', '  Epoch Arrival Time: -81.671088640'],
    ['  Epoch Arrival Time: 538976826.976288000', '  Epoch Arrival Time: 538976288.(2105376000 nanoseco'],
  ])('a fraction of seconds that overflows: %s', (ours, theirs) => expect(isListed(ours, theirs)).toBe(true));

  it.each([
    ['  Arrival Time: Jan  1, 1970 00:43:35.359616000 UTC', '  Arrival Time: Jan  1, 1970 00:01:21.-671088640 UTC'],
    ['  Epoch Arrival Time: 2.000000000', '  Epoch Arrival Time: 1.000000000'],
    ['  Arrival Time: Jan  1, 1970 00:00:02.000000000 UTC', '  Arrival Time: Jan  1, 1970 00:00:01.000000000 UTC'],
  ])('but no other time: %s', (ours, theirs) => expect(isListed(ours, theirs)).toBe(false));
});
