import {z} from 'zod';
import {CHECK_IDS, CHECKS, type CheckId, type CheckOptionName, optionsOf} from '../model/checks.ts';
import {didYouMean} from '../model/did-you-mean.ts';
import type {HandshakeKind, TeardownKind} from '../model/report.ts';
import {block, byForm, isBlock, listOf, text, word} from './fields.ts';
import {QUESTIONS, type QuestionId, questionOf} from './questions/index.ts';
import type {CheckOptions, CheckRequest} from './types.ts';

const HANDSHAKES = [
  'three-way',
  'simultaneous-open',
  'refused',
  'unanswered',
  'incomplete',
  'not-captured',
] as const satisfies readonly HandshakeKind[];
const TEARDOWNS = [
  'four-packet',
  'three-packet',
  'simultaneous',
  'fin-then-reset',
  'reset',
  'half-closed',
  'still-open',
] as const satisfies readonly TeardownKind[];
/** RFC 9110 §9.3, and PATCH (RFC 5789). */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'] as const;

const points = z.number().min(0).max(1000);
const path = text.refine((value) => value.startsWith('/'), {error: 'A path begins with /, e.g. /lab/ or /lab/*.'});
const status = listOf(z.int().min(100).max(599));

/** Of a check: its options by their names in the file, and what the program calls them. */
function optionsSchema(check: CheckId): z.ZodType<{points?: number | undefined; options: CheckOptions}> {
  const known: Readonly<Record<CheckOptionName, z.ZodType>> = {
    kind: check === 'handshake-complete' ? listOf(word(HANDSHAKES)) : listOf(word(TEARDOWNS)),
    method: word(METHODS),
    path,
    status,
  };
  const shape = Object.fromEntries(optionsOf(check).map((name) => [name, known[name].optional()]));
  return block({points: points.optional(), ...shape}).transform((given) => {
    const {points, kind, ...rest} = given as {points?: number; kind?: unknown} & CheckOptions;
    const named = kind === undefined ? {} : {[check === 'handshake-complete' ? 'handshake' : 'teardown']: kind};
    return {points, options: {...rest, ...named} as CheckOptions};
  });
}

/** A list of `id`, `{id: points}` and `{id: {points, …}}`, or a block of the latter; `entry` reads what belongs to an id. */
function listOfIds<T>(entry: (id: string, value: unknown) => z.ZodType<T>, what: string): z.ZodType<T[]> {
  const read = (id: string, value: unknown, path: PropertyKey[], context: z.core.$RefinementCtx): T[] => {
    const found = byForm(() => entry(id, value)).safeParse(value);
    if (found.success) return [found.data];
    for (const issue of found.error.issues) {
      const params = issue.code === 'custom' ? issue.params : {};
      context.addIssue({code: 'custom', path: [...path, ...issue.path], message: issue.message, params});
    }
    return [];
  };
  const named = z.unknown().transform((value, context): {id: string; found: T[]}[] => {
    if (typeof value === 'string') return [{id: value, found: read(value, undefined, [], context)}];
    const pairs = isBlock(value) ? Object.entries(value as object) : [];
    if (pairs.length === 0) {
      context.addIssue({code: 'custom', message: `Here the id of a ${what} is missing.`});
    }
    return pairs.map(([id, given]) => ({id, found: read(id, given, [id], context)}));
  });
  return byForm((value) =>
    isBlock(value)
      ? named.transform((all) => all.flatMap(({found}) => found))
      : z.array(named).transform((items, context) => {
          const seen = new Set<string>();
          items.forEach((item, at) => {
            for (const {id} of item) {
              if (seen.has(id)) context.addIssue({code: 'custom', path: [at], message: `'${id}' is named twice.`});
              seen.add(id);
            }
          });
          return items.flatMap((item) => item.flatMap(({found}) => found));
        }),
  );
}

export const checkRequests: z.ZodType<CheckRequest[]> = listOfIds((id, value) => {
  const check = CHECK_IDS.find((known) => known === id);
  if (check === undefined) {
    const hint = didYouMean(id, CHECK_IDS) || `: there are ${CHECK_IDS.join(', ')}.`;
    return refused(`There is no check '${id}'${hint}`);
  }
  const schema: z.ZodType<{points?: number | undefined; options: CheckOptions}> = isBlock(value)
    ? optionsSchema(check)
    : pointsOnly.transform((points) => ({points, options: {}}));
  return schema.transform((given) => ({check, points: given.points ?? CHECKS[check].points, options: given.options}));
}, 'check');

export const questionRequests: z.ZodType<{question: QuestionId; points: number}[]> = listOfIds((id, value) => {
  const question = questionOf(id)?.id;
  if (question === undefined) {
    const hint =
      didYouMean(
        id,
        QUESTIONS.map((one) => one.id),
      ) || ': docs/questions.md lists them all.';
    return refused(`There is no question '${id}'${hint}`);
  }
  const schema = isBlock(value) ? block({points: points.optional()}).transform((given) => given.points) : pointsOnly;
  return schema.transform((points) => ({question, points: points ?? 1}));
}, 'question');

/** `id` and `id:` have the default. */
const pointsOnly = points.nullish().transform((given) => given ?? undefined);

function refused<T>(message: string): z.ZodType<T> {
  return z.unknown().transform((_, context): T => {
    context.addIssue({code: 'custom', message, params: {key: true}});
    return z.NEVER;
  });
}
