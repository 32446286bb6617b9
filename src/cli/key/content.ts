import type {AnswerKey} from '../../model/answer-key.ts';
import {type KeyOptions, keyHtml, keyJson, keyMarkdown, printableKey} from '../../render/key.ts';
import type {Format} from '../../render/options.ts';

const MAKE: Readonly<Record<Format, (key: AnswerKey, options: KeyOptions) => string>> = {
  md: (key, options) => keyMarkdown(key, options).markdown,
  html: keyHtml,
  json: keyJson,
  pdf: printableKey,
};

/** A key in a format; of `pdf` the page that is to be printed. */
export const keyContent = (key: AnswerKey, format: Format, options: KeyOptions): string => MAKE[format](key, options);
