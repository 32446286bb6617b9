// sFlow version 5 (sflow.org, "sFlow Version 5" §5): version(4) address type(4) agent(4 or 16) sub-agent(4)
// sequence number(4) uptime(4) count(4), then samples, each with format(4) and length(4).
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hexBytes, label} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {LINKTYPE} from './link.ts';
import {bitNode, node} from './node.ts';
import {u32} from './read.ts';
import {durationText} from './time.ts';

const VERSION_5 = 5;
const ADDRESS_LENGTHS: Readonly<Record<number, number>> = {1: 4, 2: 16};
const FLOW_SAMPLE = 1;
const RAW_HEADER = 1;
const ETHERNET = 1;

export function sflowLayer(unit: Unit): Layer | undefined {
  const {b, at, end, wireEnd} = unit;
  const addressLength = ADDRESS_LENGTHS[u32(b, at + 4)];
  if (end - at < 8 || u32(b, at) !== VERSION_5 || addressLength === undefined) return undefined;
  const lines = new Lines(end, wireEnd);
  const agent = formatAddress(b.subarray(at + 8, at + 8 + addressLength));
  const here = at + 8 + addressLength;
  const [subAgent, sequence, uptime, count] = [0, 4, 8, 12].map((offset) => u32(b, here + offset)) as [
    number,
    number,
    number,
    number,
  ];
  lines.add('sflow_245.version', at, 4, `Datagram version: ${VERSION_5}`, VERSION_5);
  const type = u32(b, at + 4);
  lines.add('sflow_245.agenttype', at + 4, 4, `Agent address type: ${type === 1 ? 'IPv4' : 'IPv6'} (${type})`, type);
  lines.add('sflow_245.agent', at + 8, addressLength, `Agent address: ${agent}`, agent);
  lines.add('sflow_245.sub_agent_id', here, 4, `Sub-agent ID: ${subAgent}`, subAgent);
  lines.add('sflow_245.sequence_number', here + 4, 4, `Sequence number: ${sequence}`, sequence);
  const since = durationText(Math.floor(uptime / 1000));
  lines.add('sflow_245.sysuptime', here + 8, 4, `SysUptime: ${since} (${uptime}ms)`, uptime);
  lines.add('sflow_245.numsamples', here + 12, 4, `NumSamples: ${count}`, count);
  const protocols = ['sflow'];
  let sampleAt = here + 16;
  for (let i = 0; i < count && lines.reaches(sampleAt, 8); i++) {
    const length = u32(b, sampleAt + 4);
    const sampleEnd = Math.min(end, sampleAt + 8 + length);
    lines.push(sample(unit, sampleAt, sampleEnd, protocols));
    sampleAt += 8 + length;
  }
  return blockLayer(unit, lines, {
    name: 'sFlow',
    field: 'sflow',
    title: 'InMon sFlow',
    protocols,
    columns: {
      protocol: 'sFlow',
      info: `V5, agent ${agent}, sub-agent ID ${subAgent}, seq ${sequence}, ${count} samples`,
    },
  });
}

/** Enterprise and format share a word: 20 bits and 12. */
const enterpriseLine = (b: Uint8Array, at: number): FieldNode => {
  const enterprise = u32(b, at) >>> 12;
  const name = enterprise === 0 ? 'standard sFlow' : 'Unknown';
  return bitNode('sflow.enterprise', `Enterprise: ${name} (${enterprise})`, at, {
    value: u32(b, at),
    mask: 0xfffff000,
    width: 32,
  });
};

function sample(unit: Unit, at: number, end: number, protocols: string[]): FieldNode {
  const {b} = unit;
  const format = u32(b, at);
  const sequence = u32(b, at + 8);
  const isFlow = format === FLOW_SAMPLE;
  const name = isFlow ? 'Flow sample' : 'Unknown';
  const type = bitNode('sflow_245.sampletype', `sFlow sample type: ${name} (${format & 0xfff})`, at, {
    value: format,
    mask: 0xfff,
    width: 32,
  });
  const length = node('sflow_5.sample_length', `Sample length (byte): ${u32(b, at + 4)}`, at + 4, 4);
  const lines = [enterpriseLine(b, at), type, length];
  if (!isFlow || end - at < 40) return node('', name, at, end - at, lines);
  lines.push(...flowLines(b, at + 8));
  let here = at + 40;
  for (let i = 0; i < u32(b, at + 36) && here + 8 <= end; i++) {
    const recordEnd = Math.min(end, here + 8 + u32(b, here + 4));
    lines.push(record(unit, here, recordEnd, protocols));
    here = recordEnd;
  }
  return node('', `${name}, seq ${sequence}`, at, end - at, lines);
}

