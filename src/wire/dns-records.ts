// What the records of the common types carry (RFC 1035 §3.3 unless named), as text and as Wireshark 4.4's lines.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hexBytes} from './bits.ts';
import {readName} from './dns-names.ts';
import {serviceLines, serviceText} from './dns-service-records.ts';
import {listedType} from './dns-types.ts';
import {node} from './node.ts';
import {u8, u16, u32} from './read.ts';
import {text, visible} from './text.ts';
import {durationText} from './time.ts';

/** A record's data in `b[at … end)`; names in it may point back to anywhere from `start`, where the message begins. */
export interface RecordData {
  readonly b: Uint8Array;
  readonly start: number;
  readonly at: number;
  readonly end: number;
}

export interface RecordLines {
  readonly nodes: readonly FieldNode[];
  /** After the title's class, e.g. `, addr 192.0.2.1`. */
  readonly title?: string;
  /** After the type in the info column, e.g. ` 192.0.2.1`. */
  readonly info?: string;
}

interface RecordKind {
  /** The data as reports quote them; undefined when they are not what the type demands. */
  readonly text: (data: RecordData) => string | undefined;
  readonly lines: (data: RecordData) => RecordLines;
}

/** The data as text: addresses, names, strings; hex of types that are not read here. */
export function recordData(data: RecordData, type: number): string {
  return KINDS.get(type)?.text(data) ?? hexBytes(data.b, data.at, Math.min(data.end, data.at + MAX_HEX));
}

const MAX_HEX = 64;

/** The lines below `Data length`. */
export function recordLines(data: RecordData, type: number): RecordLines {
  const kind = KINDS.get(type);
  if (kind) return kind.lines(data);
  const {b, at, end} = data;
  return end > at ? {nodes: [node('dns.data', `Data: ${hexBytes(b, at, end)}`, at, end - at)]} : {nodes: []};
}

const nameAt = ({b, start, end}: RecordData, at: number): string | undefined => readName(b, start, at, end)?.text;

/** An address of `size` bytes. */
function addressKind(size: 4 | 16, field: string, label: string): RecordKind {
  return {
    text: ({b, at, end}) => (end - at === size ? formatAddress(b.slice(at, at + size)) : undefined),
    lines: ({b, at, end}) => {
      if (end - at < size) return {nodes: []};
      const address = formatAddress(b.slice(at, at + size));
      return {
        nodes: [node(field, `${label}: ${address}`, at, size)],
        title: `, addr ${address}`,
        info: ` ${address}`,
      };
    },
  };
}

/** One name and nothing else; `word` leads it in the title. */
function nameKind(field: string, label: string, word: string): RecordKind {
  return {
    text: (data) => nameAt(data, data.at),
    lines: (data) => {
      const name = nameAt(data, data.at);
      if (name === undefined) return {nodes: []};
      return {
        nodes: [node(field, `${label}: ${name}`, data.at, data.end - data.at)],
        title: `, ${word === '' ? '' : `${word} `}${name}`,
        info: ` ${name}`,
      };
    },
  };
}

const SOA: RecordKind = {
  text: ({b, start, at, end}) => readName(b, start, at, end)?.text,
  lines: ({b, start, at, end}) => {
    const primary = readName(b, start, at, end);
    if (!primary) return {nodes: []};
    const summary = {title: `, mname ${primary.text}`, info: ` ${primary.text}`};
    const nodes = [node('dns.soa.mname', `Primary name server: ${primary.text}`, at, primary.next - at)];
    const mailbox = readName(b, start, primary.next, end);
    if (!mailbox) return {nodes, ...summary};
    const mailboxLength = mailbox.next - primary.next;
    nodes.push(node('dns.soa.rname', `Responsible authority's mailbox: ${mailbox.text}`, primary.next, mailboxLength));
    const numbers = [
      ['dns.soa.serial_number', 'Serial Number', false],
      ['dns.soa.refresh_interval', 'Refresh Interval', true],
      ['dns.soa.retry_interval', 'Retry Interval', true],
      ['dns.soa.expire_limit', 'Expire limit', true],
      ['dns.soa.minimum_ttl', 'Minimum TTL', true],
    ] as const;
    numbers.forEach(([field, label, isTime], index) => {
      const here = mailbox.next + 4 * index;
      if (here + 4 > end) return;
      const value = u32(b, here);
      nodes.push(node(field, `${label}: ${value}${isTime ? ` (${durationText(value)})` : ''}`, here, 4));
    });
    return {nodes, ...summary};
  },
};

