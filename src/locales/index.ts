import {md} from '../model/markdown.ts';
import {en, type Locale} from './en/index.ts';
import type {FrameLink} from './format.ts';
import {zhCN} from './zh-CN/index.ts';

export type LocaleTag = 'en' | 'zh-CN';

/** The languages reports can be written in. */
export const LOCALES: Readonly<Record<LocaleTag, (link: FrameLink) => Locale>> = {en, 'zh-CN': zhCN};

/** Where there are no rows to link to: frame numbers are numbers. */
export const plainLocale = (tag: LocaleTag): Locale => LOCALES[tag]((frame) => md`${frame}`);

export type {Failure} from './en/failures.ts';
export type {Remark, RemarkCode, RemarkSentences} from './en/remarks.ts';
export type QuestionId = keyof Locale['questions'];

export type {FrameLink, Locale};
