// RFC 3561 §5: AODV routing; the four messages begin with type(1), flags and lengths.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {byteCount} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {bitNode, node} from './node.ts';
import {u8, u16, u32} from './read.ts';

const TYPE = {request: 1, reply: 2, error: 3, acknowledgment: 4} as const;
const TYPES: Readonly<Record<number, string>> = {
  1: 'Route Request',
  2: 'Route Reply',
  3: 'Route Error',
  4: 'Route Reply Acknowledgment',
};

interface Flag {
  readonly field: string;
  readonly mask: number;
  readonly title: string;
}

const FLAGS: Readonly<Record<number, readonly Flag[]>> = {
  [TYPE.request]: [
    {field: 'rreq_join', mask: 0x8000, title: 'RREQ Join'},
    {field: 'rreq_repair', mask: 0x4000, title: 'RREQ Repair'},
    {field: 'rreq_gratuitous', mask: 0x2000, title: 'RREQ Gratuitous RREP'},
    {field: 'rreq_destinationonly', mask: 0x1000, title: 'RREQ Destination only'},
    {field: 'rreq_unknown', mask: 0x0800, title: 'RREQ Unknown Sequence Number'},
  ],
  [TYPE.reply]: [
    {field: 'rrep_repair', mask: 0x8000, title: 'RREP Repair'},
    {field: 'rrep_ack', mask: 0x4000, title: 'RREP Acknowledgement'},
  ],
  [TYPE.error]: [{field: 'rerr_nodelete', mask: 0x8000, title: 'RERR No Delete'}],
};

export function aodvLayer(unit: Unit): Layer | undefined {
  const {b, at, end, wireEnd} = unit;
  const type = u8(b, at);
  const name = TYPES[type];
  if (name === undefined) return undefined;
  const lines = new Lines(end, wireEnd);
  lines.add('aodv.type', at, 1, `Type: ${name} (${type})`, type);
  addFlags(lines, b, at, FLAGS[type] ?? []);
  const {title, info} = addMessage(lines, unit, type);
  return blockLayer(unit, lines, {
    name: 'AODV',
    field: 'aodv',
    title: `Ad hoc On-demand Distance Vector Routing Protocol, ${name}${title}`,
    columns: {protocol: 'AODV', info: `${name}${info}`},
  });
}

function addFlags(lines: Lines, b: Uint8Array, at: number, known: readonly Flag[]): void {
  if (known.length === 0) return;
  const value = u16(b, at + 1);
  const names = known.filter(({mask}) => value & mask).map(({title}) => title);
  const children = known.map(({field, mask, title}) =>
    bitNode(`aodv.flags.${field}`, `${title}: ${value & mask ? 'Set' : 'Not set'}`, at + 1, {value, mask, width: 16}),
  );
  lines.add('aodv.flags', at + 1, 2, `Flags: ${[value, ...names].join(', ')}`, value, children);
}

interface Summary {
  readonly title: string;
  readonly info: string;
}

const REQUEST_LENGTH = 24;
const REPLY_LENGTH = 20;
const NO_SUMMARY: Summary = {title: '', info: ''};

function addMessage(lines: Lines, {b, at, end}: Unit, type: number): Summary {
  const address = (offset: number): string => formatAddress(b.subarray(at + offset, at + offset + 4));
  const addAddress = (field: string, title: string, offset: number): void =>
    lines.add(`aodv.${field}`, at + offset, 4, `${title} IP: ${address(offset)}`, address(offset));
  const addNumber = (field: string, title: string, offset: number): void =>
    lines.add(`aodv.${field}`, at + offset, 4, `${title}: ${u32(b, at + offset)}`, u32(b, at + offset));
  const hops = u8(b, at + 3);
  switch (type) {
    case TYPE.request: {
      lines.add('aodv.hopcount', at + 3, 1, `Hop Count: ${hops}`, hops);
      addNumber('rreq_id', 'RREQ Id', 4);
      addAddress('dest_ip', 'Destination', 8);
      addNumber('dest_seqno', 'Destination Sequence Number', 12);
      addAddress('orig_ip', 'Originator', 16);
      addNumber('orig_seqno', 'Originator Sequence Number', 20);
      if (lines.shortage) return NO_SUMMARY;
      addExtensions(lines, b, at + REQUEST_LENGTH, end);
      const numbers = `Id=${u32(b, at + 4)} Hcnt=${hops} DSN=${u32(b, at + 12)} OSN=${u32(b, at + 20)}`;
      return {
        title: `, Dest IP: ${address(8)}, Orig IP: ${address(16)}`,
        info: `, D: ${address(8)}, O: ${address(16)} ${numbers}`,
      };
    }
    case TYPE.reply: {
      const prefix = u8(b, at + 2) & 0x1f;
      lines.add('aodv.prefix_sz', at + 2, 1, `Prefix Size: ${prefix}`, prefix);
      lines.add('aodv.hopcount', at + 3, 1, `Hop Count: ${hops}`, hops);
      addAddress('dest_ip', 'Destination', 4);
      addNumber('dest_seqno', 'Destination Sequence Number', 8);
      addAddress('orig_ip', 'Originator', 12);
      addNumber('lifetime', 'Lifetime', 16);
      if (lines.shortage) return NO_SUMMARY;
      addExtensions(lines, b, at + REPLY_LENGTH, end);
      const lifetime = `Lifetime=${u32(b, at + 16)}`;
      return {
        title: `, Dest IP: ${address(4)}, Orig IP: ${address(12)}, ${lifetime}`,
        info: `, D: ${address(4)}, O: ${address(12)} Hcnt=${hops} DSN=${u32(b, at + 8)} ${lifetime}`,
      };
    }
    case TYPE.error: {
      lines.add('aodv.destcount', at + 3, 1, `Destination Count: ${hops}`, hops);
      if (lines.shortage) return NO_SUMMARY;
      addUnreachable(lines, b, at + 4, hops);
      return {title: '', info: `, Dest Count=${hops}`};
    }
    default:
      return NO_SUMMARY;
  }
}

function addUnreachable(lines: Lines, b: Uint8Array, from: number, count: number): void {
  const inside = lines.within();
  for (let i = 0, at = from; i < count && inside.shortage === undefined; i++, at += 8) {
    const address = formatAddress(b.subarray(at, at + 4));
    inside.add('aodv.unreach_dest_ip', at, 4, `Unreachable Destination IP: ${address}`, address);
    inside.add('aodv.dest_seqno', at + 4, 4, `Destination Sequence Number: ${u32(b, at + 4)}`, u32(b, at + 4));
  }
  lines.push(node('', 'Unreachable Destinations', from, 8 * Math.floor(inside.nodes.length / 2), inside.nodes));
  lines.shortage = inside.shortage;
}

/** §5.5: type(1) length(1) value; an empty one cannot be. */
function addExtensions(lines: Lines, b: Uint8Array, from: number, end: number): void {
  if (from + 2 > end) return;
  const children: FieldNode[] = [];
  let at = from;
  while (at + 2 <= end) {
    const length = u8(b, at + 1);
    const remarks =
      length === 0 ? [expert('aodv.ext_length.invalid', 'Error', 'Malformed', 'Invalid option length')] : [];
    children.push(
      node('aodv.ext_type', `Extension Type: ${u8(b, at) === 1 ? 'None' : 'Unknown'} (${u8(b, at)})`, at, 1),
      node('aodv.ext_length', `Extension Length: ${byteCount(length)}`, at + 1, 1, remarks),
    );
    if (length === 0) break;
    at += 2 + length;
  }
  lines.push(node('', 'Extensions', from, Math.min(at, end) - from, children));
}
