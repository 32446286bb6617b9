// Google's QUIC Q050 puts frames of its own into Initial packets (chromium.org, "QUIC Wire Layout Specification") and
// does its handshake with messages of tags ("QUIC Crypto"). Numbers of a message have their least significant byte first.
import type {FieldNode} from '../model/tree.ts';
import {hex, hexBytes, label} from './bits.ts';
import {variableLength} from './quic.ts';
import type {QuicFrames} from './quic-frames.ts';
import {u8, u16} from './read.ts';
import {latin1} from './text.ts';

const PADDING = 0x00;
const CRYPTO = 0x08;
/** The two highest bits of an acknowledgment, whose other bits say how long its numbers are. */
const ACK = 0x40;

const MESSAGES: Readonly<Record<string, string>> = {
  CHLO: 'Client Hello',
  REJ: 'Rejection',
  SHLO: 'Server Hello',
  SCUP: 'Server Config Update',
  PRST: 'Public Reset',
};

const line = (field: string, text: string, children: readonly FieldNode[] = []): FieldNode => ({
  field,
  text,
  ...(children.length > 0 ? {children} : {}),
});

export interface GoogleFrames extends QuicFrames {
  /** What the packet list shows instead of the packet: the handshake message that begins in it. */
  readonly message?: string;
}

/** The frames of a decrypted payload, as far as they are known. */
export function googleFrames(payload: Uint8Array): GoogleFrames {
  const nodes: FieldNode[] = [];
  const names: string[] = [];
  let message: string | undefined;
  let at = 0;
  while (at < payload.length) {
    const type = u8(payload, at);
    if (type === PADDING) {
      nodes.push(padding(payload, at));
      names.push('PADDING');
      break;
    }
    const found =
      type === CRYPTO ? crypto(payload, at) : (type & 0xc0) === ACK ? acknowledgment(payload, at) : undefined;
    if (!found) break;
    nodes.push(found.node);
    names.push(found.name);
    message ??= found.message;
    at = found.next;
  }
  return {nodes, names, hasTls: false, ...(message === undefined ? {} : {message})};
}

interface Found {
  readonly node: FieldNode;
  readonly name: string;
  readonly next: number;
  readonly message?: string;
}

function padding(b: Uint8Array, at: number): FieldNode {
  const length = b.length - at;
  return line('', `PADDING Length: ${length}`, [
    line('gquic.frame_type', `Frame Type: PADDING (${hex(PADDING, 2)})`),
    line('gquic.frame_type.padding.length', `[Padding Length: ${length}]`),
    line('gquic.frame_type.padding', label('Padding', hexBytes(b, at, b.length))),
  ]);
}

function crypto(b: Uint8Array, at: number): Found | undefined {
  const offset = variableLength(b, at + 1, b.length);
  const length = offset && variableLength(b, offset.at + offset.length, b.length);
  if (!length) return undefined;
  const dataAt = length.at + length.length;
  const next = dataAt + length.value;
  if (next > b.length) return undefined;
  const tag = latin1(b.subarray(dataAt, dataAt + 4)).replace(/\0+$/, '');
  const name = MESSAGES[tag];
  const count = u8(b, dataAt + 4) | (u8(b, dataAt + 5) << 8);
  const lines = [
    line('gquic.frame_type', `Frame Type: CRYPTO (${hex(CRYPTO, 2)})`, [
      line('gquic.frame_type.stream', '0... .... = Stream: False'),
    ]),
    line('gquic.crypto.offset', `Offset: ${offset.value}`),
    line('gquic.crypto.length', `Length: ${length.value}`),
    line('', 'Crypto Data'),
    ...(name === undefined
      ? []
      : [
          line('gquic.tag', `Tag: ${tag} (${name})`),
          line('gquic.tag_number', `Tag Number: ${count}`),
          line('gquic.padding', `Padding: ${hexBytes(b, dataAt + 6, dataAt + 8)}`),
        ]),
  ];
  return {node: line('', 'CRYPTO', lines), name: 'CRYPTO', next, ...(name === undefined ? {} : {message: name})};
}

/** Of the shortest form: largest acknowledged(1) delay(2) first block(1) time stamps(1). */
function acknowledgment(b: Uint8Array, at: number): Found | undefined {
  if (u8(b, at) !== ACK || at + 6 > b.length || u8(b, at + 5) !== 0) return undefined;
  const name = 'ACK (Special Frame Type)';
  const lines = [
    line('gquic.frame_type', `Frame Type: ${name} (${hex(ACK, 2)})`, [
      line('gquic.frame_type.stream', '0... .... = Stream: False'),
      line('gquic.frame_type.ack', '.1.. .... = ACK: True'),
      line('gquic.frame_type.ack.n', '..0. .... = NACK: False'),
      line('gquic.frame_type.ack.u', '...0 .... = Unused: False'),
      line('gquic.frame_type.ack.ll', '.... 00.. = Largest Observed Length: 1 Byte (0)'),
      line('gquic.frame_type.ack.mm', '.... ..00 = Missing Packet Length: 1 Byte (0)'),
    ]),
    line('gquic.frame_type.ack.largest_acked', `Largest Acked: ${u8(b, at + 1)}`),
    line('gquic.frame_type.ack.largest_acked_delta_time', `Largest Acked Delta Time: ${u16(b, at + 2)}`),
    line('gquic.frame_type.ack.first_ack_block_length', `First Ack block length: ${u8(b, at + 4)}`),
    line('gquic.frame_type.ack.num_timestamp', `Num Timestamp: ${u8(b, at + 5)}`),
  ];
  return {node: line('', name, lines), name: 'ACK', next: at + 6};
}
