import {describe, expect, it} from 'vitest';
import {answerKey} from '../../src/assignment/key.ts';
import {QUESTIONS} from '../../src/assignment/questions/index.ts';
import {plainLocale} from '../../src/locales/index.ts';
import type {AnswerKey, KeyQuestion} from '../../src/model/answer-key.ts';
import {keyHtml, keyJson, keyMarkdown} from '../../src/render/key.ts';
import {ladder} from '../support/ladder.ts';
import {reportOn} from '../support/report.ts';

const HOSTILE = '<img src=x onerror=alert(1)> **bold** | `code` [a](http://evil.example/)';
const VISIT = ladder(`
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK
  C>S PSH,ACK "GET /<script>|**x** HTTP/1.1\\r\\nHost: <img src=x onerror=alert(1)>|**b**\\r\\nUser-Agent: [a](javascript:b)\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 200 <b>OK</b>\\r\\nServer: <iframe>\\r\\nContent-Length: 2\\r\\n\\r\\nok"
  C>S ACK
`);
const BANK = QUESTIONS.map(({id}) => ({question: id, points: 1}));
const OPTIONS = {locale: 'en', timeZone: 'UTC'} as const;

const question = (more: Partial<KeyQuestion>): KeyQuestion => ({
  question: 'syn-sequence',
  ask: 'What is it?',
  points: 2,
  outcome: 'answered',
  counts: true,
  ...more,
});
const answered = (text: string, more: Partial<NonNullable<KeyQuestion['answer']>> = {}): KeyQuestion =>
  question({
    answer: {text, value: {kind: 'text', value: text}, also: [], frames: [1], working: [], mistakes: [], ...more},
  });
const keyOf = (questions: readonly KeyQuestion[], more: Partial<AnswerKey> = {}): AnswerKey => ({
  schema: 1,
  generator: {name: 'labshark', version: '0.0.0'},
  assignment: {id: 'lab1', title: 'Lab 1', language: 'en'},
  capture: {file: 'lab.pcap', sha256: '00'},
  points: {all: 2, counting: 2},
  questions,
  ...more,
});
const markdownOf = (key: AnswerKey): string => keyMarkdown(key, OPTIONS).markdown;

describe('an answer key as Markdown', () => {
  it('shows the answer, what is right as well, the proof, the working and the mistakes', () => {
    const markdown = markdownOf(
      keyOf([
        answered('100', {
          also: [{text: '0', value: {kind: 'number', value: 0}}],
          frames: [1, 2, 3, 7],
          working: ['First this.', 'Then that.'],
          mistakes: [{text: '101', value: {kind: 'number', value: 101}, says: 'One too many.'}],
        }),
      ]),
    );
    expect(markdown).toContain('| 1 | What is it? | **100** | 2 |');
    expect(markdown).toContain('| **100** | 0 | frames 1–3, 7 | 2 |');
    expect(markdown).toContain('1. First this.\n2. Then that.');
    expect(markdown).toContain('| 101 | One too many. |');
  });

  it('shows why there is no answer, and that it does not count', () => {
    const markdown = markdownOf(
      keyOf([question({outcome: 'unanswerable', counts: false, because: 'There is no SYN.'})], {
        points: {all: 2, counting: 0},
      }),
    );
    expect(markdown).toContain('There is no SYN.');
    expect(markdown).toContain('| – | not counted |');
    expect(markdown).toContain('| Points | 0 of 2; the others do not count for this capture |');
    expect(markdown).not.toContain('#### Working');
  });

  it('shows what a good answer in sentences says', () => {
    const free = answered('', {text: 'It was closed by both.', value: {kind: 'free', model: 'It was closed by both.'}});
    const markdown = markdownOf(keyOf([free]));
    expect(markdown).toContain('> It was closed by both.');
    expect(markdown).toContain('| 1 | What is it? | in words, below | 2 |');
  });

  it('does not print an empty answer as nothing', () => {
    expect(markdownOf(keyOf([answered(' ')]))).toContain('| **(empty)** |');
  });

  it('tells the master key and names the student', () => {
    expect(markdownOf(keyOf([answered('1')], {master: true}))).toMatch(/^# Master key: Lab 1\n\nThis is the key to/);
    const markdown = markdownOf(keyOf([answered('1')], {student: {id: '2024001', name: '学生一'}}));
    expect(markdown).toMatch(/^# Answer key: Lab 1\n/);
    expect(markdown).toContain('| Student | 2024001 学生一 |');
  });
});

describe('hostile text', () => {
  const everywhere = keyOf(
    [
      answered(HOSTILE, {
        also: [{text: HOSTILE, value: {kind: 'text', value: HOSTILE}}],
        working: [HOSTILE, `# ${HOSTILE}`],
        mistakes: [{text: HOSTILE, value: {kind: 'text', value: HOSTILE}, says: HOSTILE}],
      }),
      question({outcome: 'unanswerable', because: HOSTILE}),
      answered(HOSTILE, {value: {kind: 'free', model: HOSTILE}}),
    ],
    {
      student: {id: HOSTILE, name: HOSTILE},
      capture: {file: HOSTILE, sha256: '00'},
      assignment: {id: 'x', title: HOSTILE, language: 'en'},
    },
  );

  it('is text on the page, wherever it stands', () => {
    const html = keyHtml(everywhere, OPTIONS);
    expect(html).not.toMatch(/<img|<a href="http|<em>|<script/);
    // Heading, student (2), capture, the first answer twice, also, working (2), mistake (2), reason, model.
    expect(html.split('&lt;img src=x onerror=alert(1)&gt;').length - 1).toBe(13);
    expect(html).not.toContain('<strong>bold');
  });

  it('of a capture reaches no key as anything but text', async () => {
    const report = await reportOn(`${'<i>a</i>'}.pcap`, VISIT);
    for (const locale of ['en', 'zh-CN'] as const) {
      const assignment = {id: 'all', title: 'All', questions: BANK, unanswerable: 'count'} as const;
      const key = answerKey(report, assignment, plainLocale(locale));
      const html = keyHtml(key, {locale, timeZone: 'UTC'});
      expect(html).toContain('&lt;i&gt;a&lt;/i&gt;.pcap');
      expect(html).not.toMatch(/<(img|script|iframe|i|b)\b|href="javascript|<strong>b</);
    }
  });
});

it('is the same each time', async () => {
  const make = async (): Promise<string[]> => {
    const assignment = {id: 'all', title: 'All', questions: BANK, unanswerable: 'excuse'} as const;
    const key = answerKey(await reportOn('a.pcap', VISIT), assignment, plainLocale('en'));
    return [keyJson(key), markdownOf(key), keyHtml(key, OPTIONS)];
  };
  expect(await make()).toEqual(await make());
});
