// RFC 1350 §5: opcode(2), then file name and mode, or a block number and data, or an error; RFC 2347: options.
import {hex} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {derived, Lines} from './lines.ts';
import {node} from './node.ts';
import {u16} from './read.ts';
import {asciiValue, terminator} from './text.ts';

const OPCODE = {read: 1, write: 2, data: 3, acknowledgment: 4, error: 5, options: 6} as const;
const OPCODES: Readonly<Record<number, string>> = {
  1: 'Read Request',
  2: 'Write Request',
  3: 'Data Packet',
  4: 'Acknowledgement',
  5: 'Error Code',
  6: 'Option Acknowledgement',
};

const ERRORS: readonly string[] = [
  'Not defined',
  'File not found',
  'Access violation',
  'Disk full or allocation exceeded',
  'Illegal TFTP Operation',
  'Unknown transfer ID',
  'File already exists',
  'No such user',
  'Option negotiation failed',
];

const BLOCK_SIZE = 512;

export function tftpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const opcode = u16(b, at);
  const hasOpcode = lines.reaches(at, 2);
  lines.add('tftp.opcode', at, 2, `Opcode: ${OPCODES[opcode] ?? 'Unknown'} (${opcode})`, opcode);
  const details = hasOpcode ? addDetails(lines, unit, opcode) : '';
  const layer = blockLayer(unit, lines, {
    name: 'TFTP',
    field: 'tftp',
    title: 'Trivial File Transfer Protocol',
    columns: {
      protocol: 'TFTP',
      ...(hasOpcode ? {info: `${OPCODES[opcode] ?? `Unknown (${hex(opcode, 4)})`}${details}`} : {}),
    },
  });
  const dataAt = at + 4;
  if (opcode !== OPCODE.data || lines.shortage || dataAt >= end) return layer;
  return {...layer, next: {by: 'data', number: 0, at: dataAt, end, wireEnd}};
}

/** Adds what the opcode says follows, and returns what the packet list shows of it. */
function addDetails(lines: Lines, {b, at, end, wireEnd}: Unit, opcode: number): string {
  const from = at + 2;
  switch (opcode) {
    case OPCODE.read:
    case OPCODE.write: {
      const [field, title] =
        opcode === OPCODE.read ? ['tftp.source_file', 'Source File'] : ['tftp.destination_file', 'Destination File'];
      const file = addText(lines, b, from, end, field, title);
      if (!file) return '';
      const mode = addText(lines, b, file.next, end, 'tftp.type', 'Type');
      const start = `, File: ${file.text}`;
      return mode ? `${start}, Transfer type: ${mode.text}${addOptions(lines, b, mode.next, end)}` : start;
    }
    case OPCODE.options:
      return addOptions(lines, b, from, end);
    case OPCODE.data:
    case OPCODE.acknowledgment: {
      const block = u16(b, from);
      lines.add('tftp.block', from, 2, `Block: ${block}`, block);
      lines.derived('tftp.block.full', `Full Block Number: ${block}`, block);
      if (lines.shortage) return '';
      const isLast = opcode === OPCODE.data && wireEnd - from - 2 < BLOCK_SIZE;
      return `, Block: ${block}${isLast ? ' (last)' : ''}`;
    }
    case OPCODE.error:
      return addError(lines, b, from, end);
    default:
      return '';
  }
}

interface Text {
  readonly text: string;
  readonly next: number;
}

function textAt(b: Uint8Array, at: number, end: number): Text | undefined {
  const stop = terminator(b, at, end);
  return stop < 0 ? undefined : {text: asciiValue(b.subarray(at, stop)), next: stop + 1};
}

function addText(lines: Lines, b: Uint8Array, at: number, end: number, field: string, title: string): Text | undefined {
  const found = textAt(b, at, end);
  if (found) lines.add(field, at, found.next - at, `${title}: ${found.text}`);
  else lines.reaches(end, 1);
  return found;
}

/** RFC 2347: name and value, both ended by a zero byte. */
function addOptions(lines: Lines, b: Uint8Array, from: number, end: number): string {
  let info = '';
  for (let at = from; at < end; ) {
    const name = textAt(b, at, end);
    const value = name && textAt(b, name.next, end);
    if (!value) {
      lines.reaches(end, 1);
      return info;
    }
    const shown = `${name.text} = ${value.text}`;
    const children = [
      node('tftp.option.name', `Option name: ${name.text}`, at, name.next - at),
      node('tftp.option.value', `Option value: ${value.text}`, name.next, value.next - name.next),
    ];
    lines.push(node('', `Option: ${shown}`, at, value.next - at, children));
    info += `, ${name.text}=${value.text}`;
    at = value.next;
  }
  return info;
}

function addError(lines: Lines, b: Uint8Array, at: number, end: number): string {
  const code = u16(b, at);
  const name = ERRORS[code] ?? 'Unknown';
  lines.add('tftp.error.code', at, 2, `Error code: ${name} (${code})`, code);
  if (lines.shortage) return '';
  const info = `, Code: ${ERRORS[code] ?? `Unknown (${code})`}`;
  const message = addText(lines, b, at + 2, end, 'tftp.error.message', 'Error message');
  if (!message) return info;
  const remark = 'TFTP ERROR packet';
  lines.derived('_ws.expert', `Expert Info (Warning/Response): ${remark}`, undefined, [
    derived('tftp.error', remark),
    derived('_ws.expert.severity', 'Severity level: Warning', 'Warning'),
    derived('_ws.expert.group', 'Group: Response', 'Response'),
  ]);
  return `${info}, Message: ${message.text}`;
}
