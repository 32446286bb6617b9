import type {Capture} from '../model/capture.ts';
import type {SegmentPart, TlsFrameContext} from '../model/frame-context.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {beginsTls} from '../wire/tls.ts';
import {arrivalOf, inCaptureOrder} from './arrivals.ts';
import {PduStream} from './pdus.ts';
import {newSession, readRecords, type TlsSession} from './tls-session.ts';
import type {TcpStream} from './types.ts';

/** Ports whose connections Wireshark takes for TLS whatever they carry. */
const TLS_PORTS: ReadonlySet<number> = new Set([
  443, 465, 563, 614, 636, 853, 989, 990, 992, 993, 994, 995, 5061, 8883,
]);

interface FrameIndex {
  readonly session: TlsSession;
  readonly parts: ReadonlyMap<Row, {readonly side: Side; readonly parts: readonly (() => SegmentPart)[]}>;
}

const INDEXES = new WeakMap<TcpStream, FrameIndex>();

/** What a row shows of the TLS connection that its stream carries; undefined when it carries none. */
export function tlsFrameContext(capture: Capture, stream: TcpStream, row: Row): TlsFrameContext | undefined {
  let index = INDEXES.get(stream);
  if (!index) {
    index = indexFrames(capture, stream);
    INDEXES.set(stream, index);
  }
  const found = index.parts.get(row);
  if (!found) return undefined;
  const {version, offered, cipherSuite, applicationProtocol, resumed, changedIn, fragments} = index.session;
  const changed = changedIn[found.side];
  const ofRow = fragments.get(row);
  return {
    ...(version === undefined ? {} : {version}),
    ...(offered === undefined ? {} : {offered}),
    ...(cipherSuite === undefined ? {} : {cipherSuite}),
    ...(applicationProtocol === undefined ? {} : {applicationProtocol}),
    ...(resumed === undefined ? {} : {resumed}),
    ...(ofRow ? {fragments: new Map([...ofRow].map(([number, make]) => [number, make()]))} : {}),
    encrypted: changed !== undefined && changed < row,
    fromServer: found.side === 'server',
    parts: found.parts.map((make) => make()),
  };
}

function indexFrames(capture: Capture, stream: TcpStream): FrameIndex {
  const session = newSession();
  const parts = new Map<Row, {side: Side; parts: (() => SegmentPart)[]}>();
  const pdus = {client: new PduStream(capture), server: new PduStream(capture)};
  let isTls = TLS_PORTS.has(stream.server.port) || TLS_PORTS.has(stream.client.port);
  for (const {side, segment} of inCaptureOrder(capture, stream)) {
    const {row, offset, captured} = segment;
    isTls ||= beginsTls(capture.transportBytesOf(row), offset, offset + captured);
    if (!isTls) continue;
    const taken = pdus[side].take(segment, arrivalOf(stream, row), (bytes) => readRecords(session, side, row, bytes));
    parts.set(row, {side, parts: taken});
  }
  return {session, parts};
}
