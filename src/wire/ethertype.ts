import {hex} from './bits.ts';
import {ETHERTYPE_NAMES} from './data/numbers.ts';

/** EtherTypes (IEEE registry) that are decoded, or that stand between a link header and what is decoded. */
export const ETHERTYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  vlan: 0x8100,
  ipv6: 0x86dd,
  /** RFC 1701: an Ethernet frame in a tunnel. */
  transparentEthernet: 0x6558,
  /** RFC 2637 §4.1, in GRE. */
  ppp: 0x880b,
  pppoeDiscovery: 0x8863,
  pppoeSession: 0x8864,
  /** 802.1ad service tag, and its two predecessors in use. */
  serviceVlan: 0x88a8,
  oldQinQ: 0x9100,
  oldQinQ2: 0x9200,
} as const;

/** From here on a type field of Ethernet is a type; below, it is an IEEE 802.3 length (IEEE 802.3 §3.2.6). */
export const FIRST_ETHERTYPE = 0x0600;

/** `IPv4 (0x0800)`. */
export const etherTypeText = (type: number): string => `${ETHERTYPE_NAMES.get(type) ?? 'Unknown'} (${hex(type, 4)})`;
