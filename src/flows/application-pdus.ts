import type {Capture} from '../model/capture.ts';
import type {FrameContext, FramePdu} from '../model/frame-context.ts';
import {MARK} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {applicationOf} from '../wire/tcp-applications.ts';
import type {Framer} from '../wire/tcp-framing.ts';
import {ftpDirectory} from './ftp.ts';
import {type ByteStream, partsOf, pieceAt, reassemble, streamBytes} from './reassembly.ts';
import {sshContext} from './ssh.ts';
import type {TcpStream} from './types.ts';

const INDEXES = new WeakMap<TcpStream, ReadonlyMap<Row, FramePdu[]>>();

/** What a row of a stream carries of its application's PDUs; nothing for what is dissected segment by segment. */
export function applicationContext(
  capture: Capture,
  stream: TcpStream,
  row: Row,
): Pick<FrameContext, 'pdus' | 'ssh' | 'ftpDirectory'> {
  const {client, server} = stream;
  const application = applicationOf({source: client.port, destination: server.port});
  if (application?.id === 'ftp') return {ftpDirectory: ftpDirectory(capture, stream, row)};
  if (!application?.framer || stream.http.length > 0 || stream.application === 'tls') return {};
  let index = INDEXES.get(stream);
  if (!index) {
    index = new Map([
      ...pdusOf(
        capture,
        reassemble(capture, stream, 'client'),
        application.framer(application.ports.includes(client.port)),
      ),
      ...pdusOf(
        capture,
        reassemble(capture, stream, 'server'),
        application.framer(application.ports.includes(server.port)),
      ),
    ]);
    INDEXES.set(stream, index);
  }
  const pdus = index.get(row);
  const ssh = application.id === 'ssh' ? {ssh: sshContext(capture, stream, row)} : {};
  return {...ssh, ...(pdus ? {pdus} : {})};
}

/** The PDUs of one direction by the rows that hold them. */
function pdusOf(capture: Capture, stream: ByteStream, framer: Framer): Map<Row, FramePdu[]> {
  const found = new Map<Row, FramePdu[]>();
  const add = (row: Row, pdu: FramePdu): void => {
    const list = found.get(row);
    if (list) list.push(pdu);
    else found.set(row, [pdu]);
  };
  for (let at = 0; at < stream.length; ) {
    const piece = stream.pieces[pieceAt(stream, at)];
    if (!piece) break;
    const pieceEnd = piece.at + piece.length;
    // A segment that was cut waits for nothing, and what is missing begins nothing.
    if (piece.row === undefined || capture.packets.has(piece.row, MARK.cut)) {
      at = pieceEnd;
      continue;
    }
    const next = framer.next(streamBytes(capture, stream, at, at + framer.peek), pieceEnd - at);
    const segment = next === 'segment';
    const length = typeof next === 'object' ? Math.max(1, next.length) : segment ? pieceEnd - at : stream.length - at;
    const state = typeof next === 'object' && next.state !== undefined ? {state: next.state} : {};
    const end = at + length;
    const parts = [...partsOf(stream, at, end)];
    const whole = next !== 'more' && end <= stream.length && parts.every(({row}) => row !== undefined);
    if (whole && end <= pieceEnd) add(piece.row, {kind: 'whole', length, ...state});
    else {
      const frames = parts.flatMap(({row, length: held}) => (row === undefined ? [] : [{row, length: held}]));
      const completed = whole ? frames.reduce((latest, {row}) => (row > latest ? row : latest), piece.row) : undefined;
      for (const part of frames) {
        const isLast = part.row === completed;
        if (!isLast)
          add(part.row, {
            kind: 'part',
            length: part.length,
            ...(completed === undefined ? {} : {reassembledIn: frameOf(completed)}),
          });
        else
          add(part.row, {
            kind: 'last',
            length: part.length,
            bytes: streamBytes(capture, stream, at, end),
            frames: frames.map(({row, length: held}) => ({frame: frameOf(row), length: held})),
            ...state,
          });
      }
    }
    at = whole ? end : nextSegment(stream, end);
  }
  return found;
}

/** What follows a PDU that never becomes whole begins anew with a segment. */
function nextSegment(stream: ByteStream, at: number): number {
  const piece = stream.pieces[pieceAt(stream, at)];
  return piece === undefined ? stream.length : piece.at >= at ? piece.at : piece.at + piece.length;
}