const MX: RecordKind = {
  text: (data) => joined(data.end - data.at > 2 && u16(data.b, data.at), nameAt(data, data.at + 2)),
  lines: (data) => {
    const {b, at, end} = data;
    const name = nameAt(data, at + 2);
    if (name === undefined) return {nodes: []};
    return {
      nodes: [
        node('dns.mx.preference', `Preference: ${u16(b, at)}`, at, 2),
        node('dns.mx.mail_exchange', `Mail Exchange: ${name}`, at + 2, end - at - 2),
      ],
      title: `, preference ${u16(b, at)}, mx ${name}`,
      info: ` ${u16(b, at)} ${name}`,
    };
  },
};

/** RFC 2782: priority, weight, port, target. */
const SRV: RecordKind = {
  text: (data) => joined(data.end - data.at > 6 && srvNumbers(data).join(' '), nameAt(data, data.at + 6)),
  lines: (data) => {
    const {at, end} = data;
    const target = nameAt(data, at + 6);
    if (target === undefined) return {nodes: []};
    const [priority, weight, port] = srvNumbers(data);
    return {
      nodes: [
        node('dns.srv.priority', `Priority: ${priority}`, at, 2),
        node('dns.srv.weight', `Weight: ${weight}`, at + 2, 2),
        node('dns.srv.port', `Port: ${port}`, at + 4, 2),
        node('dns.srv.target', `Target: ${target}`, at + 6, end - at - 6),
      ],
      title: `, priority ${priority}, weight ${weight}, port ${port}, target ${target}`,
      info: ` ${priority} ${weight} ${port} ${target}`,
    };
  },
};

const srvNumbers = ({b, at}: RecordData) => [u16(b, at), u16(b, at + 2), u16(b, at + 4)] as const;

const joined = (first: string | number | false, second: string | undefined): string | undefined =>
  first === false || second === undefined ? undefined : `${first} ${second}`;

/** Character strings, each led by its length. */
function strings({b, at, end}: RecordData): {at: number; length: number; text: string}[] {
  const found: {at: number; length: number; text: string}[] = [];
  for (let here = at; here < end; ) {
    const length = Math.min(u8(b, here), end - here - 1);
    found.push({at: here, length, text: visible(text(b.subarray(here + 1, here + 1 + length)))});
    here += 1 + length;
  }
  return found;
}

function stringsKind(field: string, label: string): RecordKind {
  return {
    text: (data) =>
      strings(data)
        .map((one) => one.text)
        .join(''),
    lines: (data) => ({
      nodes: strings(data).flatMap((one) => [
        node(`${field}.length`, `${label} Length: ${one.length}`, one.at, 1),
        node(field, `${label}: ${one.text}`, one.at + 1, one.length),
      ]),
    }),
  };
}

const HINFO: RecordKind = {
  text: (data) =>
    strings(data)
      .map((one) => one.text)
      .join(' '),
  lines: (data) => {
    const [cpu, os] = strings(data);
    if (!cpu || !os) return {nodes: []};
    return {
      nodes: [
        node('dns.hinfo.cpu_length', `CPU Length: ${cpu.length}`, cpu.at, 1),
        node('dns.hinfo.cpu', `CPU: ${cpu.text}`, cpu.at + 1, cpu.length),
        node('dns.hinfo.os_length', `OS Length: ${os.length}`, os.at, 1),
        node('dns.hinfo.os', `OS: ${os.text}`, os.at + 1, os.length),
      ],
      title: `, CPU ${cpu.text}, OS ${os.text}`,
      info: ` ${cpu.text} ${os.text}`,
    };
  },
};

