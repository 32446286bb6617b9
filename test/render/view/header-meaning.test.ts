import {expect, test} from 'vitest';
import {readUserAgent} from '../../../src/render/view/header-meaning.ts';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0',
    'Microsoft Edge 120, Windows 10/11',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.104 Safari/537.36',
    'Chrome 88, Windows 10/11',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_7_3) AppleWebKit/534.55.3 (KHTML, like Gecko) Version/5.1.3 Safari/534.53.10',
    'Safari 5, macOS',
  ],
  ['Mozilla/5.0 (Windows NT 6.1; WOW64; rv:19.0) Gecko/20100101 Firefox/19.0', 'Firefox 19, Windows 7'],
  [
    'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/33.0.1750.154 Safari/537.36 OPR/20.0.1387.82',
    'Opera 20, Windows 7',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:68.0) Gecko/20100101 Firefox/68.0', 'Firefox 68, Linux'],
  [
    'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.963',
    'Windows PowerShell 5.1, Windows 10/11',
  ],
  ['Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/5.0)', 'Internet Explorer 9, Windows 7'],
  ['curl/7.29.0', 'curl 7.29.0'],
  ['Wget/1.14 (darwin12.2.0)', 'Wget 1.14'],
])('%s', (value, expected) => {
  const read = readUserAgent(value);
  const name = [read?.program, read?.version].filter(Boolean).join(' ');
  expect([name, read?.system].filter(Boolean).join(', ')).toBe(expected);
  expect(read?.namesOthers).toBe(value.startsWith('Mozilla'));
});

test.each(['', 'something', 'Mozilla/5.0 (nothing that is known)', 'AVGINET9-WVSXX86 90 AVI=270.14.62/2499'])(
  '%j names no program',
  (value) => {
    expect(readUserAgent(value)).toBeUndefined();
  },
);
