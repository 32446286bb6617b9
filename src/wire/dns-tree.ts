// The tree of a DNS message with Wireshark 4.4's wording (packet-dns.c).
import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex} from './bits.ts';
import * as dns from './dns.ts';
import {flagLines, flagsText, infoStart, type Message, type NameService} from './dns-flags.ts';
import {ROOT, readName} from './dns-names.ts';
import {optionsLines} from './dns-options.ts';
import {recordLines} from './dns-records.ts';
import {className, describedType, shownType} from './dns-types.ts';
import {derived, expert, Lines, type Shortage} from './lines.ts';
import {node} from './node.ts';
import {u16, u32} from './read.ts';
import {durationText, secondsText} from './time.ts';

const TITLES = {
  dns: ['DNS', 'Domain Name System'],
  mdns: ['MDNS', 'Multicast Domain Name System'],
  llmnr: ['LLMNR', 'Link-local Multicast Name Resolution'],
} as const;

export type {NameService};

export interface DnsTree {
  readonly nodes: FieldNode[];
  readonly info: string;
  readonly protocol: string;
  readonly shortage?: Shortage;
}

export interface DnsTreeOptions {
  readonly service?: NameService;
  /** Where the message ended on the wire, when less of it was captured. */
  readonly wireEnd?: number;
}

const UPDATE = 5;

/** The message in `b[at … end)`. What breaks off keeps its good lines; `shortage` says why it does. */
export function dnsTree(
  b: Uint8Array,
  at: number,
  end: number,
  context: FrameContext,
  {service = 'dns', wireEnd = end}: DnsTreeOptions = {},
): DnsTree {
  const [protocol, title] = TITLES[service];
  const lines = new Lines(end, wireEnd);
  if (!lines.reaches(at, dns.HEADER_LENGTH)) {
    return {nodes: [], info: '', protocol, ...(lines.shortage ? {shortage: lines.shortage} : {})};
  }
  const message: Message = {b, start: at, end, service, response: dns.isResponse(b, at), opcode: dns.opcode(b, at)};
  lines.add('dns.id', at, 2, `Transaction ID: ${hex(dns.id(b, at), 4)}`, dns.id(b, at), idRemarks(message, context));
  lines.add('dns.flags', at + 2, 2, `Flags: ${flagsText(message)}`, dns.flags(b, at), flagLines(message));
  const sections = message.opcode === UPDATE ? UPDATE_SECTIONS : SECTIONS;
  sections.forEach(({field, count}, index) => {
    const value = dns.count(b, at, index);
    lines.add(field, at + 4 + 2 * index, 2, `${count}: ${value}`, value);
  });
  let info = infoStart(message);
  let here = at + dns.HEADER_LENGTH;
  sections.forEach(({title: name}, index) => {
    const entries: FieldNode[] = [];
    const from = here;
    for (let i = 0; i < dns.count(b, at, index) && lines.shortage === undefined; i++) {
      const entry = index === 0 ? question(message, here) : record(message, here);
      if (entry) {
        entries.push(entry.node);
        info += entry.info;
        here = entry.next;
      }
      if (!entry || entry.next > end) {
        lines.shortage = end < wireEnd ? 'cut' : 'malformed';
        here = end;
      }
    }
    if (entries.length > 0) lines.nodes.push(node('dns', name, from, here - from, entries));
  });
  lines.push(...pairing(message, context));
  const kind = message.response ? 'response' : 'query';
  return {
    nodes: [{field: service, text: `${title} (${kind})`, at, length: end - at, children: lines.nodes}],
    info,
    protocol,
    ...(lines.shortage ? {shortage: lines.shortage} : {}),
  };
}

interface Section {
  readonly field: string;
  readonly count: string;
  readonly title: string;
}

const SECTIONS: readonly Section[] = [
  {field: 'dns.count.queries', count: 'Questions', title: 'Queries'},
  {field: 'dns.count.answers', count: 'Answer RRs', title: 'Answers'},
  {field: 'dns.count.auth_rr', count: 'Authority RRs', title: 'Authoritative nameservers'},
  {field: 'dns.count.add_rr', count: 'Additional RRs', title: 'Additional records'},
];

