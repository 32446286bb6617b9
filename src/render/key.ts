import {type Locale, type LocaleTag, plainLocale} from '../locales/index.ts';
import type {AnswerKey, KeyAnswer, KeyQuestion, KeyValue} from '../model/answer-key.ts';
import {code, join, type Markdown, md} from '../model/markdown.ts';
import {fontFaces} from './fonts.ts';
import {toHtml} from './html.ts';
import type {PageOptions} from './options.ts';
import {points} from './points.ts';
import {loadTemplates} from './templates.ts';
import {localTime} from './view/local-time.ts';
import type {Table, Text} from './view/view.ts';

/** More frames than these are not listed. */
const SHOWN_FRAMES = 40;

export interface KeyOptions {
  readonly locale: LocaleTag;
  /** IANA name. */
  readonly timeZone: string;
  readonly templates?: string;
}

/** An answer key as Markdown, and what a page says around it. */
export function keyMarkdown(key: AnswerKey, options: KeyOptions): {markdown: string; page: PageOptions} {
  const {locale: tag, templates} = options;
  const locale = plainLocale(tag);
  const words = locale.key;
  const {student} = key;
  const title = (key.master ? words.masterTitle : words.title)(key.assignment.title);
  const view = {
    title,
    ...(key.master ? {masterNote: words.masterNote} : {}),
    facts: facts(key, options, locale),
    glance: {
      title: words.atAGlance,
      table: {
        head: words.glanceHead,
        rows: key.questions.map((one, index): Text[] => [
          String(index + 1),
          one.ask,
          shortAnswer(one, locale),
          scored(one, locale),
        ]),
      },
    },
    answersTitle: words.withWorking,
    frameNumbers: words.frameNumbers,
    questions: key.questions.map((one, index) => questionView(one, index + 1, locale)),
    generator: words.generator(key.generator.version),
  };
  return {
    markdown: loadTemplates(templates).markdown('answer-key.md.hbs', view),
    page: {
      locale: tag,
      title,
      alerts: locale.report.alerts,
      header: {
        left: [student?.name, student?.id].filter(Boolean).join(' ') || key.capture.file,
        right: key.assignment.title,
      },
      generator: `labshark ${key.generator.version}`,
      ...(templates === undefined ? {} : {templates}),
    },
  };
}

/** The same as one self-contained page. */
export function keyHtml(key: AnswerKey, options: KeyOptions): string {
  const {markdown, page} = keyMarkdown(key, options);
  return toHtml(markdown, page);
}

/** The page that a PDF is printed from. */
export function printableKey(key: AnswerKey, options: KeyOptions): string {
  const {markdown, page} = keyMarkdown(key, options);
  return toHtml(markdown, page, fontFaces());
}

export const keyJson = (key: AnswerKey): string => `${JSON.stringify(key, undefined, 2)}\n`;

function facts(key: AnswerKey, {timeZone}: KeyOptions, {key: words}: Locale): Table {
  const {
    student,
    capture,
    connection,
    points: {all, counting},
  } = key;
  const rows: Text[][] = [];
  if (student) rows.push([words.student, [student.id, student.name].filter(Boolean).join(' ')]);
  rows.push([words.capture, code(capture.file)]);
  if (capture.startTime !== undefined) rows.push([words.recorded, localTime(capture.startTime, timeZone)]);
  if (connection) rows.push([words.connection, words.endpoints(connection)]);
  const counted = {all: points(all), counting: points(counting)};
  rows.push([words.points, counting === all ? counted.all : words.counting(counted)]);
  return {head: [words.fact, words.value], rows};
}

function questionView(question: KeyQuestion, number: number, locale: Locale) {
  const {key: words} = locale;
  const {ask, answer, because} = question;
  const common = {number, ask};
  if (!answer) {
    const table: Table = {head: words.unanswerableHead, rows: [[words.nothing, scored(question, locale)]]};
    return {...common, because: because ?? words.failed, facts: table};
  }
  const proof = answer.frames.length === 0 ? words.nothing : framesText(answer.frames, SHOWN_FRAMES, locale);
  const isFree = answer.value.kind === 'free';
  const table: Table = isFree
    ? {head: words.modelHead, rows: [[proof, scored(question, locale)]]}
    : {
        head: words.answerHead,
        rows: [[strong(answer, locale), alsoRight(answer, locale), proof, scored(question, locale)]],
      };
  return {
    ...common,
    ...(isFree ? {modelIntro: words.model, model: answer.text} : {}),
    facts: table,
    workingTitle: words.working,
    working: answer.working.map((says, index) => ({step: index + 1, says})),
    mistakesTitle: words.mistakes,
    ...(answer.mistakes.length === 0
      ? {}
      : {
          mistakes: {
            head: words.mistakesHead,
            rows: answer.mistakes.map((mistake): Text[] => [shown(mistake, locale), mistake.says]),
          } satisfies Table,
        }),
  };
}

const shown = ({text}: KeyValue, {key: words}: Locale): string => (text.trim() === '' ? words.emptyText : text.trim());
const strong = (value: KeyValue, locale: Locale): Markdown => md`**${shown(value, locale)}**`;

const alsoRight = ({also}: KeyAnswer, locale: Locale): Text =>
  also.length === 0
    ? locale.key.nothing
    : join(
        also.map((one) => shown(one, locale)),
        locale.key.or,
      );

function shortAnswer({answer, outcome}: KeyQuestion, locale: Locale): Text {
  if (answer) return answer.value.kind === 'free' ? locale.key.inWords : strong(answer, locale);
  return outcome === 'failed' ? locale.key.failedShort : locale.key.unanswerable;
}

const scored = ({points: all, counts}: KeyQuestion, locale: Locale): string =>
  counts ? points(all) : locale.class.excused;

/** The first so many; the JSON has all of them. */
export const framesText = (frames: readonly number[], most: number, locale: Locale): string =>
  locale.class.feedback.frames({frames: frames.slice(0, most), isCut: frames.length > most});
