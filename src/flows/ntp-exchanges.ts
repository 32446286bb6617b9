import type {Capture} from '../model/capture.ts';
import type {FrameContext} from '../model/frame-context.ts';
import {MARK} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {CLIENT_MODE, modeOf, NTP_PORT, SERVER_MODE} from '../wire/ntp.ts';
import type {StreamRows} from './streams.ts';

type Pairing = NonNullable<FrameContext['ntp']>;

const UDP = 17;

/** RFC 5905 §8: a server answers a client's latest request in the same UDP stream; a second answer has none. */
export function ntpExchanges(
  {packets: table, transportBytesOf}: Capture,
  streams: StreamRows,
): ReadonlyMap<Row, Pairing> {
  const open = new Map<number, Row>();
  const pairs = new Map<Row, Pairing>();
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    if (table.get('protocol', row) !== UDP || !table.has(row, MARK.transport)) continue;
    if (table.get('sourcePort', row) !== NTP_PORT && table.get('destinationPort', row) !== NTP_PORT) continue;
    const stream = streams.streamOf[index] ?? -1;
    if (stream < 0 || table.get('payloadCaptured', row) === 0) continue;
    const mode = modeOf(transportBytesOf(row), table.get('payloadAt', row));
    if (mode === CLIENT_MODE) open.set(stream, row);
    const request = open.get(stream);
    if (mode !== SERVER_MODE || request === undefined) continue;
    open.delete(stream);
    pairs.set(request, {responseFrame: frameOf(row)});
    pairs.set(row, {requestFrame: frameOf(request), timeNs: table.elapsedNs(request, row)});
  }
  return pairs;
}
