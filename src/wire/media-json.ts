// RFC 8259 (JSON) as Wireshark 4.4 shows it: every value with its key and its path. Strings stay escaped.
import type {FieldNode} from '../model/tree.ts';
import {label} from './bits.ts';
import {node} from './node.ts';
import {latin1, visible} from './text.ts';

/** Values inside values are followed this far (RFC 8259 §9 lets a reader set a limit). */
const MAX_DEPTH = 64;

const STRING = /"(?:[^"\\]|\\.)*"/sy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;
const LITERAL_LINES: Readonly<Record<string, string>> = {true: 'True value', false: 'False value', null: 'Null value'};

interface Scope {
  /** What leads to the value, e.g. `/result/[]/Url`. */
  readonly path: string;
  readonly key: string;
  readonly depth: number;
}

/** The lines of the object or array that `bytes` begin with, and where it ends; undefined when there is none. */
export function jsonNodes(bytes: Uint8Array, at: number): {nodes: FieldNode[]; end: number} | undefined {
  // Every byte one character, so that positions are those of the bytes.
  const source = latin1(bytes);
  let here = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = here;
    const found = pattern.exec(source)?.[0];
    here += found?.length ?? 0;
    return found;
  };
  const takeMark = (mark: string): boolean => {
    take(SPACE);
    if (source[here] !== mark) return false;
    here++;
    return true;
  };
  const shown = (from: number, to: number): string =>
    visible(new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes.subarray(from, to)));

  const scalar = ({path, key}: Scope): FieldNode[] | undefined => {
    const from = here;
    const found = take(STRING) ?? take(NUMBER) ?? take(LITERAL);
    if (found === undefined) return undefined;
    const isString = found.startsWith('"');
    const value = isString ? shown(from + 1, here - 1) : found;
    const line = (field: string, text: string) => node(field, text, at + from, found.length);
    const literal = LITERAL_LINES[found];
    return [
      line('json.path_with_value', label('Path with value', `${path}:${value}`)),
      line('json.member_with_value', label('Member with value', `${key}:${value}`)),
      literal === undefined
        ? isString
          ? line('json.value.string', label('String value', value))
          : line('json.value.number', `Number value: ${doubleText(Number(found))}`)
        : line(`json.value.${found === 'null' ? 'null' : 'boolean'}`, literal),
    ];
  };

  const array = (scope: Scope): FieldNode[] | undefined => {
    const from = here++;
    const children: FieldNode[] = [];
    for (let first = true; !takeMark(']'); first = false) {
      if (!first && !takeMark(',')) return undefined;
      const item = value({path: `${scope.path}/[]`, key: '[]', depth: scope.depth + 1});
      if (!item) return undefined;
      children.push(...item);
    }
    return [node('json.array', 'Array', at + from, here - from, children)];
  };

  const member = (scope: Scope): FieldNode | undefined => {
    take(SPACE);
    const from = here;
    if (take(STRING) === undefined) return undefined;
    const key = shown(from + 1, here - 1);
    if (!takeMark(':')) return undefined;
    const path = `${scope.path}/${key}`;
    const found = value({path, key, depth: scope.depth + 1});
    return (
      found &&
      node('json.member', label('Member', key), at + from, here - from, [
        ...found,
        node('json.key', label('Key', key), at + from, here - from),
        node('json.path', label('Path', path), at + from, here - from),
      ])
    );
  };

  const object = (scope: Scope): FieldNode[] | undefined => {
    const from = here++;
    const children: FieldNode[] = [];
    for (let first = true; !takeMark('}'); first = false) {
      if (!first && !takeMark(',')) return undefined;
      const found = member(scope);
      if (!found) return undefined;
      children.push(found);
    }
    return [node('json.object', 'Object', at + from, here - from, children)];
  };

  const value = (scope: Scope): FieldNode[] | undefined => {
    if (scope.depth > MAX_DEPTH) return undefined;
    take(SPACE);
    if (source[here] === '{') return object(scope);
    return source[here] === '[' ? array(scope) : scalar(scope);
  };

  take(SPACE);
  if (source[here] !== '{' && source[here] !== '[') return undefined;
  const nodes = value({path: '', key: '', depth: 0});
  if (!nodes) return undefined;
  take(SPACE);
  return {nodes, end: here};
}

const SIGNIFICANT_DIGITS = 15;

/** C's `%.15g`: 15 digits that count, without zeros at the end; small and large numbers with an exponent. */
function doubleText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const [digits = '', exponent = '0'] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  const power = Number(exponent);
  const plain = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (power >= -4 && power < SIGNIFICANT_DIGITS) return plain(value.toFixed(SIGNIFICANT_DIGITS - 1 - power));
  return `${plain(digits)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
