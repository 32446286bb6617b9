import * as arcnet from './arcnet.ts';
import * as hdlc from './cisco-hdlc.ts';
import * as ethernet from './ethernet.ts';
import {ETHERTYPE} from './ethertype.ts';
import * as fddi from './fddi.ts';
import * as cooked from './linux-cooked.ts';
import * as cooked2 from './linux-cooked-v2.ts';
import * as loopback from './loopback.ts';
import * as rawIp from './raw-ip.ts';
import {u16} from './read.ts';

/** LINKTYPE_ numbers as https://www.tcpdump.org/linktypes.html lists them. */
export const LINKTYPE = {
  null: 0,
  ethernet: 1,
  fddi: 10,
  /** DLT_RAW as some systems numbered it, found in files all the same. */
  rawBsd: 12,
  rawOpenBsd: 14,
  raw: 101,
  ciscoHdlc: 104,
  loop: 108,
  linuxCooked: 113,
  linuxArcnet: 129,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

/** How a link type leads to the network layer. Both functions read only bytes before `end`. */
export interface Link {
  /** The EtherType of the network layer, or one that stands for it; 0 when there is none. */
  payloadType(b: Uint8Array, at: number, end: number): number;
  /** Where the network header begins; asked only when the type is not 0. */
  payloadAt(b: Uint8Array, at: number, end: number): number;
}

/** For headers that end in the EtherType. */
const endingInType = (payloadTypeAt: (b: Uint8Array, at: number, end: number) => number): Link => ({
  payloadType: (b, at, end) => {
    const typeAt = payloadTypeAt(b, at, end);
    return typeAt < 0 ? 0 : u16(b, typeAt);
  },
  payloadAt: (b, at, end) => payloadTypeAt(b, at, end) + 2,
});

const nullOrLoop = (payloadType: Link['payloadType']): Link => ({
  payloadType,
  payloadAt: (_b, at) => at + loopback.HEADER_LENGTH,
});
const raw: Link = {payloadType: rawIp.payloadType, payloadAt: (_b, at) => at};

export const LINKS: ReadonlyMap<number, Link> = new Map<number, Link>([
  [LINKTYPE.null, nullOrLoop(loopback.nullPayloadType)],
  [LINKTYPE.ethernet, endingInType(ethernet.payloadTypeAt)],
  [LINKTYPE.fddi, endingInType(fddi.payloadTypeAt)],
  [LINKTYPE.rawBsd, raw],
  [LINKTYPE.rawOpenBsd, raw],
  [LINKTYPE.raw, raw],
  [LINKTYPE.ciscoHdlc, endingInType(hdlc.payloadTypeAt)],
  [LINKTYPE.loop, nullOrLoop(loopback.loopPayloadType)],
  [LINKTYPE.linuxCooked, endingInType(cooked.payloadTypeAt)],
  [LINKTYPE.linuxArcnet, arcnet],
  [LINKTYPE.ipv4, {payloadType: () => ETHERTYPE.ipv4, payloadAt: (_b, at) => at}],
  [LINKTYPE.ipv6, {payloadType: () => ETHERTYPE.ipv6, payloadAt: (_b, at) => at}],
  [LINKTYPE.linuxCooked2, cooked2],
]);
