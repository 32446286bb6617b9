import type {LocaleTag} from '../locales/index.ts';
import {choice} from './options.ts';

export const LANGUAGES = ['en', 'zh-CN'] as const satisfies readonly LocaleTag[];

export const languageNamed = (value: string): LocaleTag => choice('lang', value, LANGUAGES);

/**
 * The language of reports when none is asked for: simplified Chinese where the environment is Chinese of any kind, else
 * English. LC_ALL outranks LC_MESSAGES, and that LANG (POSIX.1-2017 §8.2); where none is set, as on Windows, `system`
 * tells.
 */
export function defaultLanguage(env: Readonly<Record<string, string | undefined>>, system: string): LocaleTag {
  const tag = env.LC_ALL || env.LC_MESSAGES || env.LANG || system;
  return /^zh\b|^zh_/i.test(tag) ? 'zh-CN' : 'en';
}
