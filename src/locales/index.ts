import {en, type Locale} from './en/index.ts';
import type {FrameLink} from './format.ts';
import {zhCN} from './zh-CN/index.ts';

export type LocaleTag = 'en' | 'zh-CN';

/** The languages reports can be written in. */
export const LOCALES: Readonly<Record<LocaleTag, (link: FrameLink) => Locale>> = {en, 'zh-CN': zhCN};

export type {FrameLink, Locale};
