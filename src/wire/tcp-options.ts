// RFC 9293 §3.1: options of a kind byte, and all but two also of a length byte, that fill the header up to its length.
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hex, hexBytes} from './bits.ts';
import {expert, Lines} from './lines.ts';
import {u8} from './read.ts';
import {OPTION_KINDS, OTHER_OPTION_KINDS, type Segment} from './tcp-option-kinds.ts';

/** End of options and no-operation: the two without a length. */
const NO_OPERATION = 1;

/** Adds the line `Options: …` with what hangs below it; returns what the info column shows of them. */
export function addTcpOptions(
  lines: Lines,
  b: Uint8Array,
  at: number,
  to: number,
  segment: Segment,
  limits: {readonly end: number; readonly wireEnd: number},
): string {
  if (to <= at) return '';
  const children: FieldNode[] = [];
  const names: string[] = [];
  const infos: string[] = [];
  const limit = Math.min(limits.end, limits.wireEnd);
  const inner = new Lines(limits.end, limits.wireEnd);
  let noOperations = 0;
  let broken = false;
  for (let next = at; next < to && inner.reaches(next, 1); ) {
    const number = u8(b, next);
    const isSingle = number <= NO_OPERATION;
    if (!isSingle && !inner.reaches(next, 2)) break;
    const length = isSingle ? 1 : u8(b, next + 1);
    const name = OPTION_KINDS.get(number)?.name ?? `Unknown (${hex(number, 2)})`;
    const problem = lengthProblem(name, length, isSingle, to - next);
    if (problem !== undefined) {
      broken = true;
      const remark = expert('tcp.option.len.invalid', 'Note', 'Sequence', problem);
      children.push({
        field: 'tcp.option_len_invalid',
        text: problem,
        at: next,
        length: Math.min(to, limit) - next,
        children: [remark],
      });
      break;
    }
    if (!inner.reaches(next, length)) {
      children.push(optionNode(b, next, number, length, segment, limit).node);
      break;
    }
    noOperations = number === NO_OPERATION ? noOperations + 1 : 0;
    // Four would be padding that no stack writes: they have overwritten an option.
    if (noOperations === 4) {
      const message = '4 NOP in a row - a router may have removed some options';
      children.push(expert('tcp.nop', 'Warning', 'Protocol', message));
    }
    const {node, info, isGlued} = optionNode(b, next, number, length, segment);
    children.push(node);
    names.push(name);
    if (info !== undefined) infos.push(isGlued ? info : ` ${info}`);
    next += length;
  }
  if (segment.syn && !inner.shortage && !broken) children.push(...missingOnSyn(names));
  const shown = Math.max(0, Math.min(to, limit) - at);
  const text = [`Options: (${byteCount(to - at)})`, ...names].join(', ');
  lines.push({field: 'tcp.options', text, at, length: shown, children});
  lines.shortage ??= inner.shortage;
  return infos.join('');
}

function missingOnSyn(names: readonly string[]): FieldNode[] {
  return [
    ...(names.includes('Maximum segment size')
      ? []
      : [expert('tcp.options.mss.absent', 'Note', 'Protocol', 'The SYN packet does not contain a MSS option')]),
    ...(names.includes('SACK permitted')
      ? []
      : [
          expert(
            'tcp.options.sack_perm.absent',
            'Note',
            'Protocol',
            'The SYN packet does not contain a SACK PERM option',
          ),
        ]),
  ];
}

function lengthProblem(name: string, length: number, isSingle: boolean, room: number): string | undefined {
  if (isSingle) return undefined;
  if (room < 2) return `${name} (length byte past end of options)`;
  if (length < 2) return `${name} (with too-short option length = ${byteCount(length)})`;
  return length > room
    ? `${name} (option length = ${byteCount(length)} says option goes past end of options)`
    : undefined;
}

function optionNode(
  b: Uint8Array,
  at: number,
  number: number,
  length: number,
  segment: Segment,
  limit = at + length,
): {node: FieldNode; info?: string; isGlued?: boolean} {
  const kind = OPTION_KINDS.get(number);
  const lines = new Lines(limit, limit);
  const kindName = kind?.kind ?? OTHER_OPTION_KINDS.get(number) ?? 'Unknown';
  if (kind?.onSyn && !segment.syn) {
    const message = `The non-SYN packet does contain a ${kind.onSyn} option`;
    lines.push(expert(`${kind.field}.present`, 'Warning', 'Protocol', message));
  }
  lines.add('tcp.option_kind', at, 1, `Kind: ${kindName} (${number})`, number);
  const isWrong = kind?.length !== undefined && kind.length !== length;
  if (number > NO_OPERATION) {
    const remarks = isWrong
      ? [expert('tcp.option.len.invalid', 'Note', 'Sequence', `option length should be ${kind.length}`)]
      : undefined;
    lines.add('tcp.option_len', at + 1, 1, `Length: ${length}`, length, remarks);
  }
  if (!kind && length > 2)
    lines.add('tcp.options.unknown.payload', at + 2, length - 2, `Payload: ${hexBytes(b, at + 2, at + length)}`);
  const found = isWrong ? undefined : kind?.lines?.(lines, b, at, length, segment);
  const title = kind?.title ?? `TCP Option - ${kind?.name ?? 'Unknown'}`;
  return {
    node: {
      field: kind?.field ?? 'tcp.options.unknown',
      text: `${title}${limit < at + length ? '' : (found?.title ?? '')}`,
      at,
      length: Math.min(length, limit - at),
      children: lines.nodes,
    },
    ...(found?.info === undefined ? {} : {info: found.info}),
    ...(found?.isGlued ? {isGlued: true} : {}),
  };
}
