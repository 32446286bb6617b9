import type {Report} from '../model/report.ts';
import type {Io} from './io.ts';
import {printable} from './printable.ts';
import {shownName} from './tell-issues.ts';

/** Says which of several connections the report explains; how to have another one only when this one was not asked for. */
export function tellFocus({connections, focus}: Report, path: string, {messages}: Io): void {
  const chosen = focus && connections[focus.stream];
  if (!chosen || connections.length < 2) return;
  const asked = focus.reason === 'asked-stream' || focus.reason === 'asked-host';
  const ends = `${socket(chosen.client)} → ${socket(chosen.server)}`;
  const hint = asked ? '' : ' (--stream or --host choose another)';
  messages.write(`${printable(`${shownName(path)}: explains connection ${chosen.stream}, ${ends}${hint}`)}\n`);
}

const socket = ({address, port}: {address: string; port: number}): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;
