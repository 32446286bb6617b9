// RFC 4380 §5.1.1: an IPv6 packet in UDP, after an optional authentication header (0x0001: id length(1) value
// length(1) id value nonce(8) confirmation(1)) and an optional origin indication (0x0000: port(2) address(4), all
// bits inverted).
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hexBytes} from './bits.ts';
import type {Layer, Ports, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16} from './read.ts';
import {destinationPort, sourcePort, HEADER_LENGTH as UDP_LENGTH} from './udp.ts';

export const PORT = 3544;

const AUTHENTICATION = 0x0001;
const ORIGIN = 0x0000;
const ORIGIN_LENGTH = 8;
const NONCE_LENGTH = 8;
/** Without the identifier and the value. */
const AUTHENTICATION_LENGTH = 4 + NONCE_LENGTH + 1;

const authenticationLength = (b: Uint8Array, at: number): number =>
  AUTHENTICATION_LENGTH + u8(b, at + 2) + u8(b, at + 3);

const hasAuthentication = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= 4 && u16(b, at) === AUTHENTICATION;
const hasOrigin = (b: Uint8Array, at: number, end: number): boolean => end - at >= 2 && u16(b, at) === ORIGIN;

/** Where the IPv6 packet begins; -1 when there is none. */
export function packetAt(b: Uint8Array, at: number, end: number): number {
  let here = at;
  if (hasAuthentication(b, here, end)) here += authenticationLength(b, here);
  if (hasOrigin(b, here, end)) here += ORIGIN_LENGTH;
  return here < end && u8(b, here) >> 4 === 6 ? here : -1;
}

/** Of the datagram around it: they tell the test of connectivity from other echo requests (RFC 4380 §5.2.9). */
const portsOf = (b: Uint8Array, at: number): Ports => ({
  source: sourcePort(b, at - UDP_LENGTH),
  destination: destinationPort(b, at - UDP_LENGTH),
});

export function teredoLayer({b, at, end, wireEnd}: Unit): Layer {
  const nodes: FieldNode[] = [];
  const lines = new Lines(end, wireEnd);
  let here = at;
  if (hasAuthentication(b, here, end)) {
    const length = authenticationLength(b, here);
    const [idLength, valueLength] = [u8(b, here + 2), u8(b, here + 3)];
    const [idAt, valueAt] = [here + 4, here + 4 + idLength];
    const nonceAt = valueAt + valueLength;
    lines.add('teredo.auth.idlen', here + 2, 1, `Client identifier length: ${idLength}`, idLength);
    lines.add('teredo.auth.aulen', here + 3, 1, `Authentication value length: ${valueLength}`, valueLength);
    if (idLength > 0) lines.add('teredo.auth.id', idAt, idLength, `Client identifier: ${hexBytes(b, idAt, valueAt)}`);
    const value = `Authentication value: ${hexBytes(b, valueAt, nonceAt)}`;
    if (valueLength > 0) lines.add('teredo.auth.value', valueAt, valueLength, value);
    const nonce = hexBytes(b, nonceAt, nonceAt + NONCE_LENGTH);
    lines.add('teredo.auth.nonce', nonceAt, NONCE_LENGTH, `Nonce value: ${nonce}`);
    const confirmationAt = nonceAt + NONCE_LENGTH;
    lines.add(
      'teredo.auth.conf',
      confirmationAt,
      1,
      `Confirmation byte: ${hexBytes(b, confirmationAt, confirmationAt + 1)}`,
    );
    nodes.push({
      field: '',
      text: 'Teredo Authentication header',
      at: here,
      length: Math.min(length, end - here),
      children: [...lines.nodes],
    });
    here += length;
  }
  if (lines.shortage === undefined && hasOrigin(b, here, end)) {
    const origin = new Lines(end, wireEnd);
    const port = ~u16(b, here + 2) & 0xffff;
    const address = formatAddress(b.subarray(here + 4, here + 8).map((byte) => ~byte));
    origin.add('teredo.orig.port', here + 2, 2, `Origin UDP port: ${port}`, port);
    origin.add('teredo.orig.addr', here + 4, 4, `Origin IPv4 address: ${address}`, address);
    lines.reaches(here, ORIGIN_LENGTH);
    nodes.push({
      field: '',
      text: 'Teredo Origin Indication header',
      at: here,
      length: Math.min(ORIGIN_LENGTH, end - here),
      children: origin.nodes,
    });
    here += ORIGIN_LENGTH;
  }
  // A packet must follow.
  lines.reaches(here, 1);
  const headers = nodes.map(({text}) => (text.includes('Origin') ? 'Origin indication' : 'Authentication header'));
  const text = 'Teredo IPv6 over UDP tunneling';
  return {
    name: 'Teredo',
    protocols: ['teredo'],
    nodes: [{field: 'teredo', text, at, length: Math.max(0, Math.min(here, end) - at), children: nodes}],
    columns: {protocol: 'Teredo', info: headers.join(', ')},
    shortage: lines.shortage,
    next: {by: packetAt(b, at, end) >= 0 ? 'ip' : 'data', number: 6, at: here, end, wireEnd, ports: portsOf(b, at)},
  };
}
