// RFC 9460 §2.2: SVCB and HTTPS records carry priority, target name, then parameters: key(2), length(2), value.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hexBytes} from './bits.ts';
import {ROOT, readName} from './dns-names.ts';
import type {RecordData} from './dns-records.ts';
import {u8, u16} from './read.ts';
import {text, visible} from './text.ts';

const KEYS: ReadonlyMap<number, string> = new Map([
  [0, 'mandatory'],
  [1, 'alpn'],
  [2, 'no-default-alpn'],
  [3, 'port'],
  [4, 'ipv4hint'],
  [5, 'ech'],
  [6, 'ipv6hint'],
  [7, 'dohpath'],
]);

const keyName = (key: number): string => KEYS.get(key) ?? `key${key}`;

interface Parameter {
  readonly key: number;
  readonly at: number;
  readonly valueAt: number;
  readonly end: number;
}

function parameters({b, end}: RecordData, from: number): Parameter[] {
  const found: Parameter[] = [];
  for (let at = from; at + 4 <= end; ) {
    const valueAt = at + 4;
    const next = valueAt + u16(b, at + 2);
    if (next > end) break;
    found.push({key: u16(b, at), at, valueAt, end: next});
    at = next;
  }
  return found;
}

/** `1 svc.example.org alpn=h2,h3 port=8443`, nearly as zone files write it (§2.1). */
export function serviceText(data: RecordData): string | undefined {
  const {b, start, at, end} = data;
  const target = at + 2 <= end ? readName(b, start, at + 2, end) : undefined;
  if (!target) return undefined;
  const name = target.text === ROOT ? '.' : target.text;
  return [u16(b, at), name, ...parameters(data, target.next).map((one) => parameterText(b, one))].join(' ');
}

export function serviceLines(data: RecordData): FieldNode[] {
  const {b, start, at, end} = data;
  const target = at + 2 <= end ? readName(b, start, at + 2, end) : undefined;
  if (!target) return [];
  return [
    {field: 'dns.svcb.svcpriority', text: `SvcPriority: ${u16(b, at)}`, at, length: 2, value: u16(b, at)},
    {field: 'dns.svcb.targetname', text: `TargetName: ${target.text}`, at: at + 2, length: target.next - at - 2},
    ...parameters(data, target.next).map((parameter) => parameterNode(b, parameter)),
  ];
}

function parameterText(b: Uint8Array, parameter: Parameter): string {
  const name = keyName(parameter.key);
  const value = values(b, parameter)
    .map(({shown}) => shown)
    .join(',');
  return value === '' ? name : `${name}=${value}`;
}

function parameterNode(b: Uint8Array, parameter: Parameter): FieldNode {
  const {key, at, valueAt, end} = parameter;
  const isKnown = KEYS.has(key);
  const title = key === 5 ? keyName(key) : parameterText(b, parameter);
  return {
    field: 'dns.svcb.svcparam',
    text: `SvcParam: ${title}`,
    at,
    length: end - at,
    children: [
      {
        field: 'dns.svcb.svcparam.key',
        text: `SvcParamKey: ${isKnown ? keyName(key) : 'Unknown'} (${key})`,
        at,
        length: 2,
        value: key,
      },
      {
        field: 'dns.svcb.svcparam.value.length',
        text: `SvcParamValue length: ${end - valueAt}`,
        at: at + 2,
        length: 2,
        value: end - valueAt,
      },
      ...values(b, parameter).flatMap(({nodes}) => nodes),
    ],
  };
}

interface Value {
  /** In the parameter's title. */
  readonly shown: string;
  readonly nodes: readonly FieldNode[];
}

function values(b: Uint8Array, {key, valueAt, end}: Parameter): Value[] {
  const length = end - valueAt;
  switch (key) {
    case 0:
      return steps(valueAt, end, 2).map((at) => ({
        shown: keyName(u16(b, at)),
        nodes: [
          {
            field: 'dns.svcb.svcparam.mandatory.key',
            text: `Mandatory key: ${keyName(u16(b, at))} (${u16(b, at)})`,
            at,
            length: 2,
          },
        ],
      }));
    case 1:
      return protocols(b, valueAt, end);
    case 3: {
      if (length !== 2) return [];
      const port = u16(b, valueAt);
      return [
        {
          shown: `${port}`,
          nodes: [{field: 'dns.svcb.svcparam.port', text: `Port: ${port}`, at: valueAt, length: 2, value: port}],
        },
      ];
    }
    case 4:
      return addresses(b, valueAt, end, 4);
    case 6:
      return addresses(b, valueAt, end, 16);
    case 7: {
      const path = visible(text(b.subarray(valueAt, end)));
      const node = {field: 'dns.svcb.svcparam.dohpath', text: `DoH path: ${path}`, at: valueAt, length};
      return [{shown: path, nodes: [node]}];
    }
    default: {
      if (length === 0) return [];
      const shown = hexBytes(b, valueAt, end);
      const node = {field: 'dns.svcb.svcparam.value', text: `SvcParamValue: ${shown}`, at: valueAt, length};
      return [{shown, nodes: [node]}];
    }
  }
}

/** Positions of values of `size` bytes each that fit before `end`. */
const steps = (from: number, end: number, size: number): number[] =>
  Array.from({length: Math.floor((end - from) / size)}, (_, i) => from + i * size);

/** §7.1.1: names of application protocols, each led by its length. */
function protocols(b: Uint8Array, from: number, end: number): Value[] {
  const found: Value[] = [];
  for (let at = from; at < end; ) {
    const length = Math.min(u8(b, at), end - at - 1);
    const shown = visible(text(b.subarray(at + 1, at + 1 + length)));
    found.push({
      shown,
      nodes: [
        {field: 'dns.svcb.svcparam.alpn.length', text: `ALPN length: ${length}`, at, length: 1, value: length},
        {field: 'dns.svcb.svcparam.alpn', text: `ALPN: ${shown}`, at: at + 1, length, value: shown},
      ],
    });
    at += 1 + length;
  }
  return found;
}

function addresses(b: Uint8Array, from: number, end: number, size: 4 | 16): Value[] {
  const field = size === 4 ? 'dns.svcb.svcparam.ipv4hint.ip' : 'dns.svcb.svcparam.ipv6hint.ip';
  return steps(from, end, size).map((at) => {
    const shown = formatAddress(b.slice(at, at + size));
    return {shown, nodes: [{field, text: `IP: ${shown}`, at, length: size, value: shown}]};
  });
}
