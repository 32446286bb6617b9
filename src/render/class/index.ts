import {createHash} from 'node:crypto';
import {type LocaleTag, plainLocale} from '../../locales/index.ts';
import type {ClassResult} from '../../model/class.ts';
import {loadTemplates} from '../templates.ts';
import {type ClassOptions, classView} from './view.ts';

export type {ClassOptions};

/**
 * The class as one self-contained page that can be sorted and searched. Its only script is the built-in one, named in
 * the page's policy by its hash: nothing that a submission holds can run.
 */
export function classPage(
  result: ClassResult,
  options: ClassOptions & {readonly locale: LocaleTag; readonly templates?: string},
): string {
  const templates = loadTemplates(options.templates);
  const script = templates.text('class/class.js');
  const locale = plainLocale(options.locale);
  return templates.html('class/page.html.hbs', {
    ...classView(result, options, locale),
    style: ['theme/report.css', 'class/class.css'].map((path) => templates.text(path)).join('\n'),
    script,
    scriptHash: `sha256-${createHash('sha256').update(script).digest('base64')}`,
  });
}
