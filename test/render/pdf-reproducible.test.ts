import {expect, test} from 'vitest';
import {reproducible} from '../../src/render/pdf-reproducible.ts';

/** The parts of a PDF that depend on when and after what it was printed. */
const pdf = (date: string, [a, b, c]: readonly [string, string, string], leaf: string) =>
  Buffer.from(
    [
      `/CreationDate (D:${date}+00'00')`,
      `/ModDate (D:${date}+00'00')>>`,
      `/ID (node${a})>>`,
      `/ID (node${b})>>`,
      `/Headers [(node${b})]`,
      `/ID (node${c})>>`,
      leaf,
      'stream\n\u00ff\u0080\nendstream',
    ].join('\n'),
    'latin1',
  );

const one = pdf(
  '20261121070000',
  ['00000067', '00000072', '000000A0'],
  '<</Limits [(node00000067) (node000000A0)]\n/Names [(node00000067) 9 0 R (node00000072) 281 0 R (node000000A0) 10 0 R]>>',
);
const other = pdf(
  '20251231235959',
  ['0000f072', '0000f067', '0000f001'],
  '<</Limits [(node0000f001) (node0000f072)]\n/Names [(node0000f001) 10 0 R (node0000f067) 281 0 R (node0000f072) 9 0 R]>>',
);

test('the same page gives the same bytes, at the same offsets', () => {
  const expected = pdf(
    '20240918070132',
    ['00000001', '00000002', '00000003'],
    '<</Limits [(node00000001) (node00000003)]\n/Names [(node00000001) 9 0 R (node00000002) 281 0 R (node00000003) 10 0 R]>>',
  );
  expect(Buffer.from(reproducible(one, '2024-09-18T07:01:32.461594Z')).toString('latin1')).toBe(
    expected.toString('latin1'),
  );
  expect(Buffer.compare(reproducible(other, '2024-09-18T07:01:32.461594000Z'), expected)).toBe(0);
});

test.each(['', 'no date', '+584942-01-01T00:00:00Z', '-000001-01-01T00:00:00Z'])(
  'a date that PDF cannot say: %j',
  (date) => {
    expect(Buffer.from(reproducible(one, date)).toString('latin1')).toContain('/ModDate (D:19700101000000');
  },
);

test('a file without these is left as it is', () => {
  const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00, 0x80]);
  expect(Buffer.compare(reproducible(bytes, '2024-09-18T07:01:32Z'), bytes)).toBe(0);
});
