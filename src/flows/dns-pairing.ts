import type {FrameContext} from '../model/frame-context.ts';
import {MARK} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {hasHeader, id, isResponse} from '../wire/dns.ts';
import {NAME_SERVICES} from '../wire/udp-payload.ts';
import {dnsMessages} from './dns-messages.ts';
import type {StreamRows} from './streams.ts';
import type {Flows} from './types.ts';

type Pair = NonNullable<FrameContext['dns']>;

interface Transaction {
  readonly queryRow: Row;
  responseRow?: Row;
}

/** A query with the same id is the same one again for so long, while it has no response. */
const REPEATED_WITHIN_NS = 5e9;

/**
 * What Wireshark says of each message of a name service: its response, its query, or what it repeats. Other than for
 * look-ups, only the id counts, and multicast questions and answers are taken for a conversation with the group.
 */
export function pairDns({capture, streamOf}: Flows, udp: StreamRows): Map<number, Pair> {
  const table = capture.packets;
  const pairs = new Map<number, Pair>();
  const latest = new Map<string, Transaction>();
  const see = (row: Row, key: string, response: boolean): void => {
    const known = latest.get(key);
    if (!response) {
      const isRepeated =
        known && known.responseRow === undefined && table.elapsedNs(known.queryRow, row) <= REPEATED_WITHIN_NS;
      if (isRepeated) pairs.set(frameOf(row), {repeatOf: frameOf(known.queryRow)});
      else {
        latest.set(key, {queryRow: row});
        pairs.set(frameOf(row), {});
      }
    } else if (!known) pairs.set(frameOf(row), {});
    else if (known.responseRow !== undefined) pairs.set(frameOf(row), {repeatOf: frameOf(known.responseRow)});
    else {
      known.responseRow = row;
      const timeNs = table.knownElapsedNs(known.queryRow, row);
      const requestFrame = frameOf(known.queryRow);
      pairs.set(requestFrame, {responseFrame: frameOf(row)});
      pairs.set(frameOf(row), {requestFrame, ...(timeNs === undefined ? {} : {timeNs})});
    }
  };
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    const stream = udp.streamOf[row] ?? -1;
    if (stream < 0 || !table.has(row, MARK.transport)) continue;
    if (!NAME_SERVICES.has(table.get('sourcePort', row)) && !NAME_SERVICES.has(table.get('destinationPort', row)))
      continue;
    const at = table.get('payloadAt', row);
    const captured = table.get('payloadCaptured', row);
    if (!hasHeader(at, at + captured)) continue;
    const bytes = capture.transportBytesOf(row);
    see(row, `udp ${stream} ${id(bytes, at)}`, isResponse(bytes, at));
  }
  for (const {row, transport, message} of dnsMessages(capture)) {
    if (transport === 'tcp') see(row, `tcp ${streamOf[row]} ${message.id}`, message.response);
  }
  return pairs;
}
