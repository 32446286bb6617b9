import type {FieldNode} from '../../model/tree.ts';
import type {ViewInput} from '../view/view.ts';
import {type HeaderField, headerDiagram} from './header-diagram.ts';
import type {Figure} from './svg.ts';

type Words = ViewInput['locale']['figures'];

/** What a diagram takes from a layer's tree: fields by their display-filter name. */
class Fields {
  private readonly nodes: ReadonlyMap<string, FieldNode>;

  constructor(layer: FieldNode) {
    this.nodes = new Map((layer.children ?? []).map((node) => [node.field, node]));
  }

  number(field: string): number {
    return Number(this.nodes.get(field)?.value ?? 0);
  }

  string(field: string): string {
    const value = this.nodes.get(field)?.value;
    return value === undefined ? '' : String(value);
  }

  has(field: string): boolean {
    return this.nodes.has(field);
  }
}

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** RFC 791 §3.1. */
function ipv4(fields: Fields, {field}: Words): HeaderField[] {
  const headerLength = fields.number('ip.hdr_len');
  const service = fields.number('ip.dsfield');
  return [
    {name: field.version, bits: 4, value: fields.string('ip.version')},
    {name: field.headerLength, bits: 4, value: String(headerLength / 4)},
    {name: 'DSCP', bits: 6, value: String(service >> 2)},
    {name: 'ECN', bits: 2, value: String(service & 3)},
    {name: field.totalLength, bits: 16, value: fields.string('ip.len')},
    {name: field.identification, bits: 16, value: hex(fields.number('ip.id'), 4)},
    {name: field.flags, bits: 3, value: fields.number('ip.flags').toString(2).padStart(3, '0')},
    {name: field.fragmentOffset, bits: 13, value: fields.string('ip.frag_offset')},
    {name: field.timeToLive, bits: 8, value: fields.string('ip.ttl')},
    {name: field.protocol, bits: 8, value: fields.string('ip.proto')},
    {name: field.checksum, bits: 16, value: hex(fields.number('ip.checksum'), 4)},
    {name: field.source, bits: 32, value: fields.string('ip.src')},
    {name: field.destination, bits: 32, value: fields.string('ip.dst')},
    ...options(headerLength - 20, field.options, field.bytes),
  ];
}

/** RFC 8200 §3. */
const ipv6 = (fields: Fields, {field}: Words): HeaderField[] => [
  {name: field.version, bits: 4, value: fields.string('ipv6.version')},
  {name: field.trafficClass, bits: 8, value: hex(fields.number('ipv6.tclass'), 2)},
  {name: field.flowLabel, bits: 20, value: hex(fields.number('ipv6.flow'), 5)},
  {name: field.payloadLength, bits: 16, value: fields.string('ipv6.plen')},
  {name: field.nextHeader, bits: 8, value: fields.string('ipv6.nxt')},
  {name: field.hopLimit, bits: 8, value: fields.string('ipv6.hlim')},
  {name: field.source, bits: 128, value: fields.string('ipv6.src')},
  {name: field.destination, bits: 128, value: fields.string('ipv6.dst')},
];

const CONTROL_BITS = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'] as const;

/** RFC 9293 §3.1. */
function tcp(fields: Fields, {field, relative}: Words): HeaderField[] {
  const headerLength = fields.number('tcp.hdr_len');
  const flags = fields.number('tcp.flags');
  const numbered = (raw: string, counted: string) =>
    fields.has(raw) ? relative(fields.string(raw), fields.string(counted)) : fields.string(counted);
  return [
    {name: field.sourcePort, bits: 16, value: fields.string('tcp.srcport')},
    {name: field.destinationPort, bits: 16, value: fields.string('tcp.dstport')},
    {name: field.sequence, bits: 32, value: numbered('tcp.seq_raw', 'tcp.seq')},
    {name: field.acknowledgment, bits: 32, value: numbered('tcp.ack_raw', 'tcp.ack')},
    {name: field.dataOffset, bits: 4, value: String(headerLength / 4)},
    {name: field.reserved, bits: 4, value: String((flags >> 8) & 15)},
    ...CONTROL_BITS.map((name, index) => ({name, bits: 1, value: String((flags >> (7 - index)) & 1)})),
    {name: field.window, bits: 16, value: fields.string('tcp.window_size_value')},
    {name: field.checksum, bits: 16, value: hex(fields.number('tcp.checksum'), 4)},
    {name: field.urgentPointer, bits: 16, value: fields.string('tcp.urgent_pointer')},
    ...options(headerLength - 20, field.options, field.bytes),
  ];
}

const options = (bytes: number, name: string, count: (bytes: number) => string): HeaderField[] =>
  bytes > 0 ? [{name, bits: bytes * 8, value: count(bytes)}] : [];

const DIAGRAMS: Readonly<Record<string, (fields: Fields, words: Words) => HeaderField[]>> = {ip: ipv4, ipv6, tcp};

/**
 * The header of a layer as in its RFC, with this packet's values; undefined for layers that have no such picture.
 * `occurrence` counts headers of one kind in the frame, from 1.
 */
export function headerFigure(
  layer: FieldNode,
  {frame, occurrence}: {readonly frame: number; readonly occurrence: number},
  {locale}: ViewInput,
): Figure | undefined {
  const fieldsOf = DIAGRAMS[layer.field];
  if (!fieldsOf) return undefined;
  const fields = fieldsOf(new Fields(layer), locale.figures);
  const {title, description} = locale.figures.header;
  const name = locale.layers.shortName[layer.field] ?? layer.field;
  return headerDiagram(`header-${layer.field}${occurrence > 1 ? `-${occurrence}` : ''}`, fields, {
    title: title({name, frame}),
    description: description({fields: fields.map((one) => `${one.name} ${one.value}`).join(', ')}),
  });
}
