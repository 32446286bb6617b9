import {z} from 'zod';
import {didYouMean} from '../model/did-you-mean.ts';

type Complaint = z.core.$ZodRawIssue;

/** Stands before the messages of unknown keys: their place is the key, not the value. */
const KEYS = 'keys:';

/** What is wrong with a value, in a sentence. */
export function complain(issue: Complaint): string | undefined {
  if (issue.code === 'invalid_type') {
    const wanted = WANTED[issue.expected] ?? issue.expected;
    return issue.input === undefined
      ? `Here ${wanted} is missing.`
      : `Here stands ${kindOf(issue.input)} instead of ${wanted}.`;
  }
  if (issue.code === 'too_small') return `The least that can stand here is ${issue.minimum}.`;
  if (issue.code === 'too_big') return `The most that can stand here is ${issue.maximum}.`;
  return undefined;
}

const WANTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  object: 'a block of `name: value` lines',
  array: 'a list',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of lines';
  if (typeof value === 'boolean') return `'${value}'`;
  return typeof value === 'number' ? `the number ${value}` : `the text '${value}'`;
}

/** A mapping that takes these keys only. */
export const block = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? KEYS + JSON.stringify((issue.keys as string[]).map((key) => unknownKey(key, Object.keys(shape))))
        : undefined,
  });

const unknownKey = (key: string, known: readonly string[]): string =>
  `There is no '${key}' here${didYouMean(key, known) || `: there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}.`}`;

/** What is wrong, and where: `key` where it is the name, not the value. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly key: boolean;
  readonly message: string;
}

export function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code !== 'unrecognized_keys' || !issue.message.startsWith(KEYS)) {
      return [{path: issue.path, key: issue.code === 'custom' && issue.params?.key === true, message: issue.message}];
    }
    const messages = JSON.parse(issue.message.slice(KEYS.length)) as string[];
    return messages.map((message, at) => ({path: [...issue.path, issue.keys[at] ?? ''], key: true, message}));
  });
}

/** Reads a value with the schema that suits its form; what is wrong is said for that form only. */
export const byForm = <T>(choose: (value: unknown) => z.ZodType<T>) =>
  z.unknown().transform((value, context): T => {
    const read = choose(value).safeParse(value, {error: complain});
    if (read.success) return read.data;
    for (const {path, key, message} of problemsOf(read.error.issues)) {
      context.addIssue({code: 'custom', path: [...path], message, params: {key}});
    }
    return z.NEVER;
  });

export const isBlock = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text; also a number, as in `title: 2024`. */
export const text = byForm((value) =>
  typeof value === 'number' ? z.number().transform(String) : z.string().trim().min(1, 'Here text is missing.'),
);

/** Text that `read` turns into a value, or says in a sentence what is wrong with it. */
export const written = <T extends object>(read: (value: string) => T | string) =>
  text.transform((value, context): T => {
    const found = read(value);
    if (typeof found !== 'string') return found;
    context.addIssue({code: 'custom', message: found});
    return z.NEVER;
  });

/** One of these words, in any case. */
export const word = <T extends string>(known: readonly T[], also: Readonly<Record<string, T>> = {}) =>
  text.transform((value, context): T => {
    const found = known.find((one) => one.toLowerCase() === value.toLowerCase()) ?? also[value.toLowerCase()];
    if (found !== undefined) return found;
    context.addIssue({
      code: 'custom',
      message: `'${value}' cannot stand here${didYouMean(value, known) || `: it is one of ${known.join(', ')}.`}`,
    });
    return z.NEVER;
  });

/** A list, or a single value for a list of one. */
export const listOf = <T>(one: z.ZodType<T>) =>
  byForm<T[]>((value) =>
    Array.isArray(value) ? z.array(one).min(1, 'The list is empty.') : one.transform((single) => [single]),
  );
