// The Redis serialization protocol: a type byte, and lines that end in CR LF; arrays hold others.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {node} from './node.ts';
import type {Application, ApplicationTree, Framer, Pdu} from './tcp-framing.ts';
import {text, visible} from './text.ts';

export const resp: Application = {id: 'resp', name: 'RESP', ports: [6379], framer: respFramer, isText: true, dissect};

const PEEK = 1 << 13;

/** All that is whole in a segment belongs together; what is not waits for the rest. */
function respFramer(): Framer {
  return {
    peek: PEEK,
    next(bytes, room) {
      const here = wholeUpTo(bytes, Math.min(room, bytes.length));
      if (here > 0) return {length: here};
      const next =
        element(bytes, 0, bytes.length, 0)?.next ?? (isTyped(bytes) ? 0 : nextElement(bytes, 0, bytes.length));
      return next > 0 && next < PEEK ? {length: next} : bytes.length < PEEK ? 'more' : 'segment';
    },
  };
}

const isTyped = (b: Uint8Array, at = 0): boolean => '+-:$*'.includes(String.fromCharCode(b[at] ?? 0));

function wholeUpTo(b: Uint8Array, end: number): number {
  let here = 0;
  while (here < end) {
    const stop = isTyped(b, here) ? -1 : lineEnd(b, here, end);
    const next = element(b, here, end, 0)?.next ?? (stop < 0 ? undefined : stop + 2);
    if (next === undefined) break;
    here = next;
  }
  return here;
}

/** Arrays in arrays are followed this far. */
const MAX_DEPTH = 16;

function dissect({b, at, end, fromServer}: Pdu): ApplicationTree {
  const nodes: FieldNode[] = [];
  const words: string[] = [];
  for (let here = at; here < end; ) {
    const found = element(b, here, end, 0);
    nodes.push(found?.node ?? node('resp', 'Fragment', here, end - here));
    words.push(...(found ? found.words : ['[fragment]']));
    here = found?.next ?? nextElement(b, here, end);
  }
  const root: FieldNode = {field: 'resp', text: 'REdis Serialization Protocol', at, length: end - at, children: nodes};
  const shown = words.map((word) => ` ${word}`).join('');
  return {nodes: [root], protocol: 'RESP', info: `${fromServer ? 'Response' : 'Request'}:${shown}`};
}

interface Element {
  readonly node: FieldNode;
  readonly words: readonly string[];
  readonly next: number;
}

function lineEnd(b: Uint8Array, at: number, end: number): number {
  for (let here = at; here + 1 < end; here++) if (b[here] === 0x0d && b[here + 1] === 0x0a) return here;
  return -1;
}

/** Behind the next line end: what stands there may be read again. */
function nextElement(b: Uint8Array, at: number, end: number): number {
  const found = lineEnd(b, at, end);
  return found < 0 ? end : found + 2;
}

function element(b: Uint8Array, at: number, end: number, depth: number): Element | undefined {
  const stop = lineEnd(b, at, end);
  if (stop < 0 || depth > MAX_DEPTH) return undefined;
  const line = visible(text(b.subarray(at + 1, stop)));
  const next = stop + 2;
  const length = next - at;
  switch (String.fromCharCode(b[at] ?? 0)) {
    case '+':
      return {node: node('resp.string', label('String', line), at, length), words: [line], next};
    case '-':
      return {node: node('resp.error', label('Error', line), at, length), words: [`Error: ${line}`], next};
    case ':':
      return {node: node('resp.integer', `Integer: ${line}`, at, length), words: [line], next};
    case '$':
      return bulk(b, at, next, end, Number(line));
    case '*':
      return array(b, at, next, end, {count: Number(line), depth});
    default:
      return undefined;
  }
}

function bulk(b: Uint8Array, at: number, valueAt: number, end: number, length: number): Element | undefined {
  if (!Number.isInteger(length)) return undefined;
  const lengthLine = node('resp.bulk_string.length', `Length: ${length}`, at, valueAt - at);
  if (length < 0)
    return {node: node('resp', 'Bulk String: [NULL]', at, valueAt - at, [lengthLine]), words: [], next: valueAt};
  const next = valueAt + length + 2;
  if (next > end) return undefined;
  const shown = visible(text(b.subarray(valueAt, valueAt + length)));
  const value = label('Value', hexBytes(b, valueAt, valueAt + length));
  const valueLine = node('resp.bulk_string.value', value, valueAt, length);
  return {
    node: node('resp', label('Bulk String', shown), at, next - at, [lengthLine, valueLine]),
    words: [shown],
    next,
  };
}

function array(
  b: Uint8Array,
  at: number,
  from: number,
  end: number,
  {count, depth}: {readonly count: number; readonly depth: number},
): Element | undefined {
  if (!Number.isInteger(count)) return undefined;
  let isNested = false;
  const children = [node('resp.array.length', `Length: ${count}`, at, from - at)];
  const words: string[] = [];
  let next = from;
  for (let i = 0; i < count; i++) {
    const inner = next < end ? element(b, next, end, depth + 1) : undefined;
    if (!inner) return undefined;
    children.push(inner.node);
    words.push(...inner.words);
    isNested ||= b[next] === 0x2a;
    next = inner.next;
  }
  const title = count < 0 ? 'Array: [NULL]' : count === 0 ? 'Array: Empty' : `Array: Length ${count}`;
  return {node: node('resp', title, at, next - at, children), words: isNested ? [`Array(${count})`] : words, next};
}
