import type {ConnectionPrint} from '../../model/class.ts';
import {type CommonPorts, isTelling, isTellingId} from './telling.ts';

/** What the third word of a key says of the first two; the low 16 bits are an identification or a port. */
export const KEY = {
  /** Both initial sequence numbers, the sender's first. */
  initialNumbers: 0x10000,
  /** Sequence and acknowledgment number of a segment with data. */
  numbers: 0x20000,
  /** Of one without, and its identification or timestamp. */
  numbersAndId: 0x30000,
  numbersAndTimestamp: 0x40000,
  /** One number, and the identification, the timestamp or the client's port. */
  numberAndId: 0x50000,
  numberAndTimestamp: 0x60000,
  numberAndPort: 0x70000,
  /** Both ends' timestamps, with the identification or the client's port. */
  clocksAndId: 0x80000,
  clocksAndPort: 0x90000,
} as const;

export type VisitKey = (first: number, second: number, third: number, frame: number) => void;

/** Everything of which a single one says that two prints are of the same connection: the rule of docs/copies.md. */
export function eachKey(print: ConnectionPrint, ports: CommonPorts, visit: VisitKey): void {
  const {segments, isn} = print;
  const port = print.ports.client;
  const tellsPort = !ports.has(port);
  const counts = {client: isTelling(isn.client ?? SOME), server: isTelling(isn.server ?? SOME)};
  for (const side of ['client', 'server'] as const) {
    const {frames, sequences, acknowledgments, lengths, ipIds, timestamps, echoes} = segments[side];
    const peer = side === 'client' ? 'server' : 'client';
    for (let i = 0; i < frames.length; i++) {
      const frame = frames[i] as number;
      const sequence = sequences[i] as number;
      const acknowledgment = acknowledgments[i] as number;
      const timestamp = timestamps[i] as number;
      const echo = echoes[i] as number;
      const id = ipIds[i] as number;
      const tellsSequence = counts[side] && isTelling(sequence);
      const tellsAcknowledgment = counts[peer] && isTelling(acknowledgment);
      if (tellsSequence && tellsAcknowledgment) {
        if (sequence === isn[side]) visit(sequence, (acknowledgment - 1) >>> 0, KEY.initialNumbers, frame);
        // While a connection idles, keep-alives and their ACKs repeat its numbers, in whatever capture is made then.
        if ((lengths[i] as number) > 1) visit(sequence, acknowledgment, KEY.numbers, frame);
        else if (isTellingId(id)) visit(sequence, acknowledgment, KEY.numbersAndId | id, frame);
        else if (timestamp !== 0)
          visit(sequence, acknowledgment, KEY.numbersAndTimestamp | (timestamp & 0xffff), frame);
      } else if (tellsSequence || tellsAcknowledgment) {
        const number = tellsSequence ? sequence : acknowledgment;
        if (isTellingId(id)) visit(number, id, KEY.numberAndId, frame);
        if (timestamp !== 0) visit(number, timestamp, KEY.numberAndTimestamp, frame);
        if (tellsPort) visit(number, port, KEY.numberAndPort, frame);
      }
      if (isTelling(timestamp) && isTelling(echo)) {
        if (isTellingId(id)) visit(timestamp, echo, KEY.clocksAndId | id, frame);
        else if (tellsPort) visit(timestamp, echo, KEY.clocksAndPort | port, frame);
      }
    }
  }
}

/** Stands for an initial sequence number that was not captured. */
const SOME = 2 ** 31;
