import {describe, expect, test} from 'vitest';
import {readAssignment} from '../../src/assignment/read.ts';
import {assignmentTemplate} from '../../src/assignment/template.ts';
import {CHECK_IDS} from '../../src/model/checks.ts';

describe.each(['en', 'zh-CN'] as const)('the template in %s', (language) => {
  const text = assignmentTemplate(language);

  test('reads without a mistake', () => {
    const assignment = readAssignment(text, 'assignment.yaml');
    expect(assignment.language).toBe(language);
    expect(assignment.target).toEqual({host: 'www.site.example'});
    expect(assignment.checks.length).toBeGreaterThan(5);
  });

  test('reads without a mistake when every line is taken in', () => {
    const all = text
      .replace(/^# (?=[a-z-]+:( [^ ]|$))|^(?<= *)# (?= *- )|(?<=^ +)# (?=- )/gm, '')
      .replace(/^target: \{/m, '# $&');
    const assignment = readAssignment(all, 'assignment.yaml');
    expect(assignment.checks.map(({check}) => check)).toEqual(CHECK_IDS);
    expect(assignment.questions).toHaveLength(1);
    expect(assignment).toMatchObject({id: 'lab-1', handedOut: ['example.pcapng'], late: {pointsPerDay: 1}});
  });
});

test('one language does not show in the other', () => {
  expect(assignmentTemplate('en')).not.toMatch(/[\u4e00-\u9fff]/);
  expect(assignmentTemplate('zh-CN')).not.toMatch(/^# .*[a-z]{3,} [a-z]{2,} [a-z]{2,}/m);
});

test.each(['en', 'zh-CN'] as const)('the template in %s says where questions are to be found', (language) => {
  const line = assignmentTemplate(language)
    .split('\n')
    .find((one) => one.includes('docs/questions.md'));
  expect(line).toMatch(/^# .*samples\/assignments\//);
});
