import type {Connection, HttpExchange, KeyFrame, KeyFrameRole, Report} from '../../model/report.ts';

/** The first packet in this role. */
export const keyFrame = ({keyFrames}: Report, role: KeyFrameRole): KeyFrame | undefined =>
  keyFrames.find(({roles}) => roles.includes(role));

/** The value of a field in a packet's headers, where it is a number. */
export function numberIn(frame: KeyFrame | undefined, field: string): number | undefined {
  const value = frame?.fields[field];
  return typeof value === 'number' ? value : undefined;
}

export function textIn(frame: KeyFrame | undefined, field: string): string | undefined {
  const value = frame?.fields[field];
  return typeof value === 'string' ? value : undefined;
}

/** The connection that the report explains. */
export const explained = ({connections, focus}: Report): Connection | undefined =>
  focus ? connections[focus.stream] : undefined;

/** The request and response that the report explains. */
export function explainedExchange(report: Report): HttpExchange | undefined {
  const {exchange} = report.findings;
  return exchange.available ? explained(report)?.http[exchange.index] : undefined;
}

/** The frames of the capture beside one, without those that belong to the same thing. */
export const nearby = ({capture}: Report, frame: number, parts: readonly number[] = []): number[] =>
  [frame - 1, frame + 1].filter((near) => near > 0 && near <= capture.packets && !parts.includes(near));

/** The value of a header, by its name in any case. */
export function headerOf(
  message: {readonly headers: readonly (readonly [name: string, value: string])[]} | undefined,
  name: string,
): string | undefined {
  return message?.headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
}
