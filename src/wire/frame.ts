import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, label} from './bits.ts';
import type {ColoringRule} from './coloring.ts';
import {ENCAPSULATIONS} from './data/encapsulations.ts';
import {directionLines, directionSuffix, dropLines, optionLines} from './frame-options.ts';
import type {DissectOptions} from './layer.ts';
import {derived} from './lines.ts';
import {visible} from './text.ts';
import {dateText, secondsText} from './time.ts';

/** The first block of a dissection: what the capture, not the packet, tells. */
export function frameNode(
  context: FrameContext,
  protocols: readonly string[],
  rule: ColoringRule | undefined,
  options: DissectOptions,
): FieldNode {
  const {frame, capturedLength, originalLength, interface: from, packetOptions} = context;
  const sizes = `${size(originalLength)} on wire (${bitCount(originalLength)}), ${size(capturedLength)} captured (${bitCount(capturedLength)})`;
  const where = from ? ` on interface ${visible(from.name ?? 'unknown')}, id ${from.id}` : '';
  return {
    field: 'frame',
    text: `Frame ${frame}: ${sizes}${where}${packetOptions ? directionSuffix(packetOptions) : ''}`,
    at: 0,
    length: capturedLength,
    children: [
      ...interfaceLines(from),
      ...(packetOptions ? optionLines(packetOptions) : []),
      plain(
        'frame.encap_type',
        `Encapsulation type: ${ENCAPSULATIONS.get(context.linkType) ?? `Unknown (link type ${context.linkType})`}`,
      ),
      ...(context.hasTime === false ? [] : timeLines(context, options)),
      plain('frame.number', `Frame Number: ${frame}`, frame),
      plain('frame.len', `Frame Length: ${size(originalLength)} (${bitCount(originalLength)})`, originalLength),
      plain('frame.cap_len', `Capture Length: ${size(capturedLength)} (${bitCount(capturedLength)})`, capturedLength),
      ...(packetOptions ? dropLines(packetOptions) : []),
      derived('frame.marked', 'Frame is marked: False', false),
      derived('frame.ignored', 'Frame is ignored: False', false),
      ...(packetOptions ? directionLines(packetOptions) : []),
      derived('frame.protocols', label('Protocols in frame', protocols.join(':'))),
      ...(rule
        ? [
            derived('frame.coloring_rule.name', `Coloring Rule Name: ${rule.name}`, rule.name),
            derived('frame.coloring_rule.string', label('Coloring Rule String', rule.filter), rule.filter),
          ]
        : []),
    ],
  };
}

function timeLines(context: FrameContext, {timeZone = 'UTC'}: DissectOptions): FieldNode[] {
  const {time} = context;
  const sincePrevious = secondsText(context.sincePreviousNs);
  return [
    plain('frame.time', `Arrival Time: ${dateText(time, timeZone)}`),
    plain('frame.time_utc', `UTC Arrival Time: ${dateText(time, 'UTC')}`),
    plain('frame.time_epoch', `Epoch Arrival Time: ${epochText(time)}`),
    derived('frame.offset_shift', 'Time shift for this packet: 0.000000000 seconds'),
    derived('frame.time_delta', `Time delta from previous captured frame: ${sincePrevious}`),
    derived('frame.time_delta_displayed', `Time delta from previous displayed frame: ${sincePrevious}`),
    derived('frame.time_relative', `Time since reference or first frame: ${secondsText(context.sinceFirstNs)}`),
  ];
}

/** `[Packet comments]`, a block of its own before the frame. */
export function commentNode(comments: readonly string[]): FieldNode {
  const lines = comments.map(
    (comment): FieldNode => plain('frame.comment', untilNul(comment).replaceAll('\r', '\\r').replaceAll('\n', '\\n')),
  );
  return {field: 'pkt_comment', text: 'Packet comments', children: lines};
}

/** A string of C ends with its first NUL. */
const untilNul = (text: string): string => text.split('\0', 1)[0] ?? '';

const plain = (field: string, text: string, value?: FieldNode['value']): FieldNode => ({
  field,
  text,
  ...(value === undefined ? {} : {value}),
});

const size = byteCount;
const bitCount = (bytes: number): string => `${8 * bytes} bits`;

/** As a decimal fraction, also before 1970, where the seconds are negative and the nanoseconds count forward. */
function epochText({seconds, nanos}: FrameContext['time']): string {
  const back = seconds < 0 && nanos > 0;
  const [whole, rest] = back ? [seconds + 1, 1e9 - nanos] : [seconds, nanos];
  return `${back && whole === 0 ? '-' : ''}${whole}.${String(rest).padStart(9, '0')}`;
}

function interfaceLines(from: FrameContext['interface']): FieldNode[] {
  if (!from) return [];
  const children = [
    plain('frame.interface_name', `Interface name: ${visible(from.name ?? 'unknown')}`, from.name),
    ...(from.description === undefined
      ? []
      : [
          plain('frame.interface_description', `Interface description: ${visible(from.description)}`, from.description),
        ]),
  ];
  return [
    plain('frame.section_number', `Section number: ${from.section + 1}`, from.section + 1),
    {
      ...plain('frame.interface_id', `Interface id: ${from.id} (${visible(from.name ?? 'unknown')})`, from.id),
      children,
    },
  ];
}
