// AMD, "Magic Packet Technology" (1995): six bytes of ones and sixteen times the address of who shall wake.
import {formatAddress} from './address.ts';
import type {Layer, Unit} from './layer.ts';
import {macText} from './mac.ts';
import {node} from './node.ts';

const SYNC_LENGTH = 6;
const COPIES = 16;
/** Some adapters want a password behind. */
const PASSWORD_LENGTHS: readonly number[] = [4, 6];
const LENGTH = SYNC_LENGTH + COPIES * 6;

/** Anything may carry it, so that only the bytes tell; where they were cut off, nobody knows. */
export function wakeOnLanLayer({b, at, end, wireEnd}: Unit): Layer | undefined {
  if (wireEnd - at < LENGTH) return undefined;
  const captured = b.subarray(at, Math.min(end, at + SYNC_LENGTH));
  if (captured.length < SYNC_LENGTH) return {name: 'WOL', protocols: ['wol'], nodes: [], shortage: 'cut'};
  if (captured.some((byte) => byte !== 0xff) || end - at < LENGTH) return undefined;
  const addressAt = at + SYNC_LENGTH;
  const address = b.subarray(addressAt, addressAt + 6);
  for (let i = 1; i < COPIES; i++) {
    if (address.some((byte, place) => b[addressAt + 6 * i + place] !== byte)) return undefined;
  }
  const shown = macText(address);
  const passwordAt = at + LENGTH;
  const password = formatAddress(b.subarray(passwordAt, end));
  const hasPassword = PASSWORD_LENGTHS.includes(end - passwordAt);
  const copies = Array.from({length: COPIES}, (_, i) => node('wol.mac', `MAC: ${shown}`, addressAt + 6 * i, 6));
  const title = `Wake On LAN, MAC: ${shown}${hasPassword ? `, password: ${password}` : ''}`;
  return {
    name: 'WOL',
    protocols: ['wol'],
    nodes: [
      node('wol', title, at, end - at, [
        node('wol.sync', 'Sync stream: ffffffffffff', at, SYNC_LENGTH),
        node('', `MAC: ${shown}`, addressAt, 6 * COPIES, copies),
        ...(hasPassword ? [node('wol.passwd', `Password: ${password}`, passwordAt, end - passwordAt)] : []),
      ]),
    ],
    columns: {protocol: 'WOL', info: `MagicPacket for ${shown}${hasPassword ? `, password ${password}` : ''}`},
  };
}
