import {CST, isAlias, isMap, isScalar, isSeq, Lexer, type Node, parseDocument} from 'yaml';

/** An answer as the file has it: what was written, and of a block its frames. */
export interface YamlAnswer {
  readonly key: string;
  readonly answer: string;
  readonly frames?: string;
}

/** Blocks within blocks that are looked through: `answers: {syn-sequence: 1}`, `- syn-sequence: {answer: 1}`. */
const DEPTH = 4;
/** Further nested is no worksheet. */
const MOST_NESTED = 64;

/** The answers of a YAML file whose keys are marks, in its order; none where it is no YAML. Values stay as written. */
export function yamlAnswers(text: string, isMark: (key: string) => boolean): YamlAnswer[] {
  if (isNestedDeeply(text)) return [];
  const document = parseDocument(text, {uniqueKeys: false, prettyErrors: false, logLevel: 'silent'});
  if (document.errors.length > 0) return [];
  const found: YamlAnswer[] = [];
  const walk = (node: unknown, depth: number): void => {
    if (depth > DEPTH) return;
    if (isSeq(node)) for (const item of node.items) walk(item, depth + 1);
    if (!isMap(node)) return;
    for (const {key, value} of node.items) {
      const name = written(key as Node, 0);
      if (isMark(name)) found.push({key: name, ...answerOf(value as Node | null)});
      else walk(value, depth + 1);
    }
  };
  walk(document.contents, 0);
  return found;
}

/**
 * Whether blocks stand within blocks further than the parser can be trusted with: it calls itself for each, and where
 * the stack ends V8 may end the process, with everybody's work. Counts too many rather than too few.
 */
function isNestedDeeply(text: string): boolean {
  const columns: number[] = [];
  let flows = 0;
  let column = 0;
  let isFirst = true;
  let isText = false;
  for (const token of new Lexer().lex(text)) {
    const type: TokenType = isText ? 'text' : CST.tokenType(token);
    isText = type === 'scalar';
    if (type === 'flow-seq-start' || type === 'flow-map-start') flows++;
    if (type === 'flow-seq-end' || type === 'flow-map-end') flows = Math.max(0, flows - 1);
    if (type === 'flow-error-end') flows = 0;
    if (flows === 0 && !NO_BLOCK.has(type) && (isFirst || BLOCK.has(type))) {
      if (isFirst) while ((columns.at(-1) ?? 0) > column) columns.pop();
      if (column > (columns.at(-1) ?? -1)) columns.push(column);
      isFirst = false;
    }
    if (columns.length + flows > MOST_NESTED) return true;
    if (type === 'newline') isFirst = true;
    if (token.includes('\n')) column = token.length - token.lastIndexOf('\n') - 1;
    else if (!CONTROLS.has(type)) column += token.length;
  }
  return false;
}

type TokenType = ReturnType<typeof CST.tokenType> | 'text';
/** Where blocks begin besides at the beginning of a line: `- - a`, `? - a`. */
const BLOCK: ReadonlySet<TokenType> = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);
/** What the lexer puts between the text's own characters. */
const CONTROLS: ReadonlySet<TokenType> = new Set(['doc-mode', 'scalar', 'flow-error-end', 'byte-order-mark']);
const NO_BLOCK: ReadonlySet<TokenType> = new Set([...CONTROLS, 'newline', 'space', 'comment']);

function answerOf(value: Node | null): Omit<YamlAnswer, 'key'> {
  if (!isMap(value)) return {answer: written(value, 0)};
  const under = (names: readonly string[]): Node | null | undefined =>
    value.items.find(({key}) => names.includes(written(key as Node, 0).toLowerCase()))?.value as
      | Node
      | null
      | undefined;
  const frames = under(['frames', 'frame', '帧', '帧号']);
  const answer = under(['answer', 'value', '答', '答案']);
  return {
    answer: written(answer ?? (frames === undefined ? value : null), 0),
    ...(frames === undefined ? {} : {frames: written(frames, 0)}),
  };
}

/** As it stands in the file: 0x50 and 1e3 are no other numbers, and 2:30 is no time. An alias stands for nothing. */
function written(node: Node | null | undefined, depth: number): string {
  if (!node || isAlias(node) || depth > DEPTH) return '';
  if (isScalar(node)) {
    const isPlain = typeof node.value !== 'string';
    return isPlain ? (node.value === null ? '' : (node.source ?? String(node.value))) : String(node.value);
  }
  if (isSeq(node)) return node.items.map((item) => written(item as Node, depth + 1)).join(', ');
  if (!isMap(node)) return '';
  return node.items
    .map(({key, value}) => `${written(key as Node, depth + 1)}: ${written(value as Node | null, depth + 1)}`)
    .join(', ');
}
