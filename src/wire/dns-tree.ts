// The tree of a DNS message with Wireshark 4.4's wording (packet-dns.c), for the header, questions and records.
import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {type DnsMessage, type DnsQuestion, type DnsRecord, parseDns, typeName} from './dns.ts';
import {derived} from './lines.ts';

export interface DnsTree {
  readonly nodes: FieldNode[];
  readonly info: string;
  readonly protocol: string;
}

const OPCODES: Readonly<Record<number, string>> = {
  0: 'Standard query',
  1: 'Inverse query',
  2: 'Server status request',
  4: 'Zone change notification',
  5: 'Dynamic update',
};
const REPLY_CODES: Readonly<Record<number, string>> = {
  0: 'No error',
  1: 'Format error',
  2: 'Server failure',
  3: 'No such name',
  4: 'Not implemented',
  5: 'Refused',
};
const TYPE_MEANINGS: Readonly<Record<number, string>> = {
  1: 'Host Address',
  2: 'authoritative Name Server',
  5: 'Canonical NAME for an alias',
  6: 'Start Of a zone of Authority',
  12: 'domain name PoinTeR',
  15: 'Mail eXchange',
  16: 'Text strings',
  28: 'IP6 Address',
  33: 'Server Selection',
  65: 'HTTPS Specific Service Endpoints',
};

export function dnsTree(b: Uint8Array, at: number, end: number, context: FrameContext): DnsTree {
  const message = parseDns(b, at, end);
  const length = end - at;
  if (!message) {
    return {nodes: [{field: 'dns', text: 'Domain Name System', at, length}], info: 'DNS', protocol: 'DNS'};
  }
  const children: FieldNode[] = [
    node('dns.id', `Transaction ID: ${hex(message.id)}`, at, 2),
    node('dns.flags', flagsText(message), at + 2, 2),
    node('dns.count.queries', `Questions: ${message.counts[0]}`, at + 4, 2),
    node('dns.count.answers', `Answer RRs: ${message.counts[1]}`, at + 6, 2),
    node('dns.count.auth_rr', `Authority RRs: ${message.counts[2]}`, at + 8, 2),
    node('dns.count.add_rr', `Additional RRs: ${message.counts[3]}`, at + 10, 2),
    ...group('Queries', message.questions, question),
    ...group('Answers', message.answers, record),
    ...group('Authoritative nameservers', message.authority, record),
    ...group('Additional records', message.additional, record),
    ...pairing(context),
  ];
  const title = `Domain Name System (${message.response ? 'response' : 'query'})`;
  return {nodes: [{field: 'dns', text: title, at, length, children}], info: infoText(message), protocol: 'DNS'};
}

const hex = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;
const node = (field: string, text: string, at: number, length: number, children?: FieldNode[]): FieldNode => ({
  field,
  text,
  at,
  length,
  ...(children ? {children} : {}),
});

function flagsText({flags, response, opcode, rcode}: DnsMessage): string {
  const name = OPCODES[opcode] ?? `Unknown operation (${opcode})`;
  return response
    ? `Flags: ${hex(flags)} ${name} response, ${REPLY_CODES[rcode] ?? `Unknown (${rcode})`}`
    : `Flags: ${hex(flags)} ${name}`;
}

function group<T extends DnsQuestion>(
  title: string,
  entries: readonly T[],
  make: (entry: T) => FieldNode,
): FieldNode[] {
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) return [];
  return [node('dns', title, first.at, last.at + last.length - first.at, entries.map(make))];
}

const classText = (value: number): string => (value === 1 ? 'IN' : value === 255 ? 'ANY' : `Unknown (${value})`);