/** RFC 2136 §2. */
const UPDATE_SECTIONS: readonly Section[] = [
  {field: 'dns.count.zones', count: 'Zones', title: 'Zone'},
  {field: 'dns.count.prerequisites', count: 'Prerequisites', title: 'Prerequisites'},
  {field: 'dns.count.updates', count: 'Updates', title: 'Updates'},
  {field: 'dns.count.add_rr', count: 'Additional RRs', title: 'Additional records'},
];

function idRemarks({response}: Message, {dns: pair}: FrameContext): FieldNode[] | undefined {
  if (!pair) return undefined;
  const remark = (field: string, text: string) => [expert(field, 'Warning', 'Protocol', text)];
  if (pair.repeatOf !== undefined) {
    return response
      ? remark('dns.retransmit_response', `DNS response retransmission. Original response in frame ${pair.repeatOf}`)
      : remark('dns.retransmit_request', `DNS query retransmission. Original request in frame ${pair.repeatOf}`);
  }
  return !response && pair.responseFrame === undefined
    ? remark('dns.response_missing', 'DNS response missing')
    : undefined;
}

interface Entry {
  readonly node: FieldNode;
  readonly info: string;
  /** Where the next one begins; beyond the end when this one breaks off. */
  readonly next: number;
}

/** RFC 6762 §10.2 and §5.4: multicast DNS takes the class's highest bit for itself. */
function classParts({service}: Message, value: number, isQuestion: boolean) {
  if (service !== 'mdns') return {title: `class ${className(value)}`, info: '', network: value};
  const isSet = (value & 0x8000) !== 0;
  const note = isQuestion ? `, "${isSet ? 'QU' : 'QM'}" question` : isSet ? ', cache flush' : '';
  return {title: `class ${className(value & 0x7fff)}${note}`, info: note, network: value & 0x7fff, isSet};
}

function classLines(message: Message, at: number, value: number, isQuestion: boolean): FieldNode[] {
  const {network, isSet} = classParts(message, value, isQuestion);
  const shown = `Class: ${className(network)} (${hex(network, 4)})`;
  const field = isQuestion ? 'dns.qry.class' : 'dns.resp.class';
  if (isSet === undefined) return [node(field, shown, at, 2)];
  const label = isQuestion ? '"QU" question' : 'Cache flush';
  return [
    node(field, `${bitPicture(value, 0x7fff, 16)} = ${shown}`, at, 2),
    node(
      isQuestion ? 'dns.qry.qu' : 'dns.resp.cache_flush',
      `${bitPicture(value, 0x8000, 16)} = ${label}: ${isSet ? 'True' : 'False'}`,
      at,
      2,
    ),
  ];
}

function question(message: Message, at: number): Entry | undefined {
  const found = dns.questionAt(message.b, message.start, at, message.end);
  if (!found) return undefined;
  const {name, labels, shownLength, type, nameLength, length} = found;
  const typeAt = at + nameLength;
  const {title, info} = classParts(message, found.class, true);
  return {
    node: node('dns', `${name}: type ${shownType(type)}, ${title}`, at, length, [
      node('dns.qry.name', `Name: ${name}`, at, nameLength),
      derived('dns.qry.name.len', `Name Length: ${shownLength}`, shownLength),
      derived('dns.count.labels', `Label Count: ${labels}`, labels),
      node('dns.qry.type', `Type: ${describedType(type)}`, typeAt, 2),
      ...classLines(message, typeAt + 2, found.class, true),
    ]),
    info: ` ${shownType(type)} ${name}${info}`,
    next: at + length,
  };
}

const SRV = 33;

