import {expect, test} from 'vitest';
import {tidy} from '../../src/render/tidy.ts';

test('one empty line between blocks, one line end at the end', () => {
  expect(tidy('\n# a  \n\n\n\nb\t\n \n\nc\n\n\n')).toBe('# a\n\nb\n\nc\n');
});

test('code blocks keep their empty lines and the spaces at the end of lines', () => {
  const block = '```http\nGET /  \n\n\n\nx\n```';
  expect(tidy(`a\n\n\n${block}\n\n\nb`)).toBe(`a\n\n${block}\n\nb\n`);
});

test('a shorter fence inside a longer one ends nothing', () => {
  const block = '````\n```\n\n\n```\n````';
  expect(tidy(`${block}\n\n\n\nb`)).toBe(`${block}\n\nb\n`);
});
