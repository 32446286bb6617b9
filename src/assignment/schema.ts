import {z} from 'zod';
import type {LocaleTag} from '../locales/index.ts';
import {didYouMean} from '../model/did-you-mean.ts';
import {block, byForm, isBlock, listOf, text, word, written} from './fields.ts';
import {fromPattern, fromTemplate, PLACE_NAMES} from './file-names.ts';
import {checkRequests, questionRequests} from './requests.ts';
import {bareAddress, writtenHost, writtenTarget} from './target.ts';
import {writtenTime, writtenZone} from './times.ts';
import type {Assignment, DuplicateRule, Target} from './types.ts';

const LANGUAGES = ['en', 'zh-CN'] as const satisfies readonly LocaleTag[];
const OTHER_LANGUAGES = {
  zh: 'zh-CN',
  'zh-hans': 'zh-CN',
  zh_cn: 'zh-CN',
  chinese: 'zh-CN',
  中文: 'zh-CN',
  english: 'en',
} as const;

const id = text.refine((value) => /^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u.test(value) && value.length <= 60, {
  error: (issue) => {
    const slug = idFrom(String(issue.input));
    return `The id names a folder: letters, digits and single hyphens, at most 60${slug === '' ? '.' : `, e.g. '${slug}'.`}`;
  },
});

const time = written(writtenTime);
const timezone = written(writtenZone).transform(({zone}) => zone);

const address = text.transform((value, context) => {
  const found = bareAddress(value);
  if (found !== undefined) return found;
  context.addIssue({code: 'custom', message: `'${value}' is no IPv4 or IPv6 address.`});
  return z.NEVER;
});

const target = byForm<Target>((value) =>
  isBlock(value)
    ? block({
        host: written(writtenHost).optional(),
        address: address.optional(),
        port: z.int().min(1).max(65535).optional(),
      }).transform((given, context): Target => {
        const {host, address, port} = given;
        if (host === undefined && address === undefined && port === undefined) {
          context.addIssue({code: 'custom', message: 'The target is empty: name its host, its address or its port.'});
          return z.NEVER;
        }
        return {
          ...host,
          ...(address === undefined ? {} : {address}),
          ...(port === undefined ? {} : {port}),
        };
      })
    : written(writtenTarget),
);

const template = written((value) => {
  const found = fromTemplate(value);
  if (!('unknown' in found)) return found;
  const hint = didYouMean(found.unknown, PLACE_NAMES, (name) => `{${name}}`);
  return `Nothing is known of {${found.unknown}}${hint || `: there are ${PLACE_NAMES.map((name) => `{${name}}`).join(', ')}.`}`;
});

const fileName = byForm<NonNullable<Assignment['fileName']>>((value) =>
  isBlock(value)
    ? block({pattern: text.optional(), template: template.optional(), example: text.optional()}).transform(
        (given, context) => {
          const complain = (message: string, path: string[] = []) => {
            context.addIssue({code: 'custom', message, path});
            return z.NEVER;
          };
          if (given.template && given.pattern !== undefined) return complain('Give a template or a pattern, not both.');
          if (given.template)
            return {...given.template, ...(given.example === undefined ? {} : {example: given.example})};
          if (given.pattern === undefined) return complain('Give a template, e.g. template: "http-{id}.pcapng".');
          const found = fromPattern(given.pattern, given.example);
          return typeof found === 'string' ? complain(found, ['pattern']) : found;
        },
      )
    : template,
);

const late = byForm((value) =>
  isBlock(value)
    ? block({after: time, 'points-per-day': z.number().min(0).max(1000).default(0)})
    : time.transform((after) => ({after, 'points-per-day': 0})),
);

const rule = (then: DuplicateRule['then']): DuplicateRule => ({then});
const duplicates = word(['flag', 'zero']).default('flag').transform(rule);

/** `0.05` or `5%`. */
const share = byForm((value) =>
  typeof value === 'string'
    ? z.string().transform((percent, context) => {
        const number = /^(\d+(?:\.\d+)?)\s*%$/.exec(percent.trim())?.[1];
        if (number !== undefined && Number(number) <= 100) return Number(number) / 100;
        context.addIssue({code: 'custom', message: `'${percent}' is no share: write 5% or 0.05.`});
        return z.NEVER;
      })
    : z.number().transform((number, context) => {
        if (number >= 0 && number <= 1) return number;
        const percent = number > 1 && number <= 100 ? `${number}% or ${number / 100}` : '5% or 0.05';
        context.addIssue({code: 'custom', message: `${number} is no share: write ${percent}.`});
        return z.NEVER;
      }),
);
export const DEFAULT_TOLERANCE = {time: 0.05, number: 0};

/** The file as it is written; what concerns several fields is left to `read.ts`. */
export const assignmentFile = block({
  title: text.optional(),
  id: id.optional(),
  language: word(LANGUAGES, OTHER_LANGUAGES).default('en'),
  timezone: timezone.optional(),
  target: target.optional(),
  window: block({from: time.optional(), to: time.optional(), timezone: timezone.optional()}).optional(),
  'file-name': fileName.optional(),
  checks: checkRequests.default([]),
  late: late.optional(),
  duplicates,
  'handed-out': listOf(text).default([]),
  tolerance: block({
    time: share.default(DEFAULT_TOLERANCE.time),
    number: share.default(DEFAULT_TOLERANCE.number),
  }).default(DEFAULT_TOLERANCE),
  questions: questionRequests.default([]),
  'partial-credit': share.default(0),
  unanswerable: word(['excuse', 'count']).default('excuse'),
});

export type AssignmentFile = z.output<typeof assignmentFile>;

/** Letters, digits and hyphens, as a folder may be called; empty when the text has none. */
export function idFrom(text: string): string {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  let id = '';
  for (const word of words) {
    const longer = id === '' ? word : `${id}-${word}`;
    if (longer.length > 60) break;
    id = longer;
  }
  return id || (words[0] ?? '').slice(0, 60);
}
