import {expect, it} from 'vitest';
import type {FieldNode} from '../../src/model/tree.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {bytes, ethernet, hex, ipv4, tcp, u32, udp} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 50_000, destinationPort: 6343};
const SAMPLED = ethernet(
  {},
  ipv4(ENDS, tcp({...ENDS, sourcePort: 80, destinationPort: 50_001, sequence: 1, flags: 0x10})),
);

function datagram(sampled: Uint8Array) {
  const record = bytes(
    u32(1),
    u32(16 + sampled.length),
    u32(1),
    u32(sampled.length + 4),
    u32(4),
    u32(sampled.length),
    sampled,
  );
  const flow = bytes(u32(7), u32(13), u32(60), u32(600), u32(0), u32(13), u32(0x80000002), u32(1), record);
  const sample = bytes(u32(1), u32(flow.length), flow);
  return bytes(u32(5), u32(1), hex('0a0000fe'), u32(0), u32(9), u32(3_600_000), u32(1), sample);
}

function read(payload: Uint8Array) {
  const frame = ipv4({...ENDS, protocol: 17}, udp(ENDS, payload));
  return dissect(frame, {
    frame: 1,
    time: {seconds: 0, nanos: 0},
    sincePreviousNs: 0,
    sinceFirstNs: 0,
    capturedLength: frame.length,
    originalLength: frame.length,
    linkType: LINKTYPE.raw,
  });
}

const lines = (nodes: readonly FieldNode[]): string[] =>
  nodes.flatMap(({text, children}) => [text, ...lines(children ?? [])]);

it('a sampled packet is shown within its sample', () => {
  const {tree, protocol, info} = read(datagram(SAMPLED));
  expect({protocol, info}).toEqual({protocol: 'sFlow', info: 'V5, agent 10.0.0.254, sub-agent ID 0, seq 9, 1 samples'});
  expect(lines(tree)).toEqual(
    expect.arrayContaining([
      '[Protocols in frame: raw:ip:udp:sflow:eth:ethertype:ip:tcp]',
      '[Coloring Rule Name: HTTP]',
      'SysUptime: 1 hour (3600000ms)',
      'Flow sample, seq 7',
      'Sampling rate: 1 out of 60 packets',
      'Input interface (ifIndex): 13',
      'Output interface: 0x80000002',
      'Raw packet header',
      'Source Port: 80',
    ]),
  );
});

it('samples may sample samples', () => {
  let nested = SAMPLED;
  for (let depth = 0; depth < 20; depth++) {
    nested = ethernet({}, ipv4({...ENDS, protocol: 17}, udp(ENDS, datagram(nested))));
  }
  expect(read(datagram(nested)).protocol).toBe('sFlow');
});

it('other versions are nobody’s', () => {
  expect(read(bytes(u32(2), u32(1), new Uint8Array(40)))).toMatchObject({protocol: 'UDP'});
});
