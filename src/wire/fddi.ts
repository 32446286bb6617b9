// LINKTYPE_FDDI (ISO 9314-2 §7.3): frame control(1) destination(6) source(6), then LLC in LLC frames. Captures have the
// addresses' bits in the order they travel, the last first.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex} from './bits.ts';
import type {Columns, Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import * as llc from './llc.ts';
import {macName, macText} from './mac.ts';
import {u8} from './read.ts';

const HEADER_LENGTH = 13;
const frameControl = (b: Uint8Array, at: number): number => u8(b, at);
const isAsyncLlc = (b: Uint8Array, at: number): boolean => (frameControl(b, at) & 0xf0) === 0x50;

/** As in ethernet.ts. */
export const payloadTypeAt = (b: Uint8Array, at: number, end: number): number =>
  end - at >= HEADER_LENGTH && isAsyncLlc(b, at) && llc.carriesEtherType(b, at + HEADER_LENGTH, end)
    ? llc.snapProtocolAt(at + HEADER_LENGTH)
    : -1;

const CLASSES: ReadonlyMap<number, string> = new Map([
  [0x0, 'Void'],
  [0x4, 'SMT'],
  [0x5, 'Async LLC'],
  [0x6, 'Implementor Async'],
  [0x8, 'Nonrestricted Token'],
  [0xc, 'MAC'],
  [0xd, 'Sync LLC'],
  [0xe, 'Implementor Sync'],
]);

const KINDS: ReadonlyMap<number, string> = new Map([
  [0x00, 'Void frame'],
  [0x41, 'SMT info'],
  [0x4f, 'SMT Next station address'],
  [0x80, 'Nonrestricted token'],
  [0xc0, 'Restricted token'],
  [0xc2, 'MAC beacon'],
  [0xc3, 'MAC claim token'],
]);

function kindOf(control: number): string {
  const known = KINDS.get(control);
  if (known !== undefined) return known;
  const low = control & 0x0f;
  switch (control & 0xf0) {
    case 0x40:
      return `SMT frame, control ${low.toString(16)}`;
    case 0x50:
      return low <= 7 ? `Async LLC frame, priority ${low}` : `Async LLC frame, control ${low.toString(16)}`;
    case 0x60:
      return `Implementor async frame, control ${low.toString(16)}`;
    case 0xc0:
      return `MAC frame, control ${low.toString(16)}`;
    case 0xd0:
      return low === 0 ? 'Sync LLC frame' : `Sync LLC frame, control ${low.toString(16)}`;
    case 0xe0:
      return `Implementor sync frame, control ${low.toString(16)}`;
    default:
      return 'Unknown frame type';
  }
}

const SMT_SUBTYPES: ReadonlyMap<number, string> = new Map([
  [1, 'Info'],
  [15, 'Next Station Address'],
]);
const MAC_SUBTYPES: ReadonlyMap<number, string> = new Map([
  [2, 'Beacon'],
  [3, 'Claim'],
]);

function controlLines(control: number, at: number): FieldNode[] {
  const [kind, low] = [control >> 4, control & 0x0f];
  const line = (field: string, mask: number, text: string): FieldNode => ({
    field,
    text: `${bitPicture(control, mask, 8)} = ${text}`,
    at,
    length: 1,
    value: mask === 0xf0 ? kind : low,
  });
  const nodes = [line('fddi.fc.clf', 0xf0, `Class/Length/Format: ${CLASSES.get(kind) ?? 'Unknown'} (${hex(kind, 1)})`)];
  if (kind === 0x4) {
    nodes.push(line('fddi.fc.smt_subtype', 0x0f, `SMT Subtype: ${SMT_SUBTYPES.get(low) ?? 'Unknown'} (${low})`));
  } else if (kind === 0x5 && low <= 7) nodes.push(line('fddi.fc.prio', 0x07, `Priority: ${low & 7}`));
  else if (kind === 0xc && low !== 0) {
    nodes.push(line('fddi.fc.mac_subtype', 0x0f, `MAC Subtype: ${MAC_SUBTYPES.get(low) ?? 'Unknown'} (${low})`));
  }
  return nodes;
}

function swapBits(byte: number): number {
  let swapped = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) swapped |= 0x80 >> bit;
  return swapped;
}

export function fddiLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const control = frameControl(b, at);
  const kind = kindOf(control);
  const columns: {-readonly [K in keyof Columns]: Columns[K]} = {protocol: 'FDDI'};
  lines.add('fddi.fc', at, 1, `Frame Control: ${hex(control, 2)} (${kind})`, control, controlLines(control, at));
  columns.info = lines.shortage ? '' : kind;
  for (const [name, field, fieldAt, column] of [
    ['Destination', 'fddi.dst', at + 1, 'destination'],
    ['Source', 'fddi.src', at + 7, 'source'],
  ] as const) {
    if (!lines.reaches(fieldAt, 6)) break;
    const mac = b.subarray(fieldAt, fieldAt + 6).map(swapBits);
    lines.add(field, fieldAt, 6, `${name}: ${macText(mac)}`, formatAddress(mac));
    columns[column] = macName(mac);
  }
  const text = `Fiber Distributed Data Interface, ${kind}`;
  const length = Math.max(0, Math.min(HEADER_LENGTH, end - at));
  return {
    name: 'FDDI',
    protocols: ['fddi'],
    nodes: lines.nodes.length > 0 ? [{field: 'fddi', text, at, length, children: lines.nodes}] : [],
    columns,
    shortage: lines.shortage,
    next: {by: isAsyncLlc(b, at) ? 'llc' : 'data', number: 0, at: at + HEADER_LENGTH, end, wireEnd},
  };
}
