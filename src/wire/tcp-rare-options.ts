// Options that few stacks send: CCSDS 714.0-B (SCPS), RFC 4782 (Quick-Start), accurate ECN (RFC 9768 §3.2.3).
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, setOrNot} from './bits.ts';
import {expert, type Lines} from './lines.ts';
import {node} from './node.ts';
import {u8, u24} from './read.ts';

const CAPABILITIES = [
  [0x80, 'BETS', 'Partial Reliability Capable (BETS)', 'bets'],
  [0x40, 'SNACK1', 'Short Form SNACK Capable (SNACK1)', 'snack1'],
  [0x20, 'SNACK2', 'Long Form SNACK Capable (SNACK2)', 'snack2'],
  [0x10, 'COMP', 'Lossless Header Compression (COMP)', 'compress'],
  [0x08, 'NLTS', 'Network Layer Timestamp (NLTS)', 'nlts'],
] as const;

export function scpsCapabilities(lines: Lines, b: Uint8Array, at: number) {
  const vector = u8(b, at + 2);
  const names: string[] = CAPABILITIES.filter(([mask]) => vector & mask).map(([, name]) => name);
  if (vector & 7) names.push('RESERVED');
  const bits = CAPABILITIES.map(
    ([mask, , name, id]): FieldNode =>
      node(
        `tcp.options.scpsflags.${id}`,
        `${bitPicture(vector, mask, 8)} = ${name}: ${setOrNot((vector & mask) !== 0)}`,
        at + 2,
        1,
      ),
  );
  const reserved = `${bitPicture(vector, 7, 8)} = Reserved: ${vector & 7}`;
  bits.push(node('tcp.options.scpsflags.reserved', reserved, at + 2, 1));
  const list = names.join(', ');
  const text = `TCP SCPS Capabilities Vector: ${hex(vector, 2)} (${list})`;
  lines.add('tcp.options.scps.vector', at + 2, 1, text, vector, bits);
  const id = u8(b, at + 3);
  lines.add('tcp.options.scps.binding', at + 3, 1, `Connection ID: ${id}`, id);
  return {info: `SCPS[${list}]${id === 0 ? '' : ` Connection ID=${id}`}`};
}

/** RFC 4782 §3.1: 80 kbit/s for 1, and twice as much for each one more. */
function rateText(rate: number): string {
  if (rate === 0) return '0 bit/s';
  const kilobits = 80 * 2 ** (rate - 1);
  if (kilobits < 1000) return `${kilobits} Kbit/s`;
  return kilobits < 1e6 ? `${kilobits / 1000} Mbit/s` : `${kilobits / 1e6} Gbit/s`;
}

export function quickStart(lines: Lines, b: Uint8Array, at: number) {
  const rate = u8(b, at + 2) & 0x0f;
  const shown = rateText(rate);
  const text = `${bitPicture(u8(b, at + 2), 0x0f, 8)} = QS Rate: ${shown} (${rate})`;
  lines.add('tcp.options.qs.rate', at + 2, 1, text, rate);
  lines.add('tcp.options.qs.ttl_diff', at + 3, 1, `QS Rate: ${u8(b, at + 3)}`, u8(b, at + 3));
  return {info: `QSresp=${shown}`};
}

const COUNTERS = {
  ee0b: 'Accurate ECN Echo ECT(0) Byte Counter',
  eceb: 'Accurate ECN Echo CE Byte Counter',
  ee1b: 'Accurate ECN Echo ECT(1) Byte Counter',
} as const;

/** Up to three counters of three bytes; the two kinds have them in opposite order. */
export const accurateEcn =
  (order: 0 | 1) =>
  (lines: Lines, b: Uint8Array, at: number, length: number): {title?: string; info?: string} => {
    if (![2, 5, 8, 11].includes(length)) {
      const last = lines.nodes.pop();
      const remark = expert(
        'tcp.option.len.invalid',
        'Note',
        'Sequence',
        `option length should be 2, 5, 8, or 11 instead of ${length}`,
      );
      if (last) lines.nodes.push({...last, children: [remark]});
      return {};
    }
    if (length === 2) return {info: 'AccECN'};
    const ids = order === 0 ? (['ee0b', 'eceb', 'ee1b'] as const) : (['ee1b', 'eceb', 'ee0b'] as const);
    const titles: string[] = [];
    const infos: string[] = [];
    ids.forEach((id, index) => {
      const here = at + 2 + 3 * index;
      if (here + 3 > at + length) return;
      const value = u24(b, here);
      lines.add(`tcp.options.acc_ecn.${id}`, here, 3, `${COUNTERS[id]}: ${value}`, value);
      titles.push(`${id.toUpperCase()} ${value}`);
      infos.push(`${id.toUpperCase()}=${value}`);
    });
    return {title: ` (Order ${order}): ${titles.join(', ')}`, info: infos.join(' ')};
  };
