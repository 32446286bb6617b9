import type {Assignment} from './types.ts';

type FileName = NonNullable<Assignment['fileName']>;

/** What may stand in braces in a template: what it matches, and an example of it. */
const PLACES: Readonly<Record<string, {readonly pattern: string; readonly example: string}>> = {
  id: {pattern: '[\\p{L}\\p{N}_-]+', example: '20240001'},
  name: {pattern: "[\\p{L}\\p{M}\\p{N} ._·'-]+", example: 'name'},
  number: {pattern: '\\p{Nd}+', example: '1'},
};
export const PLACE_NAMES = Object.keys(PLACES);

/** `http-{id}.pcapng` as a pattern for the whole name, with an example; the name of a place that is none as `unknown`. */
export function fromTemplate(template: string): FileName | {readonly unknown: string} {
  let pattern = '';
  let example = '';
  for (const part of template.normalize('NFC').match(/\{[^{}]*\}|[^{]+|\{/g) ?? []) {
    const name = /^\{([^{}]*)\}$/.exec(part)?.[1];
    if (name === undefined) {
      pattern += part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      example += part;
      continue;
    }
    const place = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
    if (!place) return {unknown: name};
    pattern += place.pattern;
    example += place.example;
  }
  return {pattern: `^${pattern}$`, example};
}

/** A regular expression (JavaScript's, with Unicode); otherwise what is wrong with it. */
export function fromPattern(pattern: string, example?: string): FileName | string {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch (error) {
    const reason = (error as Error).message.replace(/^Invalid regular expression: \/.*\/u?: /s, '');
    return `The pattern is no regular expression (${reason}): a template such as "http-{id}.pcapng" is simpler.`;
  }
  if (example === undefined) return {pattern};
  if (!expression.test(example)) return `The example '${example}' does not match the pattern.`;
  return {pattern, example};
}
