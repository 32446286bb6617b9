import {plainLocale} from '../../locales/index.ts';
import {escapeText} from '../../model/markdown.ts';
import type {Report} from '../../model/report.ts';
import {formatAnswer} from './format-answer.ts';
import {QUESTIONS} from './index.ts';
import type {Answer, Question, QuestionLayer} from './question.ts';

/** A capture whose answers are shown as examples, by the name that readers know it by. */
export interface Example {
  readonly file: string;
  readonly report: Report;
}

const LAYERS: Readonly<Record<QuestionLayer, string>> = {
  frame: 'Capture and frames',
  link: 'Link layer and ARP',
  ip: 'IP',
  handshake: 'TCP: the handshake',
  data: 'TCP: data',
  teardown: 'TCP: the release',
  http: 'HTTP',
  'dns-icmp': 'DNS and ping',
};

const KINDS: Readonly<Record<Question['kind'], string>> = {
  number: 'a number',
  numbers: 'numbers, in this order',
  frames: 'frame numbers, in any order',
  address: 'an IP address',
  mac: 'a MAC address',
  text: 'a text',
  texts: 'texts, in any order',
  choice: 'a word to choose',
  free: 'sentences, which a person reads',
};

const DIFFICULTY = ['', 'easy', 'medium', 'hard'] as const;

/** docs/questions.md, from what questions say of themselves and of the examples. */
export function questionsPage(examples: readonly Example[]): string {
  const layers = Object.entries(LAYERS).map(([layer, title]) => {
    const own = QUESTIONS.filter((question) => question.layer === layer);
    return own.length === 0 ? '' : `\n## ${title}\n\n${own.map((one) => section(one, examples)).join('\n')}`;
  });
  return `${HEAD}${layers.join('')}`;
}

function section(question: Question, examples: readonly Example[]): string {
  const {id, kind, unit, difficulty} = question;
  const [en, zh] = [plainLocale('en'), plainLocale('zh-CN')];
  const asked = KINDS[kind] + (unit === undefined ? '' : ` (${UNITS[unit]})`);
  const facts = [`- answer: ${asked}`, `- difficulty: ${DIFFICULTY[difficulty]}`];
  const shown = bestExample(question, examples);
  const told = shown ? exampleLines(shown.answer, shown.file) : [];
  return `### ${id}\n\n${line(en.questions[id].ask)}\n\n${line(zh.questions[id].ask)}\n\n${[...facts, ...told].join('\n')}\n`;
}

const UNITS: Readonly<Record<NonNullable<Question['unit']>, string>> = {
  bytes: 'in bytes',
  bits: 'in bits',
  seconds: 'a time, in any unit that is named',
  'bits-per-second': 'a rate, in any unit that is named',
  hex: 'hexadecimal with 0x, or decimal',
};

/** The one whose answer has most usual mistakes, and of these the first. */
function bestExample(
  question: Question,
  examples: readonly Example[],
): {readonly file: string; readonly answer: Answer} | undefined {
  const answered = examples.flatMap(({file, report}) => {
    const answer = question.answer(report, plainLocale('en'));
    return 'because' in answer ? [] : [{file, answer}];
  });
  return answered.sort((a, b) => (b.answer.mistakes?.length ?? 0) - (a.answer.mistakes?.length ?? 0))[0];
}

function exampleLines({value, mistakes = []}: Answer, file: string): string[] {
  const en = plainLocale('en');
  const right = formatAnswer(value, en);
  const wrong = mistakes.map(({value: one, says}) => ({text: formatAnswer(one, en), says}));
  return [
    `- in \`${file}\`: ${line(right)}`,
    ...wrong
      .filter(({text}, index) => text !== right && wrong.findIndex((other) => other.text === text) === index)
      .map(({text, says}) => `- usual mistake there: ${line(text)}. ${line(says)}`),
  ];
}

/** One line of Markdown that shows exactly this text. */
const line = (text: string): string => escapeText(text.replace(/\s+/g, ' ').trim());

const HEAD = `# Questions

What an assignment can ask under \`questions:\`, in any order, with points (1 where it does not say). Every answer comes
from the capture at hand: \`labshark key\` writes it with the frames that prove it, and \`labshark check\` marks students'
answers against their own captures. Where a capture does not prove the answer, the question is unanswerable and the key
says why.

\`\`\`yaml
questions:
  - syn-sequence
  - syn-ack-numbers: 2
\`\`\`

The examples are of the captures in [samples/](../samples). Usual mistakes depend on the capture: another one may have
others.

This page is made from the program's own data: \`UPDATE_DOCS=1 npm test\` makes it anew.
`;
