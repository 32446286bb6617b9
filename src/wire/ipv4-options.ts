// RFC 791 §3.1: options of a type byte, and all but two also of a length byte, that fill the header up to its length.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, byteCount, hex, hexBytes} from './bits.ts';
import {expert, Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';

const END = 0;
const NO_OPERATION = 1;

interface Option {
  readonly field: string;
  readonly name: string;
  readonly number: string;
  readonly lines?: (lines: Lines, b: Uint8Array, at: number, length: number) => void;
}

const OPTIONS: ReadonlyMap<number, Option> = new Map<number, Option>([
  [END, {field: 'ip.options.eol', name: 'End of Options List (EOL)', number: 'End of Option List (EOL)'}],
  [NO_OPERATION, {field: 'ip.options.nop', name: 'No-Operation (NOP)', number: 'No-Operation (NOP)'}],
  [
    7,
    {
      field: 'ip.options.record_route',
      name: 'Record Route',
      number: 'Record route',
      lines: route('Empty Route', 'ip.empty_rt'),
    },
  ],
  [68, {field: 'ip.options.timestamp', name: 'Time Stamp', number: 'Time stamp', lines: timestamps}],
  [130, {field: 'ip.options.security', name: 'Security', number: 'Security', lines: rest}],
  [
    131,
    {
      field: 'ip.options.route',
      name: 'Loose Source Route',
      number: 'Loose source route',
      lines: route('Source Route', 'ip.src_rt'),
    },
  ],
  [136, {field: 'ip.options.sid', name: 'Stream ID', number: 'Stream identifier', lines: rest}],
  [
    137,
    {
      field: 'ip.options.source_route',
      name: 'Strict Source Route',
      number: 'Strict source route',
      lines: route('Source Route', 'ip.src_rt'),
    },
  ],
  [148, {field: 'ip.options.routeralert', name: 'Router Alert', number: 'Router Alert', lines: routerAlert}],
]);

const CLASSES = ['Control', 'Reserved for future use', 'Debugging and measurement', 'Reserved for future use'] as const;

/** The line `Options: …` and what hangs below it, for the options in `[at, to)`. */
export function ipv4OptionLines(lines: Lines, b: Uint8Array, at: number, to: number): void {
  if (to <= at || !lines.reaches(at, to - at)) return;
  const children: FieldNode[] = [];
  const names: string[] = [];
  for (let next = at; next < to; ) {
    const type = u8(b, next);
    const option = OPTIONS.get(type);
    const fixed = type === END || type === NO_OPERATION;
    const length = fixed ? 1 : u8(b, next + 1);
    const problem = fixed ? undefined : lengthProblem(option?.name ?? `Unknown (${hex(type, 2)})`, length, to - next);
    if (problem !== undefined) {
      const remark = expert('ip.opt.len.invalid', 'Warning', 'Protocol', problem);
      children.push({field: 'ip.opt', text: problem, at: next, length: to - next, children: [remark]});
      break;
    }
    children.push(optionNode(b, next, type, length, option));
    if (!fixed && option) names.push(option.name);
    if (type === END) break;
    next += length;
  }
  const text = [`Options: (${byteCount(to - at)})`, ...names].join(', ');
  lines.add('ip.options', at, to - at, text, undefined, children);
}

function lengthProblem(name: string, length: number, room: number): string | undefined {
  if (room < 2) return `${name} (length byte past end of options)`;
  if (length < 2) return `${name} (with too-short option length = ${byteCount(length)})`;
  return length > room
    ? `${name} (option length = ${byteCount(length)} says option goes past end of options)`
    : undefined;
}

function optionNode(b: Uint8Array, at: number, type: number, length: number, option: Option | undefined): FieldNode {
  if (option === undefined)
    return {field: 'ip.opt', text: `Unknown (${hex(type, 2)}) (${byteCount(length)})`, at, length};
  const lines = new Lines(at + length, at + length);
  lines.add('ip.opt.type', at, 1, `Type: ${type}`, type, [
    bits(type, at, 0x80, `Copy on fragmentation: ${type & 0x80 ? 'Yes' : 'No'}`, 'ip.opt.type.copy'),
    bits(type, at, 0x60, `Class: ${CLASSES[(type >> 5) & 3]} (${(type >> 5) & 3})`, 'ip.opt.type.class'),
    bits(type, at, 0x1f, `Number: ${option.number} (${type & 0x1f})`, 'ip.opt.type.number'),
  ]);
  if (type > NO_OPERATION) lines.add('ip.opt.len', at + 1, 1, `Length: ${length}`, length);
  option.lines?.(lines, b, at, length);
  const size = type > NO_OPERATION ? ` (${byteCount(length)})` : '';
  const alert = type === 148 ? `: ${routerAlertText(u16(b, at + 2))}` : '';
  return {field: option.field, text: `IP Option - ${option.name}${size}${alert}`, at, length, children: lines.nodes};
}

const bits = (value: number, at: number, mask: number, text: string, field: string): FieldNode => ({
  field,
  text: `${bitPicture(value, mask, 8)} = ${text}`,
  at,
  length: 1,
});

/** RFC 2113 §2.1. */
const routerAlertText = (value: number): string =>
  value === 0 ? 'Router shall examine packet (0)' : `Reserved (${value})`;

function routerAlert(lines: Lines, b: Uint8Array, at: number): void {
  lines.add('ip.opt.ra', at + 2, 2, `Router Alert: ${routerAlertText(u16(b, at + 2))}`, u16(b, at + 2));
}

function rest(lines: Lines, b: Uint8Array, at: number, length: number): void {
  if (length > 2) lines.add('ip.opt.data', at + 2, length - 2, `Data: ${hexBytes(b, at + 2, at + length)}`);
}

/** The pointer counts from 1, at the option's type byte. */
function route(coming: string, field: string): NonNullable<Option['lines']> {
  return (lines, b, at, length) => {
    const pointer = u8(b, at + 2);
    lines.add('ip.opt.ptr', at + 2, 1, `Pointer: ${pointer}`, pointer);
    for (let slot = 3; slot + 4 <= length; slot += 4) {
      const address = formatAddress(b.subarray(at + slot, at + slot + 4));
      const isPast = slot + 1 < pointer;
      const text = `${isPast ? 'Recorded Route' : coming}: ${address}${slot + 1 === pointer ? ' <- (next)' : ''}`;
      lines.add(isPast ? 'ip.rec_rt' : field, at + slot, 4, text, address);
    }
  };
}

const TIMESTAMP_FLAGS = [
  'Time stamps only',
  'Time stamp and address',
  'Unknown',
  'Time stamps for prespecified addresses',
];

function timestamps(lines: Lines, b: Uint8Array, at: number, length: number): void {
  lines.add('ip.opt.ptr', at + 2, 1, `Pointer: ${u8(b, at + 2)}`, u8(b, at + 2));
  const value = u8(b, at + 3);
  const flag = value & 0x0f;
  const name = TIMESTAMP_FLAGS[flag] ?? 'Unknown';
  lines.add('ip.opt.overflow', at + 3, 1, `${bitPicture(value, 0xf0, 8)} = Overflow: ${value >> 4}`, value >> 4);
  lines.add('ip.opt.flag', at + 3, 1, `${bitPicture(value, 0x0f, 8)} = Flag: ${name} (${hex(flag, 1)})`, flag);
  const step = flag === 0 ? 4 : 8;
  for (let slot = 4; slot + step <= length; slot += step) {
    if (step === 8) {
      const address = formatAddress(b.subarray(at + slot, at + slot + 4));
      lines.add('ip.opt.time_stamp_addr', at + slot, 4, `Address: ${address}`, address);
    }
    const stampAt = at + slot + step - 4;
    lines.add('ip.opt.time_stamp', stampAt, 4, `Time stamp: ${u32(b, stampAt)}`, u32(b, stampAt));
  }
}