function record(message: Message, at: number): Entry | undefined {
  const {b, start, end} = message;
  const name = readName(b, start, at, end);
  if (!name) return undefined;
  const headAt = name.next;
  const dataAt = headAt + dns.RECORD_HEADER_LENGTH;
  if (dataAt > end) return undefined;
  const type = u16(b, headAt);
  const dataLength = u16(b, headAt + 8);
  const isWhole = dataAt + dataLength <= end;
  const data = {b, start, at: dataAt, end: Math.min(end, dataAt + dataLength)};
  const shown = shownType(type);
  const lengthLine = node('dns.resp.len', `Data length: ${dataLength}`, headAt + 8, 2);
  const next = dataAt + dataLength;
  const length = Math.min(next, end) - at;
  const nameLine = node('dns.resp.name', `Name: ${name.text}`, at, name.next - at);
  const typeLine = node('dns.resp.type', `Type: ${describedType(type)}`, headAt, 2);
  if (type === dns.TYPE_OPT) {
    const lines = [
      nameLine,
      typeLine,
      ...optionsLines(b, headAt, lengthLine, dataAt, data.end, message.service === 'mdns'),
    ];
    return {node: node('dns', `${name.text}: type ${shown}`, at, length, lines), info: ` ${shown}`, next};
  }
  const {title, info} = classParts(message, u16(b, headAt + 2), false);
  const known = isWhole ? recordLines(data, type) : {nodes: []};
  return {
    node: node('dns', `${name.text}: type ${shown}, ${title}${known.title ?? ''}`, at, length, [
      ...(type === SRV ? serviceName(name.text, at, name.next - at) : [nameLine]),
      typeLine,
      ...classLines(message, headAt + 2, u16(b, headAt + 2), false),
      timeToLive(b, headAt + 4),
      lengthLine,
      ...known.nodes,
    ]),
    info: ` ${shown}${info}${known.info ?? ''}`,
    next,
  };
}

/** RFC 2782: `_service._protocol.name`; RFC 6763 §4.1 puts an instance's name before. */
function serviceName(name: string, at: number, length: number): FieldNode[] {
  const labels = name === ROOT ? [] : name.split('.');
  const first = Math.max(
    0,
    labels.findIndex((label) => label.startsWith('_')),
  );
  const [service = '', protocol, ...rest] = labels.slice(first);
  return [
    ...(first === 0 ? [] : [node('dns.srv.instance', `Instance: ${labels.slice(0, first).join('.')}`, at, length)]),
    node('dns.srv.service', `Service: ${service}`, at, length),
    ...(protocol === undefined ? [] : [node('dns.srv.proto', `Protocol: ${protocol}`, at, length)]),
    ...(rest.length === 0 ? [] : [node('dns.srv.name', `Name: ${rest.join('.')}`, at, length)]),
  ];
}

function timeToLive(b: Uint8Array, at: number): FieldNode {
  const value = u32(b, at);
  const remark = 'The uppermost bit of the TTL is set (RFC 2181, section 8)';
  const remarks = value >= 0x80000000 ? [expert('dns.ttl.negative', 'Warning', 'Protocol', remark)] : undefined;
  return node('dns.resp.ttl', `Time to live: ${value} (${durationText(value)})`, at, 4, remarks);
}

function pairing({response}: Message, {dns: pair}: FrameContext): FieldNode[] {
  if (!pair) return [];
  if (pair.repeatOf !== undefined) {
    return [
      response
        ? derived('dns.retransmit_response_in', `Retransmitted response. Original response in: ${pair.repeatOf}`)
        : derived('dns.retransmit_request_in', `Retransmitted request. Original request in: ${pair.repeatOf}`),
      derived('dns.retransmission', 'Retransmission: True', true),
    ];
  }
  if (!response) {
    const {responseFrame} = pair;
    return responseFrame === undefined
      ? []
      : [derived('dns.response_in', `Response In: ${responseFrame}`, responseFrame)];
  }
  if (pair.requestFrame === undefined) return [derived('dns.unsolicited', 'Unsolicited: True', true)];
  return [
    derived('dns.response_to', `Request In: ${pair.requestFrame}`, pair.requestFrame),
    ...(pair.timeNs === undefined ? [] : [derived('dns.time', `Time: ${secondsText(pair.timeNs)}`)]),
  ];
}
