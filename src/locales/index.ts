import {md} from '../model/markdown.ts';
import {en, type Locale} from './en/index.ts';
import type {FrameLink} from './format.ts';
import {zhCN} from './zh-CN/index.ts';

export type LocaleTag = 'en' | 'zh-CN';

/** The languages reports can be written in. */
export const LOCALES: Readonly<Record<LocaleTag, (link: FrameLink) => Locale>> = {en, 'zh-CN': zhCN};

/** Made when first asked for: each is some thousand sentences. */
const plain = new Map<LocaleTag, Locale>();

/** Where there are no rows to link to: frame numbers are numbers. */
export function plainLocale(tag: LocaleTag): Locale {
  const made = plain.get(tag) ?? LOCALES[tag]((frame) => md`${frame}`);
  plain.set(tag, made);
  return made;
}

export type {Failure} from './en/failures.ts';
export type {Remark, RemarkCode, RemarkSentences} from './en/remarks.ts';
export type QuestionId = keyof Locale['questions'];

export type {FrameLink, Locale};
