import type {Connection, KeyFrame, Report, Side} from '../../model/report.ts';
import {explained, numberIn, textIn} from './evidence.ts';

/** The packets of the explained connection that one side sent, with their headers; the request or response first. */
export function sentBy(report: Report, side: Side): readonly KeyFrame[] {
  const connection = explained(report);
  if (!connection) return [];
  const sent = report.keyFrames.filter((frame) => isFrom(frame, connection, side));
  const message = side === 'client' ? 'request' : 'response';
  const isMessage = ({roles}: KeyFrame) => roles.includes(message);
  return [...sent.filter(isMessage), ...sent.filter((frame) => !isMessage(frame))];
}

function isFrom(frame: KeyFrame, connection: Connection, side: Side): boolean {
  const {[side]: sender, [side === 'client' ? 'server' : 'client']: receiver} = connection;
  return (
    (textIn(frame, 'ip.src') ?? textIn(frame, 'ipv6.src')) === sender.address &&
    (textIn(frame, 'ip.dst') ?? textIn(frame, 'ipv6.dst')) === receiver.address &&
    numberIn(frame, 'tcp.srcport') === sender.port &&
    numberIn(frame, 'tcp.dstport') === receiver.port
  );
}

/** What systems set the TTL or hop limit to before the first router takes one off. */
const INITIAL = [32, 64, 128, 255];
/** More routers than paths have. */
const TOO_MANY = 40;

export interface Distance {
  /** TTL or hop limit. */
  readonly ttl: number;
  /** The initial value that it comes from. */
  readonly initial: number;
  /** Routers that have forwarded the packet. */
  readonly routers: number;
}

/** How many routers have forwarded a packet, where its TTL tells. */
export function distanceOf(frame: KeyFrame | undefined): Distance | undefined {
  const ttl = numberIn(frame, 'ip.ttl') ?? numberIn(frame, 'ipv6.hlim');
  const initial = ttl === undefined ? undefined : INITIAL.find((one) => one >= ttl);
  if (ttl === undefined || initial === undefined || initial - ttl > TOO_MANY) return undefined;
  return {ttl, initial, routers: initial - ttl};
}