/** §5.3: sequence number, source, rate, pool, drops, input, output, count of records; four bytes each. */
function flowLines(b: Uint8Array, at: number): FieldNode[] {
  const word = (index: number): number => u32(b, at + 4 * index);
  const line = (field: string, text: string, index: number): FieldNode =>
    node(`sflow.flow_sample.${field}`, text, at + 4 * index, 4);
  return [
    line('sequence_number', `Sequence number: ${word(0)}`, 0),
    bitNode('sflow.flow_sample.source_id_class', `Source ID class: ${word(1) >>> 24}`, at + 4, {
      value: word(1),
      mask: 0xff000000,
      width: 32,
    }),
    bitNode('sflow.flow_sample.index', `Index: ${word(1) & 0xffffff}`, at + 4, {
      value: word(1),
      mask: 0xffffff,
      width: 32,
    }),
    line('sampling_rate', `Sampling rate: 1 out of ${word(2)} packets`, 2),
    line('sample_pool', `Sample pool: ${word(3)} total packets`, 3),
    line('dropped_packets', `Dropped packets: ${word(4)}`, 4),
    interfaceLine(b, at + 20, 'Input', 'input'),
    interfaceLine(b, at + 24, 'Output', 'output'),
    line('flow_record', `Flow record: ${word(7)}`, 7),
  ];
}

const INTERFACE_FORMATS = ['ifindex', 'packet discarded', 'multiple interfaces', 'Unknown'] as const;

/** §5.3: the first two bits tell what the others are. */
function interfaceLine(b: Uint8Array, at: number, title: string, field: string): FieldNode {
  const word = u32(b, at);
  const format = word >>> 30;
  const name = `sflow.flow_sample.${field}_interface`;
  if (format === 0) return node(name, `${title} interface (ifIndex): ${word}`, at, 4);
  const value = word & 0x3fffffff;
  const shown = `0x${word.toString(16).padStart(8, '0')}`;
  return node(name, `${title} interface: ${shown}`, at, 4, [
    bitNode(`${name}_format`, `${title} interface format: ${INTERFACE_FORMATS[format]} (${format})`, at, {
      value: word,
      mask: 0xc0000000,
      width: 32,
    }),
    bitNode(`${name}_value`, `${title} interface value: ${value}`, at, {value: word, mask: 0x3fffffff, width: 32}),
  ]);
}

/** §5.3: of a packet that was sampled, the beginning, as it was on its link. */
function record(unit: Unit, at: number, end: number, protocols: string[]): FieldNode {
  const {b} = unit;
  const format = u32(b, at);
  const isRaw = format === RAW_HEADER && end - at >= 24;
  const name = isRaw ? 'Raw packet header' : 'Unknown';
  const lines = [
    enterpriseLine(b, at),
    node('sflow_245.flow_record_format', `Format: ${name} (${format & 0xfff})`, at, 4),
    node('sflow_5.flow_data_length', `Flow data length (byte): ${u32(b, at + 4)}`, at + 4, 4),
  ];
  if (!isRaw) return node('', name, at, end - at, lines);
  const [protocol, frameLength, stripped, length] = [8, 12, 16, 20].map((offset) => u32(b, at + offset)) as [
    number,
    number,
    number,
    number,
  ];
  const headerAt = at + 24;
  const headerEnd = Math.min(end, headerAt + length);
  const wireEnd = Math.max(headerEnd, headerAt + frameLength - stripped);
  const next = {by: 'link', number: LINKTYPE.ethernet, at: headerAt, end: headerEnd, wireEnd} as const;
  const inner = protocol === ETHERNET ? unit.inside(next) : {nodes: [], protocols: []};
  protocols.push(...inner.protocols);
  const bytes = label('Header of sampled packet', hexBytes(b, headerAt, headerEnd));
  lines.push(
    node(
      'sflow_245.header_protocol',
      `Header protocol: ${protocol === ETHERNET ? 'Ethernet' : 'Unknown'} (${protocol})`,
      at + 8,
      4,
    ),
    node('sflow_245.header.frame_length', `Frame Length: ${frameLength}`, at + 12, 4),
    node('sflow_245.header.payload_stripped', `Payload stripped: ${stripped}`, at + 16, 4),
    node('sflow_245.header.sampled_header_length', `Sampled header length: ${length}`, at + 20, 4),
    node('sflow_245.header', bytes, headerAt, headerEnd - headerAt, inner.nodes),
  );
  return node('', name, at, end - at, lines);
}
