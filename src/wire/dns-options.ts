// RFC 6891 §6.1: an OPT record's class is the sender's UDP payload size, its time to live holds flags; its data are
// options: code(2), length(2), value.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, hexBytes} from './bits.ts';
import {node} from './node.ts';
import {u8, u16} from './read.ts';

/** What follows the record's type; `lengthLine` says how long its data are. */
export function optionsLines(
  b: Uint8Array,
  headAt: number,
  lengthLine: FieldNode,
  dataAt: number,
  end: number,
  isMulticast: boolean,
): FieldNode[] {
  const z = u16(b, headAt + 6);
  const canSecure = (z & 0x8000) !== 0 ? 'Accepts DNSSEC security RRs' : 'Cannot handle DNSSEC security RRs';
  return [
    ...payloadSize(u16(b, headAt + 2), headAt + 2, isMulticast),
    node('dns.resp.ext_rcode', `Higher bits in extended RCODE: ${hex(u8(b, headAt + 4), 2)}`, headAt + 4, 1),
    node('dns.resp.edns0_version', `EDNS0 version: ${u8(b, headAt + 5)}`, headAt + 5, 1),
    node('dns.resp.z', `Z: ${hex(z, 4)}`, headAt + 6, 2, [
      node('dns.resp.z.do', `${bitPicture(z, 0x8000, 16)} = DO bit: ${canSecure}`, headAt + 6, 2),
      node('dns.resp.z.reserved', `${bitPicture(z, 0x7fff, 16)} = Reserved: ${hex(z & 0x7fff, 4)}`, headAt + 6, 2),
    ]),
    lengthLine,
    ...options(b, dataAt, end),
  ];
}

/** Multicast DNS takes the highest bit, as it does of a class. */
function payloadSize(value: number, at: number, isMulticast: boolean): FieldNode[] {
  const field = 'dns.rr.udp_payload_size';
  if (!isMulticast) return [node(field, `UDP payload size: ${value}`, at, 2)];
  const flush = value & 0x8000 ? 'True' : 'False';
  return [
    node(`${field}_mdns`, `${bitPicture(value, 0x7fff, 16)} = UDP payload size: ${hex(value & 0x7fff, 4)}`, at, 2),
    node('dns.resp.cache_flush', `${bitPicture(value, 0x8000, 16)} = Cache flush: ${flush}`, at, 2),
  ];
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'LLQ - Long-Lived Queries'],
  [2, 'UL - Update Lease'],
  [3, 'NSID - Name Server Identifier'],
  [4, 'Owner (reserved)'],
  [5, 'DAU - DNSSEC Algorithm Understood (RFC6975)'],
  [6, 'DHU - DS Hash Understood (RFC6975)'],
  [7, 'N3U - NSEC3 Hash Understood (RFC6975)'],
  [8, 'CSUBNET - Client subnet'],
  [9, 'EDNS EXPIRE (RFC7314)'],
  [10, 'COOKIE'],
  [11, 'EDNS TCP Keepalive'],
  [12, 'PADDING'],
  [13, 'CHAIN'],
  [14, 'EDNS KEY TAG'],
  [15, 'Extended DNS Error'],
]);

function options(b: Uint8Array, from: number, end: number): FieldNode[] {
  const found: FieldNode[] = [];
  for (let at = from; at + 4 <= end; ) {
    const code = u16(b, at);
    const length = u16(b, at + 2);
    const valueAt = at + 4;
    const next = Math.min(end, valueAt + length);
    const name = NAMES.get(code) ?? 'Unknown';
    found.push(
      node('dns.opt', `Option: ${NAMES.get(code) ?? `Unknown (${code})`}`, at, next - at, [
        node('dns.opt.code', `Option Code: ${name} (${code})`, at, 2),
        node('dns.opt.len', `Option Length: ${length}`, at + 2, 2),
        node('dns.opt.data', `Option Data: ${bytesText(b, valueAt, next)}`, valueAt, next - valueAt),
        ...valueLines(b, code, valueAt, next),
      ]),
    );
    at = valueAt + length;
  }
  return found;
}

const bytesText = (b: Uint8Array, from: number, end: number): string =>
  end > from ? hexBytes(b, from, end) : '<MISSING>';

function valueLines(b: Uint8Array, code: number, at: number, end: number): FieldNode[] {
  switch (code) {
    case 8:
      return end - at < 4 ? [] : subnet(b, at, end);
    case 10: {
      // RFC 7873 §4: the client's half has 8 bytes, the server's follows once there is one.
      const half = Math.min(end, at + 8);
      return [
        node('dns.opt.cookie.client', `Client Cookie: ${bytesText(b, at, half)}`, at, half - at),
        node('dns.opt.cookie.server', `Server Cookie: ${bytesText(b, half, end)}`, half, end - half),
      ];
    }
    case 12:
      return [node('dns.opt.padding', `Padding: ${bytesText(b, at, end)}`, at, end - at)];
    case 15:
      return end - at < 2
        ? []
        : [
            node(
              'dns.opt.ext_error.info_code',
              `Info Code: ${EXTENDED_ERRORS[u16(b, at)] ?? 'Unknown'} (${u16(b, at)})`,
              at,
              2,
            ),
          ];
    default:
      return [];
  }
}

/** RFC 7871 §6: family(2), source prefix, scope prefix, as much of the address as the source prefix needs. */
function subnet(b: Uint8Array, at: number, end: number): FieldNode[] {
  const family = u16(b, at);
  const address = new Uint8Array(family === 2 ? 16 : 4);
  address.set(b.subarray(at + 4, Math.min(end, at + 4 + address.length)));
  const name = family === 1 ? 'IPv4' : family === 2 ? 'IPv6' : 'Unknown';
  return [
    node('dns.opt.client.family', `Family: ${name} (${family})`, at, 2),
    node('dns.opt.client.netmask', `Source Netmask: ${u8(b, at + 2)}`, at + 2, 1),
    node('dns.opt.client.scope', `Scope Netmask: ${u8(b, at + 3)}`, at + 3, 1),
    node('dns.opt.client.addr', `Client Subnet: ${formatAddress(address)}`, at + 4, end - at - 4),
  ];
}

/** RFC 8914 §4. */
const EXTENDED_ERRORS: readonly string[] = [
  'Other Error',
  'Unsupported DNSKEY Algorithm',
  'Unsupported DS Digest Type',
  'Stale Answer',
  'Forged Answer',
  'DNSSEC Indeterminate',
  'DNSSEC Bogus',
  'Signature Expired',
  'Signature Not Yet Valid',
  'DNSKEY Missing',
  'RRSIGs Missing',
  'No Zone Key Bit Set',
  'NSEC Missing',
  'Cached Error',
  'Not Ready',
  'Blocked',
  'Censored',
  'Filtered',
  'Prohibited',
  'Stale NXDomain Answer',
  'Not Authoritative',
  'Not Supported',
  'No Reachable Authority',
  'Network Error',
  'Invalid Data',
];