/** RFC 4034 §4.1: the next name, then bit maps of the types that this one has, 256 types a window. */
const NSEC: RecordKind = {
  text: (data) => nameAt(data, data.at),
  lines: ({b, start, at, end}) => {
    const next = readName(b, start, at, end);
    if (!next) return {nodes: []};
    const nodes = [node('dns.nsec.next_domain_name', `Next Domain Name: ${next.text}`, at, next.next - at)];
    for (let window = next.next; window + 2 <= end; window += 2 + u8(b, window + 1)) {
      for (let here = window + 2; here < Math.min(end, window + 2 + u8(b, window + 1)); here++) {
        for (let bit = 0; bit < 8; bit++) {
          if (!(u8(b, here) & (0x80 >> bit))) continue;
          const type = u8(b, window) * 256 + (here - window - 2) * 8 + bit;
          nodes.push(node('dns.rr.ns.bitmap', `RR type in bit map: ${listedType(type)}`, here, 1));
        }
      }
    }
    return {nodes, title: `, next domain name ${next.text}`, info: ` ${next.text}`};
  },
};

/** RFC 8659 §4.1: flags, tag, value. */
const CAA: RecordKind = {
  text: ({b, at, end}) => {
    const tagEnd = at + 2 + u8(b, at + 1);
    if (tagEnd > end) return undefined;
    return `${u8(b, at)} ${visible(text(b.subarray(at + 2, tagEnd)))} "${visible(text(b.subarray(tagEnd, end)))}"`;
  },
  lines: ({b, at, end}) => {
    const tagEnd = at + 2 + u8(b, at + 1);
    if (tagEnd > end) return {nodes: []};
    const tag = visible(text(b.subarray(at + 2, tagEnd)));
    const value = visible(text(b.subarray(tagEnd, end)));
    const label = CAA_LABELS.get(tag) ?? 'Unknown tag';
    return {
      nodes: [
        node('dns.caa.flags', `CAA Flags: 0x${hexBytes(b, at, at + 1)}`, at, 1, [
          node(
            'dns.caa.flags.issuer_critical',
            u8(b, at) & 0x80 ? '1... .... = Issuer Critical: Critical' : '0... .... = Issuer Critical: Not critical',
            at,
            1,
          ),
        ]),
        node(`dns.caa.${tag}`, `${label}: ${value}`, at + 1, end - at - 1, [
          node('dns.caa.tag_length', `Tag length: ${tagEnd - at - 2}`, at + 1, 1),
          node('dns.caa.tag', `Tag: ${tag}`, at + 2, tagEnd - at - 2),
          node('dns.caa.value', `Value: ${value}`, tagEnd, end - tagEnd),
        ]),
      ],
    };
  },
};

const CAA_LABELS: ReadonlyMap<string, string> = new Map([
  ['issue', 'Issue'],
  ['issuewild', 'Issue Wildcard'],
  ['iodef', 'Report URL'],
]);

const SERVICE: RecordKind = {text: serviceText, lines: (data) => ({nodes: serviceLines(data)})};

const KINDS: ReadonlyMap<number, RecordKind> = new Map([
  [1, addressKind(4, 'dns.a', 'Address')],
  [2, nameKind('dns.ns', 'Name Server', 'ns')],
  [5, nameKind('dns.cname', 'CNAME', 'cname')],
  [6, SOA],
  [12, nameKind('dns.ptr.domain_name', 'Domain Name', '')],
  [13, HINFO],
  [15, MX],
  [16, stringsKind('dns.txt', 'TXT')],
  [28, addressKind(16, 'dns.aaaa', 'AAAA Address')],
  [33, SRV],
  [39, nameKind('dns.dname', 'Dname', 'dname')],
  [47, NSEC],
  [64, SERVICE],
  [65, SERVICE],
  [99, stringsKind('dns.spf', 'SPF')],
  [257, CAA],
]);
