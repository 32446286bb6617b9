import {describe, expect, it} from 'vitest';
import type {StudentResult} from '../../../src/model/class.ts';
import {type FeedbackOptions, feedbackHtml, feedbackMarkdown} from '../../../src/render/class/feedback.ts';

const CHECKS = [
  {id: 'ping', title: 'Ping'},
  {id: 'name-lookup', title: 'Name lookup'},
  {id: 'time-window', title: 'Time'},
];
const STUDENT: StudentResult = {
  id: '2024001',
  name: '<b>学生一</b>',
  source: '2024001_*x*.zip',
  capture: 'lab|1.pcapng',
  score: 5.25,
  maxScore: 15,
  verdicts: [
    {check: 'ping', verdict: 'pass', points: 5.25, maxPoints: 5.25, frames: [1, 2, 3]},
    {
      check: 'name-lookup',
      verdict: 'fail',
      points: 0,
      maxPoints: 10,
      expected: 'a look-up of example.org',
      found: 'no DNS at all',
      hint: 'Clear the cache and record again.',
    },
    {check: 'time-window', verdict: 'error', points: 0, maxPoints: 5},
  ],
  remarks: ['There is an earlier attempt: a.zip'],
};
const options = (more: Partial<FeedbackOptions> = {}): FeedbackOptions => ({
  locale: 'en',
  assignment: 'Lab 1',
  checks: CHECKS,
  version: '0.0.0',
  ...more,
});

describe('feedback', () => {
  const {markdown} = feedbackMarkdown(STUDENT, options({report: 'report.html'}));

  it('shows each check with its points, its proof and what was expected', () => {
    expect(markdown).toContain('| Ping | passed | 5.25\u00a0/\u00a05.25 | frames 1–3 |');
    expect(markdown).toContain(
      '| Name lookup | failed | 0\u00a0/\u00a010 | no DNS at all (expected: a look-up of example.org) |',
    );
    expect(markdown).toContain('- **Name lookup**: Clear the cache and record again.');
    expect(markdown).toContain('report.html');
  });

  it('shows what became of each answer, and how the right one is found', () => {
    const answers: StudentResult['answers'] = [
      {question: 'syn-sequence', outcome: 'right', given: '100', expected: '100', frames: [1], points: 2, maxPoints: 2},
      {
        question: 'syn-ack-numbers',
        outcome: 'wrong',
        given: '500,\n| 100',
        expected: '500, 101',
        frames: [1, 2],
        points: 1,
        maxPoints: 2,
        comment: 'The SYN takes one number.',
        working: ['Frame 2 is the SYN-ACK.'],
      },
    ];
    const {markdown} = feedbackMarkdown({...STUDENT, answers}, options());
    expect(markdown).toMatch(/\| Q1: What is the sequence number[^|]* \| 100 \| right \| 2\u00a0\/\u00a02 \|/);
    expect(markdown).toMatch(/\| Q2: [^|]* \| 500, \\\| 100 \| wrong \| 1\u00a0\/\u00a02 \|/);
    expect(markdown).toContain('Right for your capture: 500, 101 (frames 1, 2)');
    expect(markdown).toContain('- Frame 2 is the SYN-ACK.');
    expect(markdown.match(/^### /gm)).toHaveLength(1);
    expect(feedbackMarkdown(STUDENT, options()).markdown).not.toContain('Your answers');
  });

  it('says once why checks were skipped, and gives no answer away to who wrote none', () => {
    const hint = "This was not looked at, because 'Ping' was not passed.";
    const verdicts = ['name-lookup', 'time-window'].map((check) => ({
      check,
      verdict: 'skipped' as const,
      points: 0,
      maxPoints: 5,
      hint,
    }));
    const blank = {
      question: 'syn-sequence',
      outcome: 'wrong',
      expected: '4711',
      frames: [1],
      points: 0,
      maxPoints: 2,
      comment: 'Nothing was written here.',
      working: ['Frame 1 is the SYN.'],
    } as const;
    const none = feedbackMarkdown({...STUDENT, verdicts, answers: [blank, blank]}, options()).markdown;
    expect(none.split(hint)).toHaveLength(2);
    expect(none).toContain('| Name lookup | skipped | 0\u00a0/\u00a05 |  |');
    expect(none).toContain('None of the 2 questions was answered: 0 / 4 points.');
    expect(none).not.toMatch(/4711|Frame 1 is|Nothing was written|syn|What is the sequence/);
    const wrong = {...blank, given: '3', comment: 'No.'};
    const some = feedbackMarkdown({...STUDENT, answers: [blank, wrong]}, options()).markdown;
    expect(some).toMatch(/\| Q1: [^|]* \| \(no answer\) \| no answer \| 0\u00a0\/\u00a02 \|/);
    expect(some.match(/^### Q2/gm)).toHaveLength(1);
    expect(some).not.toMatch(/^### Q1/m);
    const counted = {...blank, comment: 'The capture cannot answer it.'};
    const {markdown} = feedbackMarkdown({...STUDENT, answers: [counted, wrong]}, options());
    expect(markdown).toMatch(/^### Q1[^#]*The capture cannot answer it\./m);
    expect(markdown.split('4711')).toHaveLength(2);
  });

  it('counts nothing for a check that could not be made, and says so', () => {
    expect(markdown).toContain('| Time | could not be checked | – |');
    expect(markdown).toContain('is no fault of yours');
  });

  it('shows names of students and files as text', () => {
    expect(feedbackHtml(STUDENT, options())).not.toMatch(/<b>学生|<em>x/);
    expect(feedbackHtml(STUDENT, options())).toContain('&lt;b&gt;学生一');
  });

  it('praises, and only where everything passed', () => {
    const passed = {...STUDENT, verdicts: STUDENT.verdicts.slice(0, 1), remarks: []};
    expect(feedbackMarkdown(passed, options()).markdown).toContain('Well done');
    expect(markdown).not.toContain('Well done');
    expect(feedbackMarkdown({...passed, verdicts: []}, options()).markdown).not.toContain('Well done');
  });

  it('is Chinese in Chinese', () => {
    const chinese = feedbackMarkdown(STUDENT, options({locale: 'zh-CN'})).markdown;
    expect(chinese).toContain('# 批改意见：Lab 1');
    expect(chinese).toContain(
      '| Name lookup | 未通过 | 0\u00a0/\u00a010 | no DNS at all（要求：a look-up of example.org） |',
    );
  });
});