function question({name, type, class: network, at, length}: DnsQuestion): FieldNode {
  return node('dns', `${name}: type ${typeName(type)}, class ${classText(network)}`, at, length, [
    node('dns.qry.name', `Name: ${name}`, at, length - 4),
    derived('dns.qry.name.len', `Name Length: ${name === '<Root>' ? 6 : name.length}`),
    derived('dns.count.labels', `Label Count: ${name === '<Root>' ? 1 : name.split('.').length}`),
    node('dns.qry.type', `Type: ${typeText(type)}`, at + length - 4, 2),
    node('dns.qry.class', `Class: ${classText(network)} (${hex(network)})`, at + length - 2, 2),
  ]);
}

const typeText = (type: number): string =>
  TYPE_MEANINGS[type] === undefined
    ? `${typeName(type)} (${type})`
    : `${typeName(type)} (${type}) (${TYPE_MEANINGS[type]})`;

const DATA_LABELS: Readonly<Record<number, readonly [field: string, label: string, summary: string]>> = {
  1: ['dns.a', 'Address', 'addr'],
  2: ['dns.ns', 'Name Server', 'ns'],
  5: ['dns.cname', 'CNAME', 'cname'],
  6: ['dns.soa.mname', 'Primary name server', 'mname'],
  12: ['dns.ptr.domain_name', 'Domain Name', ''],
  28: ['dns.aaaa', 'AAAA Address', 'addr'],
};

function record(entry: DnsRecord): FieldNode {
  const {name, type, class: network, ttl, at, length, dataAt, dataLength, data} = entry;
  if (typeName(type) === 'OPT') return node('dns', `${name}: type OPT`, at, length);
  const label = DATA_LABELS[type];
  const summary = label === undefined ? '' : `, ${label[2] === '' ? data : `${label[2]} ${data}`}`;
  const headAt = dataAt - 10;
  return node('dns', `${name}: type ${typeName(type)}, class ${classText(network)}${summary}`, at, length, [
    node('dns.resp.name', `Name: ${name}`, at, headAt - at),
    node('dns.resp.type', `Type: ${typeText(type)}`, headAt, 2),
    node('dns.resp.class', `Class: ${classText(network)} (${hex(network)})`, headAt + 2, 2),
    node('dns.resp.ttl', `Time to live: ${ttl} (${timeText(ttl)})`, headAt + 4, 4),
    node('dns.resp.len', `Data length: ${dataLength}`, headAt + 8, 2),
    ...(label === undefined ? [] : [node(label[0], `${label[1]}: ${data}`, dataAt, dataLength)]),
  ]);
}

/** 3661 → `1 hour, 1 minute, 1 second`. */
function timeText(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const shown = parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}${value === 1 ? '' : 's'}`);
  return shown.length === 0 ? '0 seconds' : shown.join(', ');
}

function pairing({dns}: FrameContext): FieldNode[] {
  if (dns?.responseFrame !== undefined) return [derived('dns.response_in', `Response In: ${dns.responseFrame}`)];
  if (dns?.requestFrame === undefined) return [];
  return [
    derived('dns.response_to', `Request In: ${dns.requestFrame}`),
    ...(dns.timeNs === undefined ? [] : [derived('dns.time', `Time: ${(dns.timeNs / 1e9).toFixed(9)} seconds`)]),
  ];
}

/** `Standard query 0x0609 AAAA example.org OPT`, `Standard query response 0x85a7 No such name A example.org SOA ns.example.org`. */
function infoText(message: DnsMessage): string {
  const name = OPCODES[message.opcode] ?? `Unknown operation (${message.opcode})`;
  const failure =
    message.response && message.rcode !== 0 ? ` ${REPLY_CODES[message.rcode] ?? `Unknown (${message.rcode})`}` : '';
  const asked = message.questions.map(({type, name: of}) => ` ${typeName(type)} ${of}`).join('');
  const records = [...message.answers, ...message.authority, ...message.additional]
    .map(({type, data}) => (DATA_LABELS[type] === undefined ? ` ${typeName(type)}` : ` ${typeName(type)} ${data}`))
    .join('');
  return `${name}${message.response ? ' response' : ''} ${hex(message.id)}${failure}${asked}${records}`;
}
