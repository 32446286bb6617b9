import type {Capture} from '../model/capture.ts';
import type {Row} from '../model/units.ts';
import {ACK, SYN} from '../wire/tcp-flags.ts';
import {advance, isBefore} from './sequence.ts';
import {OPTION, optionsOf} from './tcp-options.ts';
import type {TcpStream} from './types.ts';

/** A cookie has 4 to 16 bytes; the option without one asks for it (RFC 7413 §4.1.1). */
const WITHOUT_COOKIE = 2;

/**
 * For a SYN-ACK: whether it takes data that the SYN brought with it (RFC 7413 §4.2.2), or leaves out what came with a
 * cookie. Undefined for all other segments, and where there was no such data.
 */
export function fastOpen(capture: Capture, {rows}: TcpStream, row: Row): 'accepted' | 'ignored' | undefined {
  const table = capture.packets;
  const syn = rows[0] as Row;
  const isSynAck = (table.get('flags', row) & (SYN | ACK)) === (SYN | ACK);
  if (!isSynAck || (table.get('flags', syn) & (SYN | ACK)) !== SYN || table.get('payloadLength', syn) === 0)
    return undefined;
  if (isBefore(advance(table.get('sequence', syn), 1), table.get('acknowledgment', row))) return 'accepted';
  for (const {kind, length} of optionsOf(capture.transportBytesOf(syn), table.get('transportAt', syn)))
    if (kind === OPTION.fastOpen && length > WITHOUT_COOKIE) return 'ignored';
  return undefined;
}
