import type {Locale} from '../../locales/index.ts';
import type {IpHeaders, Report, Side} from '../../model/report.ts';
import {explained} from './evidence.ts';

/** The IP header of one packet, read from `ipHeaders`. Lengths in bytes. */
export interface IpHeader {
  readonly frame: number;
  readonly version: 4 | 6;
  readonly headerLength: number;
  /** Absent where the length field is 0, because the card was to fill it in (segmentation offload). */
  readonly totalLength?: number;
  /** TTL or hop limit, protocol or next header. */
  readonly timeToLive: number;
  readonly protocol: number;
  /** A field by its display-filter name without `ip.` or `ipv6.`. */
  readonly field: (name: string) => number | undefined;
}

type Because = {readonly because: string};

/** The first packet that a side sent on the explained connection, or why there is none to ask about. */
export function firstHeader(report: Report, side: Side, locale: Locale): IpHeader | Because {
  const headers = headersOf(report, side, locale);
  return 'because' in headers ? headers : (headerAt(headers, 0) ?? {because: locale.cannotAnswer.noPacketFrom[side]});
}

/** Of a segment that came in fragments they have one alone, so that packets are missing between them. */
export function headersOf(report: Report, side: Side, locale: Locale): IpHeaders | Because {
  const headers = anyHeadersOf(report, side, locale);
  if ('because' in headers) return headers;
  const isInPieces = headers.frames.some((_, index) => isFragment(headerAt(headers, index)));
  return isInPieces ? {because: locale.cannotAnswer.inFragments} : headers;
}

export function anyHeadersOf(report: Report, side: Side, {cannotAnswer}: Locale): IpHeaders | Because {
  if (!explained(report)) return {because: cannotAnswer.noConnection};
  if (isTunnelled(report)) return {because: cannotAnswer.tunnelled};
  return report.ipHeaders?.[side] ?? {because: cannotAnswer.noPacketFrom[side]};
}

const IPV6_FRAGMENT = 44;

/** More fragments come, or others came before. */
export function isFragment(header: IpHeader | undefined): boolean {
  if (header?.version === 6) return header.protocol === IPV6_FRAGMENT;
  return ((header?.field('flags') ?? 0) & 1) !== 0 || (header?.field('frag_offset') ?? 0) > 0;
}

/** Of IPv4 alone. */
export function firstIpv4(report: Report, side: Side, locale: Locale): IpHeader | Because {
  const header = firstHeader(report, side, locale);
  return 'because' in header || header.version === 4 ? header : {because: locale.cannotAnswer.noIpv4};
}

export const IPV6_HEADER = 40;

export function headerAt({version, frames, fields}: IpHeaders, index: number): IpHeader | undefined {
  const frame = frames[index];
  const prefix = version === 4 ? 'ip' : 'ipv6';
  const field = (name: string) => fields[`${prefix}.${name}`]?.[index];
  const [timeToLive, protocol] = version === 4 ? [field('ttl'), field('proto')] : [field('hlim'), field('nxt')];
  const headerLength = version === 4 ? field('hdr_len') : IPV6_HEADER;
  const length = field(version === 4 ? 'len' : 'plen');
  if (frame === undefined || timeToLive === undefined || protocol === undefined || headerLength === undefined) {
    return undefined;
  }
  const totalLength = length === undefined || length === 0 ? undefined : length + (version === 4 ? 0 : IPV6_HEADER);
  return {
    frame,
    version,
    headerLength,
    ...(totalLength === undefined ? {} : {totalLength}),
    timeToLive,
    protocol,
    field,
  };
}

/** The connection's packets have an IP header within another: which is asked about would not be clear. */
const isTunnelled = ({keyFrames, focus}: Report): boolean =>
  keyFrames.some(
    ({layers, fields}) =>
      fields['tcp.stream'] === focus?.stream &&
      layers.filter(({protocol}) => protocol === 'ip' || protocol === 'ipv6').length > 1,
  );
