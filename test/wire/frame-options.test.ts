import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {dissectionOf} from '../../src/flows/dissection.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {FieldNode} from '../../src/model/tree.ts';
import {row} from '../../src/model/units.ts';
import {compareCapture} from '../conformance/compare.ts';
import {ethernet, hex} from '../support/craft.ts';
import {type PcapngBlock, type PcapngOption, writePcapng} from '../support/pcap-file.ts';

/** One frame for each list of options, in a file of either byte order. */
function fileOf(lists: readonly (readonly PcapngOption[])[], byteOrder: 'little' | 'big' = 'little'): Uint8Array {
  const packets = lists.map((options): PcapngBlock => ({...PACKET, block: 'packet', options}));
  return writePcapng([{block: 'section', byteOrder}, {block: 'interface'}, ...packets]);
}

const PACKET = {time: {seconds: 1, nanos: 0}, bytes: ethernet({type: 0x88b5}, hex('010203'))};

async function frameLines(file: Uint8Array, index = 0): Promise<string[]> {
  const {tree} = dissectionOf(deriveFlows(await openBytes('options.pcapng', file)), row(index));
  const text = (nodes: readonly FieldNode[] = [], indent = ''): string[] =>
    nodes.flatMap((node) => [indent + node.text, ...text(node.children, `${indent}  `)]);
  return text(tree.find(({field}) => field === 'frame')?.children);
}

/** The lines that a frame has more than one without options. */
async function added(options: readonly PcapngOption[], byteOrder?: 'little' | 'big'): Promise<string[]> {
  const usual = new Set(await frameLines(fileOf([[]])));
  return (await frameLines(fileOf([options], byteOrder))).filter((line) => !usual.has(line));
}

const TC = hex('01 0200000000000000');
const XDP = hex('02 0200000000000000');

describe('options of a packet in pcapng', () => {
  it('flags: the direction, how it was received, its checksum and what the link layer found wrong', async () => {
    expect(await added([[2, hex('0000a5ad')]], 'big')).toEqual([
      'Packet flags: 0x0000a5ad',
      '  .... .... .... .... .... .... .... ..01 = Direction: Inbound (0x1)',
      '  .... .... .... .... .... .... ...0 11.. = Reception type: Broadcast (3)',
      '  .... .... .... .... .... ...1 101. .... = FCS length: 13',
      '  .... .... .... .... 1010 010. .... .... = Reserved: 82',
      '  .... ...0 .... .... .... .... .... .... = CRC error: Not set',
      '  .... ..0. .... .... .... .... .... .... = Packet too long error: Not set',
      '  .... .0.. .... .... .... .... .... .... = Packet too short error: Not set',
      '  .... 0... .... .... .... .... .... .... = Wrong interframe gap error: Not set',
      '  ...0 .... .... .... .... .... .... .... = Unaligned frame error: Not set',
      '  ..0. .... .... .... .... .... .... .... = Start frame delimiter error: Not set',
      '  .0.. .... .... .... .... .... .... .... = Preamble error: Not set',
      '  0... .... .... .... .... .... .... .... = Symbol error: Not set',
      'Point-to-Point Direction: Received (1)',
    ]);
  });

  it('hashes, the queue, the number, verdicts and what was lost', async () => {
    const options: PcapngOption[] = [
      [3, hex('02 01020304')],
      [3, hex('09')],
      [4, hex('ffffffffffffffff')],
      [5, hex('4d00000000000000')],
      [6, hex('07000000')],
      [7, hex('00 010203')],
      [7, TC],
      [7, XDP],
      [7, hex('01 ffffffffffffffff')],
      [7, hex('05 01')],
    ];
    expect(await added(options)).toEqual([
      'Interface queue: 7',
      'Hash Algorithm: CRC32 (2), Unknown (9)',
      '  Hash Value: 01 02 03 04',
      '  Hash Value: <MISSING>',
      'Packet id: 77',
      'Verdict: Hardware (0), eBPF_TC (1), eBPF_XDP (2), eBPF_TC (1)',
      '  Hardware: 01 02 03',
      '  eBPF TC: TC_ACT_SHOT (2)',
      '  eBPF XDP: XDP_PASS (2)',
      '  eBPF TC: TC_ACT_UNSPEC (-1)',
      'Drop Count: 18446744073709551615',
    ]);
  });

  it('the first of a kind that may stand once holds, and one of a wrong length says nothing', async () => {
    const lines = await added([
      [6, hex('0700')],
      [6, hex('01000000')],
      [6, hex('02000000')],
      [2, hex('000001')],
      [4, hex('01000000')],
      [7, hex('02 01')],
    ]);
    expect(lines).toEqual(['Interface queue: 1']);
  });

  it('obsolete packet blocks count what was lost in their header', async () => {
    const blocks = [17, 0xffff].map((drops): PcapngBlock => ({...PACKET, block: 'obsolete', drops}));
    const file = writePcapng([{block: 'section', byteOrder: 'big'}, {block: 'interface'}, ...blocks]);
    expect(await frameLines(file)).toContain('Drop Count: 17');
    expect((await frameLines(file, 1)).join()).not.toContain('Drop Count');
  });

  it.each(['little', 'big'] as const)('are read as in Wireshark when the byte order is %s', async (byteOrder) => {
    const flags = ['00000000', 'ffffffff', '02000010', '10000002', '08080808', '01010101', '03000003'];
    const sha1 = hex(`04 ${'a7'.repeat(20)}`);
    const md5 = hex(`03 ${'0b'.repeat(16)}`);
    const codes = ['00', '01', '02', '03', '04', '05', '06', '07', '08', '09', 'ff'];
    const wide = (code: string) => {
      const filler = (code === 'ff' ? 'ff' : '00').repeat(7);
      return byteOrder === 'little' ? code + filler : filler + code;
    };
    const file = fileOf(
      [
        [],
        ...flags.map((word): PcapngOption[] => [[2, hex(word)]]),
        [
          [3, sha1],
          [3, md5],
          [3, hex('00 01')],
          [3, hex('01 01')],
          [3, hex('05 01')],
          [3, hex('06')],
        ],
        [
          [4, hex('0000000000000102')],
          [6, hex('00000007')],
          [5, hex('0100000000000002')],
        ],
        codes.map((code): PcapngOption => [7, hex(`01 ${wide(code)}`)]),
        codes.map((code): PcapngOption => [7, hex(`02 ${wide(code)}`)]),
        [
          [7, hex('00')],
          [7, hex('00 0102')],
        ],
        [
          [6, hex('00000007')],
          [6, hex('00000008')],
          [200, hex('01')],
          [2988, hex('00000001 41')],
        ],
      ],
      byteOrder,
    );
    expect((await compareCapture('options.pcapng', file)).differences).toEqual([]);
  });

  it('the name of an interface is one line', async () => {
    const file = writePcapng([
      {block: 'section'},
      {block: 'interface', name: 'a\r\nb\tc', description: 'd\ne'},
      {...PACKET, block: 'packet'},
    ]);
    expect(await frameLines(file)).toContain('  Interface name: a\\r\\nb\\tc');
    expect((await compareCapture('names.pcapng', file)).differences).toEqual([]);
  });
});
