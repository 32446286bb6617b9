import type {FieldNode} from '../model/tree.ts';
import {bitPicture} from './bits.ts';

/** Differentiated services codepoints (RFC 2474, 2597, 3246, 5865, 8622): Wireshark's short and long names. */
const CODEPOINTS: ReadonlyMap<number, readonly [string, string]> = new Map([
  [0, ['CS0', 'Default']],
  [1, ['LE', 'Lower Effort']],
  ...[1, 2, 3, 4, 5, 6, 7].map((n): [number, [string, string]] => [8 * n, [`CS${n}`, `Class Selector ${n}`]]),
  ...[11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43].map((n): [number, [string, string]] => [
    8 * Math.floor(n / 10) + 2 * (n % 10),
    [`AF${n}`, `Assured Forwarding ${n}`],
  ]),
  [44, ['VOICE-ADMIT', 'Voice Admit']],
  [46, ['EF', 'Expedited Forwarding']],
]);

/** Explicit congestion notification (RFC 3168 §5). */
const ECN: readonly (readonly [string, string])[] = [
  ['Not-ECT', 'Not ECN-Capable Transport'],
  ['ECT(1)', "ECN-Capable Transport codepoint '01'"],
  ['ECT(0)', "ECN-Capable Transport codepoint '10'"],
  ['CE', 'Congestion Experienced'],
];

const ecnName = (trafficClass: number, which: 0 | 1): string => ECN[trafficClass & 3]?.[which] ?? '';

/** `DSCP: CS0, ECN: Not-ECT` */
export const trafficClassText = (trafficClass: number): string =>
  `DSCP: ${CODEPOINTS.get(trafficClass >> 2)?.[0] ?? 'Unknown'}, ECN: ${ecnName(trafficClass, 0)}`;

/**
 * The two lines below the traffic class of IPv4 or IPv6, whose eight bits lie `shift` bits above the end of a field of
 * `width` bits.
 */
export function trafficClassLines(
  prefix: string,
  trafficClass: number,
  at: number,
  length: number,
  width: number,
  shift: number,
): FieldNode[] {
  const [dscp, ecn] = [trafficClass >> 2, trafficClass & 3];
  const picture = (mask: number) => bitPicture(trafficClass * 2 ** shift, mask * 2 ** shift, width);
  const name = CODEPOINTS.get(dscp)?.[1] ?? 'Unknown';
  return [
    {
      field: `${prefix}.dscp`,
      text: `${picture(0xfc)} = Differentiated Services Codepoint: ${name} (${dscp})`,
      at,
      length,
      value: dscp,
    },
    {
      field: `${prefix}.ecn`,
      text: `${picture(0x03)} = Explicit Congestion Notification: ${ecnName(trafficClass, 1)} (${ecn})`,
      at,
      length,
      value: ecn,
    },
  ];
}
