import type {HandshakeFragment, RecordFragments} from '../model/frame-context.ts';
import {frameOf, type Row} from '../model/units.ts';
import * as tls from '../wire/tls.ts';

/** Longer messages are not put together; no message is. */
const MAX_MESSAGE = 1 << 17;

/** A message that goes on in the next record. */
interface Pending {
  readonly type: number;
  readonly pieces: {readonly row: Row; readonly bytes: Uint8Array}[];
  held: number;
  /** How long it is, once its header is whole. */
  wanted?: number | undefined;
  completeIn?: Row;
}

/** Puts the handshake messages of one direction together that do not fit into a record (RFC 8446 §5.1). */
export class HandshakeStream {
  private pending: Pending | undefined;

  /**
   * Takes a record's fragment `b[at … end)`: what of it belongs to messages in several records, and the message that ends
   * in it.
   */
  take(row: Row, b: Uint8Array, at: number, end: number): {fragments?: () => RecordFragments; message?: Uint8Array} {
    const {pending} = this;
    let here = at;
    let continues: (() => HandshakeFragment) | undefined;
    let message: Uint8Array | undefined;
    if (pending && at < end) {
      here = this.continue(pending, row, b, at, end);
      const length = here - at;
      if (pending.completeIn !== undefined) message = joined(pending);
      continues = () => fragmentOf(pending, length, row);
    }
    while (here < end && !this.pending) {
      if (!tls.isMessageType(b, here)) break;
      const hasHeader = here + tls.HANDSHAKE_HEADER_LENGTH <= end;
      const length = hasHeader ? tls.HANDSHAKE_HEADER_LENGTH + tls.messageLength(b, here) : undefined;
      if (length !== undefined && here + length <= end) here += length;
      else if (length === undefined || length <= MAX_MESSAGE) this.begin(row, b, here, end);
      else break;
    }
    const begun = this.pending !== pending ? this.pending : undefined;
    const length = end - here;
    if (!continues && !begun) return {};
    const fragments = (): RecordFragments => ({
      ...(continues ? {continues: continues()} : {}),
      ...(begun ? {begins: fragmentOf(begun, length)} : {}),
    });
    return {fragments, ...(message ? {message} : {})};
  }

  private begin(row: Row, b: Uint8Array, at: number, end: number): void {
    const bytes = b.slice(at, end);
    this.pending = {type: tls.messageType(b, at), pieces: [{row, bytes}], held: bytes.length};
  }

  /** Returns where the message ends, or the record. */
  private continue(pending: Pending, row: Row, b: Uint8Array, at: number, end: number): number {
    const wanted = pending.wanted ?? wantedBytes(pending, b, at, end);
    pending.wanted = wanted;
    const stop = Math.min(end, at + (wanted ?? Number.POSITIVE_INFINITY) - pending.held);
    pending.pieces.push({row, bytes: b.slice(at, stop)});
    pending.held += stop - at;
    if (pending.held === wanted) pending.completeIn = row;
    if (pending.held === wanted || pending.held > MAX_MESSAGE) this.pending = undefined;
    return stop;
  }
}

/** `lastRow`: the row whose fragment may be the last. */
function fragmentOf(pending: Pending, length: number, lastRow?: Row): HandshakeFragment {
  const {type, pieces, completeIn} = pending;
  const isLast = completeIn !== undefined && lastRow === completeIn && pieces.at(-1)?.bytes.length === length;
  return {
    type,
    length,
    ...(completeIn === undefined ? {} : {reassembledIn: frameOf(completeIn)}),
    ...(isLast
      ? {
          message: {
            bytes: joined(pending),
            frames: pieces.map(({row, bytes}) => ({frame: frameOf(row), length: bytes.length})),
          },
        }
      : {}),
  };
}

/** By the header, of which the last bytes may only be in the record `b[at … end)`. */
function wantedBytes({pieces, held}: Pending, b: Uint8Array, at: number, end: number): number | undefined {
  const missing = Math.max(0, tls.HANDSHAKE_HEADER_LENGTH - held);
  if (end - at < missing) return undefined;
  const header = Buffer.concat([...pieces.map(({bytes}) => bytes), b.subarray(at, at + missing)]);
  return tls.HANDSHAKE_HEADER_LENGTH + tls.messageLength(header, 0);
}

const joined = ({pieces}: Pending): Uint8Array => Uint8Array.from(Buffer.concat(pieces.map(({bytes}) => bytes)));
