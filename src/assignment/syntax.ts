import type {YAMLError} from 'yaml';

/** What went wrong, at an offset in the text. */
export interface Mistake {
  readonly at: number;
  readonly message: string;
}

/** More of a line is not quoted. */
const LONGEST_QUOTE = 60;

/** What is no text at all: a capture, a document. */
export const noText = (text: string): Mistake | undefined =>
  // What is no UTF-8 was read as U+FFFD.
  /[\0\uFFFD]/.test(text.slice(0, 4096))
    ? {at: 0, message: 'This is no text file in UTF-8. Name the assignment, or save it as UTF-8.'}
    : undefined;

/** Where a name is followed by the colon of a Chinese keyboard, which means nothing to YAML. */
export function wideColons(text: string): Mistake[] {
  return [...text.matchAll(/^[ \t]*(?:- +)?\{?[\w-]+(?=：)/gmu)].map((found) => {
    const at = found.index + found[0].length;
    return {at, message: `In the line ${quoted(text, at)} write the colon as ':' with a space after it.`};
  });
}

/** The first of what YAML complains of, in plain words: what comes after it mostly follows from it. */
export function syntaxMistakes(text: string, errors: readonly YAMLError[]): Mistake[] {
  const [first] = errors;
  if (!first) return [];
  const [wide] = wideColons(text);
  if (wide && lineAt(text, wide.at).start <= first.pos[1]) return [wide];
  if (errors.every(({code}) => code === 'DUPLICATE_KEY')) return errors.map((error) => told(text, error));
  return [told(text, first)];
}

function told(text: string, {code, pos}: YAMLError): Mistake {
  // What is not closed is noticed at the end only.
  const at = lineAt(text, pos[0]).text.trim() === '' ? text.slice(0, pos[0]).trimEnd().length : pos[0];
  const line = quoted(text, at);
  const own = lineAt(text, at).text;
  if (/^ *\t/.test(own) && !own.trim().startsWith('#')) {
    return {at, message: `The line ${line} begins with a tab: use spaces, not tabs.`};
  }
  const [, name = '', value = ''] = /^\s*(?:- +)?([\w-]+): +([^\s"'[{].*: .*?)\s*$/.exec(own) ?? [];
  if (name !== '') {
    const example = /["\\]/.test(value) ? '' : `, as in ${name}: "${value}"`;
    return {at, message: `In the line ${line} a colon stands within the text: put the text in quotes${example}.`};
  }
  switch (code) {
    case 'DUPLICATE_KEY':
      return {at, message: `The name in the line ${line} stands here twice: keep one of them.`};
    case 'BAD_SCALAR_START':
      return {
        at,
        message: `In the line ${line} the text begins with a sign of its own meaning: put the text in quotes.`,
      };
    case 'MISSING_CHAR':
    case 'BAD_INDENT':
      return {at, message: `In the line ${line}, or before it, a quote or bracket is opened and not closed.`};
    default:
      return {
        at,
        message: `The line ${line} cannot be read: write name: value with a space after the colon, begin lines that belong together equally far from the left, and put text with signs in quotes.`,
      };
  }
}

function lineAt(text: string, at: number): {readonly start: number; readonly text: string} {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return {start, text: text.slice(start, end < 0 ? undefined : Math.max(start, end))};
}

function quoted(text: string, at: number): string {
  const line = lineAt(text, at).text.trim().replaceAll('\t', ' ');
  return `'${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)} …` : line}'`;
}
