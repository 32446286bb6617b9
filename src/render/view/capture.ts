import {code} from '../../model/markdown.ts';
import {localTime} from './local-time.ts';
import type {Table, Text, ViewInput} from './view.ts';

export interface CaptureView {
  readonly title: string;
  readonly intro: Text;
  readonly facts: Table;
}

export function captureView({report: {capture}, locale, timeZone}: ViewInput): CaptureView {
  const words = locale.capture;
  const {rows: names} = words;
  const facts: Text[][] = [];
  const add = (name: string, value: Text | undefined) => {
    if (value !== undefined && value !== '') facts.push([name, value]);
  };
  add(names.file, code(capture.file));
  add(
    names.format,
    [
      capture.format,
      ...(capture.compression ? [words.compressed[capture.compression]] : []),
      ...(capture.truncated ? [words.truncated] : []),
    ].join(', '),
  );
  add(names.bytes, locale.format.bytes(capture.bytes));
  add(names.packets, String(capture.packets));
  add(names.start, capture.startTime && localTime(capture.startTime, timeZone));
  add(names.end, capture.packets > 1 && capture.endTime ? localTime(capture.endTime, timeZone) : undefined);
  add(names.duration, capture.packets > 1 ? locale.format.duration(capture.durationNs) : undefined);
  add(names.linkTypes, capture.linkTypes.join(', '));
  for (const {name, description, snapLength, filter} of capture.interfaces.slice(0, 8)) {
    const limit = snapLength > 0 && snapLength < 65535 ? words.snapLength(snapLength) : undefined;
    add(names.interfaces, [description ?? name, limit].filter((part) => part !== undefined).join(', '));
    add(names.filter, filter === undefined ? undefined : code(filter));
  }
  add(names.application, capture.application);
  add(names.os, capture.os);
  add(names.hardware, capture.hardware);
  add(names.dropped, capture.dropped === undefined ? undefined : String(capture.dropped));
  add(names.comments, capture.comments.slice(0, 5).join(' / '));
  const protocolName = (name: string) =>
    name === 'other' ? words.protocolOther : name === 'IP fragment' ? words.protocolFragment : name;
  add(
    names.protocols,
    Object.entries(capture.protocols)
      .map(([name, count]) => `${protocolName(name)} ${count}`)
      .join(', '),
  );
  add(names.sha256, code(capture.sha256));
  return {
    title: words.title,
    intro: words.intro({packets: capture.packets, ns: capture.durationNs, file: capture.file}),
    facts: {head: [words.property, words.value], rows: facts},
  };
}
