import {createHash} from 'node:crypto';
import {type Locale, type LocaleTag, plainLocale} from '../../locales/index.ts';
import type {ClassAnswer, ClassKeys, StudentKey} from '../../model/answer-key.ts';
import {framesText} from '../key.ts';
import {loadTemplates} from '../templates.ts';

export interface ClassKeysPageOptions {
  readonly locale: LocaleTag;
  /** Of a student's key that is linked to, within its folder; absent where none was written. */
  readonly file?: string;
  readonly templates?: string;
}

/** The answers of a class side by side, as one self-contained page under the same policy as the class page. */
export function classKeysPage(keys: ClassKeys, options: ClassKeysPageOptions): string {
  const templates = loadTemplates(options.templates);
  const script = templates.text('class/class.js');
  return templates.html('class/keys.html.hbs', {
    ...classKeysView(keys, options, plainLocale(options.locale)),
    style: ['theme/report.css', 'class/class.css'].map((path) => templates.text(path)).join('\n'),
    script,
    scriptHash: `sha256-${createHash('sha256').update(script).digest('base64')}`,
  });
}

/** All plain text. */
function classKeysView(keys: ClassKeys, {file}: ClassKeysPageOptions, locale: Locale) {
  const {key: words, class: table} = locale;
  const own = words.class;
  const {students, questions} = keys;
  const number = (index: number): string => table.question(index + 1);
  const without = students.filter(({answers}) => !answers);
  return {
    lang: locale.tag,
    title: own.title(keys.assignment.title),
    summary: [own.summary({students: students.length, keys: students.length - without.length}), own.teachersOnly].join(
      own.between,
    ),
    generator: table.generator(keys.generator.version),
    answers: {
      title: own.answers,
      words: {filter: table.filter, only: table.only, everybody: table.everybody, shown: table.shown, sort: table.sort},
      choices: [
        ...questions.map(({question}, index) => ({value: `none:${question}`, text: own.onlyUnanswered(number(index))})),
        {value: 'without', text: own.onlyWithout},
      ],
      head: {
        id: own.id,
        name: own.name,
        capture: own.capture,
        questions: questions.map(({ask}, index) => ({title: number(index), hint: ask})),
      },
      rows: students.map((student) => studentRow(student, keys, file, locale)),
    },
    questions: {
      title: own.questions,
      head: own.questionsHead,
      rows: questions.map(({ask, points}, index) => ({number: number(index), ask, points: String(points)})),
    },
    unanswered: {
      title: own.unanswered,
      head: own.unansweredHead,
      rows: students.flatMap(({id, answers = []}) =>
        answers.flatMap(({because}, index) => (because === undefined ? [] : {id, question: number(index), because})),
      ),
    },
    without: {
      title: own.without,
      head: own.withoutHead,
      rows: without.map(({id, name = '', because = ''}) => ({id, name, because})),
    },
  };
}

function studentRow(
  {id, name = '', capture = '', folder, answers, because = ''}: StudentKey,
  {questions}: ClassKeys,
  file: string | undefined,
  locale: Locale,
) {
  const missing = (answers ?? []).filter(({answer}) => !answer).map(({question}) => `none:${question}`);
  return {
    id,
    name,
    capture,
    page:
      folder === undefined || file === undefined
        ? ''
        : `${folder.split('/').map(encodeURIComponent).join('/')}/${file}`,
    marks: [...missing, ...(answers ? [] : ['without'])].join(' '),
    because,
    span: questions.length,
    cells: answers?.map((answer) => cell(answer, locale)) ?? [],
  };
}

function cell({answer, outcome, because = ''}: ClassAnswer, locale: Locale) {
  const {key: words} = locale;
  if (!answer) {
    const text = outcome === 'failed' ? words.failedShort : words.unanswerable;
    return {kind: outcome === 'failed' ? 'error' : 'none', text, frames: '', title: because};
  }
  const frames = answer.frames.length === 0 ? '' : framesText(answer.frames, SHOWN_FRAMES, locale);
  const text = answer.text.trim() === '' ? words.emptyText : answer.text;
  return {
    kind: [...text].length > LONG ? 'wordy' : '',
    text: shortened(text),
    frames,
    title: words.class.gave({answer: text, frames}),
  };
}

/** What is longer stands in the student's own key. */
const LONGEST = 80;
/** These need a wider column. */
const LONG = 16;
const SHOWN_FRAMES = 6;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
