import {isAlias, isMap, isScalar, isSeq, type Node, parseDocument} from 'yaml';

/** An answer as the file has it: what was written, and of a block its frames. */
export interface YamlAnswer {
  readonly key: string;
  readonly answer: string;
  readonly frames?: string;
}

/** Blocks within blocks that are looked through: `answers: {syn-sequence: 1}`, `- syn-sequence: {answer: 1}`. */
const DEPTH = 4;

/** The answers of a YAML file whose keys are marks, in its order; none where it is no YAML. Values stay as written. */
export function yamlAnswers(text: string, isMark: (key: string) => boolean): YamlAnswer[] {
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
