import {expect, test} from 'vitest';
import {runningHeads} from '../../src/render/running-heads.ts';

const ALERTS = {note: '', tip: '', important: '', warning: '', caution: ''};
const heads = (left: string) => runningHeads({locale: 'en', title: '', alerts: ALERTS, header: {left}});

test('says who, and the page of how many', () => {
  expect(heads('张三 2023001')).toContain("@top-left { content: '张三 2023001'; }");
  expect(heads('')).toContain("@bottom-center { content: counter(page) ' / ' counter(pages); }");
});

test.each(["'; } body { display: none } '", '</style><script>', 'a\\', 'line\nend\r\u2028', '"x"', '/* */', '<!--'])(
  'no text ends the string: %j',
  (text) => {
    const string = /@top-left \{ content: '(.*)'; \}$/m.exec(heads(text))?.[1] ?? '?';
    expect(string).not.toMatch(/['"<>\n\r]|\/\*|\\(?![0-9a-f]{1,6} )/);
    const shown = string.replace(/\\([0-9a-f]{1,6}) /g, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    );
    expect(shown).toBe(text.replace(/[\n\r\u2028]+/g, ' '));
  },
);

test('a long one ends in an ellipsis, whole characters only', () => {
  expect(heads('x'.repeat(44))).toContain(`'${'x'.repeat(44)}'`);
  expect(heads('x'.repeat(45))).toContain(`'${'x'.repeat(44)}…'`);
  expect(heads('验'.repeat(30))).toContain(`'${'验'.repeat(22)}…'`);
  expect(heads('😀'.repeat(100))).toContain(`'${'😀'.repeat(22)}…'`);
});
