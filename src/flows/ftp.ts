import type {Capture} from '../model/capture.ts';
import type {Row} from '../model/units.ts';
import {textLines} from '../wire/text-lines.ts';
import type {TcpStream} from './types.ts';

const DIRECTORIES = new WeakMap<TcpStream, ReadonlyMap<Row, string>>();

/** Where an FTP session is after a row: RFC 959 §4.1.1, CWD and CDUP that succeeded and what PWD was told. */
export function ftpDirectory(capture: Capture, stream: TcpStream, row: Row): string {
  let found = DIRECTORIES.get(stream);
  if (!found) {
    found = directories(capture, stream);
    DIRECTORIES.set(stream, found);
  }
  return found.get(row) ?? '';
}

function directories(capture: Capture, stream: TcpStream): Map<Row, string> {
  const table = capture.packets;
  const found = new Map<Row, string>();
  let current = '';
  let asked = '';
  for (const value of stream.rows as Iterable<number>) {
    const row = value as Row;
    const at = table.get('payloadAt', row);
    const captured = table.get('payloadCaptured', row);
    if (captured > 0) {
      const [line] = textLines(capture.transportBytesOf(row), at, at + captured);
      const text = line?.text ?? '';
      if (table.get('sourcePort', row) !== stream.server.port) asked = text;
      else if (text.startsWith('257')) current = /"([^"]*)"/.exec(text)?.[1] ?? current;
      else if (text.startsWith('250')) current = moved(current, asked);
    }
    found.set(row, current);
  }
  return found;
}

function moved(from: string, command: string): string {
  if (/^CDUP/i.test(command)) return from.replace(/\/[^/]*$/, '') || '/';
  const to = /^CWD (.+)$/i.exec(command)?.[1];
  if (to === undefined) return from;
  return to.startsWith('/') ? to : `${from}${from.endsWith('/') ? '' : '/'}${to}`;
}
