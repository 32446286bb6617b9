import {expect, it} from 'vitest';
import {knownValues} from '../../src/redaction/known-values.ts';

it.each([
  ['a body repeats 0123456789abcdef.', 'a body repeats ****************.'],
  [
    'but x0123456789abcdef and 0123456789abcdefg are other words',
    'but x0123456789abcdef and 0123456789abcdefg are other words',
  ],
  ['/?theme=dark&name=dark', '/?theme=****&name=dark'],
  ['{"theme": "dark"}, {\\"theme\\":\\"dark\\"}', '{"theme": "****"}, {\\"theme\\":\\"****\\"}'],
  ['the dark theme', 'the dark theme'],
  ['one two three', '*************'],
  ['lang=en', 'lang=en'],
])('%s', (text, masked) => {
  const values = knownValues();
  values.add('0123456789abcdef');
  values.add('dark', 'theme');
  values.add('en', 'lang');
  values.add('one%20two%20three', 'words');
  expect(values.mask(text)).toBe(masked);
});

it('is not slower with many values', () => {
  const values = knownValues();
  for (let i = 0; i < 50_000; i++) values.add(`${i.toString(36).padStart(4, '0')}-${i}-value`, `name${i}`);
  expect(values.mask('0007-7-value '.repeat(1000))).toBe('************ '.repeat(1000));
});
