import type {Capture} from '../model/capture.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import * as extension from '../wire/ip-extension.ts';
import {IP_PROTOCOL} from '../wire/ip-protocol.ts';
import * as ipv4 from '../wire/ipv4.ts';
import * as ipv6 from '../wire/ipv6.ts';

/** A datagram has at most 65 535 bytes: fragments of the smallest usual size are no more than this. */
const MAX_FRAGMENTS = 128;

/**
 * Bytes of the IP datagram that a row holds or begins: for a first fragment, up to the end of the last fragment that
 * follows in the capture (RFC 791 §3.2, RFC 8200 §4.5).
 */
export function wholeDatagramLength(capture: Capture, row: Row): number {
  const first = fragmentOf(capture, row);
  if (!capture.packets.has(row, MARK.fragment)) return first.end;
  let end = first.end;
  let seen = 0;
  for (let index = row + 1; index < capture.packets.length && seen < MAX_FRAGMENTS; index++, seen++) {
    const next = index as Row;
    if (!capture.packets.has(next, MARK.laterFragment)) continue;
    if (capture.packets.get('source', next) !== capture.packets.get('source', row)) continue;
    if (capture.packets.get('destination', next) !== capture.packets.get('destination', row)) continue;
    const later = fragmentOf(capture, next);
    if (later.identification !== first.identification) continue;
    // A fragment's offset counts from the end of the header, which each fragment repeats.
    end = Math.max(end, later.end);
    if (later.isLast) break;
  }
  return end;
}

interface Fragment {
  readonly identification: number;
  /** Where in the datagram it ends. */
  readonly end: number;
  readonly isLast: boolean;
}

function fragmentOf(capture: Capture, row: Row): Fragment {
  const b = capture.bytesOf(row);
  const at = capture.packets.get('networkAt', row);
  if (capture.packets.get('network', row) === NETWORK.ipv4) {
    return {
      identification: ipv4.identification(b, at),
      end: ipv4.fragmentOffset(b, at) + ipv4.totalLength(b, at),
      isLast: !ipv4.moreFragments(b, at),
    };
  }
  const end = ipv6.HEADER_LENGTH + ipv6.payloadLength(b, at);
  const headerAt = at + ipv6.HEADER_LENGTH;
  if (ipv6.nextHeader(b, at) !== IP_PROTOCOL.fragment) return {identification: 0, end, isLast: true};
  return {
    identification: extension.fragmentIdentification(b, headerAt),
    end: extension.fragmentOffset(b, headerAt) + end,
    isLast: !extension.moreFragments(b, headerAt),
  };
}
