import {IP_PROTOCOL_NAMES} from './data/numbers.ts';

/** IP protocol numbers (IANA) that are decoded or walked over. */
export const IP_PROTOCOL = {
  hopByHop: 0,
  icmp: 1,
  igmp: 2,
  ipv4: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  routing: 43,
  fragment: 44,
  gre: 47,
  authentication: 51,
  icmpv6: 58,
  noNext: 59,
  destinationOptions: 60,
} as const;

/** `TCP (6)`; IANA has not assigned 148 to 252. */
export const ipProtocolText = (protocol: number): string =>
  `${IP_PROTOCOL_NAMES.get(protocol) ?? (protocol >= 148 && protocol < 252 ? 'Unassigned' : 'Unknown')} (${protocol})`;

/** `TCP 6`, as the info of fragments has it. */
export const ipProtocolBrief = (protocol: number): string =>
  `${ipProtocolText(protocol).replace(/ \(\d+\)$/, '')} ${protocol}`;
