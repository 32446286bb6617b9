import {describe, expect, it} from 'vitest';
import {cutTo, displayWidth, padEnd, padStart} from '../../src/cli/display-width.ts';
import {createPacketList, type ListedPacket} from '../../src/cli/packet-list.ts';
import {printable} from '../../src/cli/printable.ts';
import {createProgress} from '../../src/cli/progress.ts';

describe('printable text', () => {
  it('shows control characters instead of sending them to the terminal', () => {
    expect(printable('a\u001b[31mb\r\n\u0007\u007f\u009b')).toBe('a␛[31mb␍␊␇␡\\u009b');
  });

  it('shows characters that would turn the line round or hide in it', () => {
    expect(printable('x\u202egnp.exe\u200b')).toBe('x\\u202egnp.exe\\u200b');
  });

  it('leaves other text alone, and replaces half of a surrogate pair', () => {
    expect(printable('GET /图书馆?q=1 → 200 🦈')).toBe('GET /图书馆?q=1 → 200 🦈');
    expect(printable('a\ud800b')).toBe('a\ufffdb');
  });
});

describe('the width on a terminal', () => {
  it.each([
    ['abc', 3],
    ['图书馆', 6],
    ['Ａ１', 4],
    ['🦈', 2],
    ['e\u0301', 1],
    ['→ …', 3],
    ['', 0],
  ])('of %j is %i cells', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('decides the padding', () => {
    expect(padEnd('图', 4)).toBe('图  ');
    expect(padStart('图', 4)).toBe('  图');
    expect(padEnd('longer', 2)).toBe('longer');
  });

  it('is never exceeded by cut text, and half a character is not shown', () => {
    expect(cutTo('abcdef', 6)).toBe('abcdef');
    expect(cutTo('abcdef', 5)).toBe('abcd…');
    expect(cutTo('图书馆', 5)).toBe('图书…');
    expect(cutTo('图书馆', 4)).toBe('图…');
    expect(cutTo('abc', 1)).toBe('…');
    expect(cutTo('abc', 0)).toBe('');
    for (let width = 0; width < 12; width++) expect(displayWidth(cutTo('a图b书c馆', width))).toBeLessThanOrEqual(width);
  });
});

describe('the packet list', () => {
  const packet = (frame: number, source: string): ListedPacket => ({
    frame,
    time: '0.000000',
    source,
    destination: '10.0.0.2',
    protocol: 'TCP',
    length: 66,
    info: '50000 → 80 [SYN]',
  });

  it('aligns its columns', () => {
    expect(createPacketList(12).lines([packet(1, '10.0.0.1'), packet(12, '192.168.100.100')])).toEqual([
      'No.      Time  Source           Destination  Protocol  Length  Info',
      '  1  0.000000  10.0.0.1         10.0.0.2     TCP           66  50000 → 80 [SYN]',
      ' 12  0.000000  192.168.100.100  10.0.0.2     TCP           66  50000 → 80 [SYN]',
    ]);
  });

  it('prints the head once, and columns only become wider', () => {
    const list = createPacketList(3);
    list.lines([packet(1, '10.0.0.1')]);
    const [wide = ''] = list.lines([packet(2, 'fe80::1234:5678:9abc:def0')]);
    const [narrow = ''] = list.lines([packet(3, '10.0.0.1')]);
    expect(narrow.indexOf('10.0.0.2')).toBe(wide.indexOf('10.0.0.2'));
    expect(wide).not.toContain('Source');
  });
});

describe('the packet list on a terminal', () => {
  const packet = (source: string, destination: string): ListedPacket => ({
    frame: 1,
    time: '0.000000',
    source,
    destination,
    protocol: 'TCP',
    length: 66,
    info: 'x'.repeat(100),
  });
  const LONG = 'Spanning-tree-(for-bridges)_00';
  const lines = (columns: number | undefined, source: string, destination: string) =>
    createPacketList(1, columns).lines([packet(source, destination)]);

  it('shortens long addresses, the longest first, so that Info is seen', () => {
    expect(lines(93, 'fe80::1234:5678', LONG)).toEqual([
      'No.      Time  Source           Destination        Protocol  Length  Info',
      '  1  0.000000  fe80::1234:5678  Spanning-tree-(f…  TCP           66  xxxxxxxxxxxxxxxxxxxxxxx…',
    ]);
    expect(lines(80, LONG, LONG)).toEqual([
      'No.     Time Source          Destination     Protocol Length Info',
      '  1 0.000000 Spanning-tree-… Spanning-tree-… TCP          66 xxxxxxxxxxxxxxxxxx…',
    ]);
  });

  it('does not shorten what fits, nor anything in a file', () => {
    for (const columns of [undefined, 200]) {
      const [, line = ''] = lines(columns, LONG, LONG);
      expect(line.split(LONG)).toHaveLength(3);
    }
    expect(lines(undefined, LONG, LONG)[1]).toContain('x'.repeat(100));
  });

  it('leaves 15 cells of an address on the narrowest', () => {
    const [head = '', line = ''] = lines(40, LONG, '192.168.100.100');
    expect(head).toBe('No.     Time Source          Destinatio…');
    expect(line).toBe('  1 0.000000 Spanning-tree-… 192.168.10…');
  });

  it('never exceeds the line', () => {
    for (let columns = 1; columns < 150; columns++)
      for (const line of lines(columns, '图书馆'.repeat(8), LONG))
        expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  });
});

describe('the progress line', () => {
  const terminal = (isTTY: boolean) => {
    const written: string[] = [];
    return {written, stream: {isTTY, columns: 20, write: (text: string) => written.push(text)}};
  };

  it('appears only after a while, not more often than can be read, and goes away', () => {
    let now = 0;
    const {stream, written} = terminal(true);
    const line = createProgress(stream, {now: () => now});
    line.show('one');
    now = 500;
    line.show('two');
    now = 550;
    line.show('three');
    now = 700;
    line.show('a much longer text than fits');
    line.clear();
    line.clear();
    expect(written).toEqual(['\r\u001b[Ktwo', '\r\u001b[Ka much longer text…', '\r\u001b[K']);
  });

  it('takes 80 columns on a terminal that does not know its width', () => {
    const {stream, written} = terminal(true);
    createProgress({...stream, columns: 0}, {patienceMs: 0}).show('text');
    expect(written).toEqual(['\r\u001b[Ktext']);
  });

  describe('about work in pieces', () => {
    /** `pieces` are done one after the other, each in so many milliseconds; what is shown after each. */
    const counting = (isTTY: boolean, columns: number, pieces: readonly number[], total = pieces.length) => {
      const shown: string[] = [];
      let now = 0;
      const stream = {isTTY, columns, write: (text: string) => shown.push(text)};
      const progress = createProgress(stream, {now: () => now, patienceMs: 0});
      progress.count('Reading captures', 0, total);
      for (const [index, took] of pieces.entries()) {
        now += took;
        progress.count('Reading captures', index + 1, total);
      }
      progress.clear();
      return shown;
    };
    const seconds = (count: number, each = 1000) => Array<number>(count).fill(each);

    it('has a bar, counts, and the time left once it can be estimated', () => {
      const shown = counting(true, 100, seconds(5), 105);
      expect(shown[0]).toBe(`\r\u001b[KReading captures [${'-'.repeat(30)}] 0 of 105`);
      expect(shown[2]).toMatch(/2 of 105$/);
      expect(shown[5]).toBe(`\r\u001b[KReading captures [#${'-'.repeat(29)}] 5 of 105, about 2 min left`);
      expect(shown.at(-1)).toBe('\r\u001b[K');
    });

    it('says no time left at the end', () => {
      expect(counting(true, 80, seconds(10)).at(-2)).toBe(`\r\u001b[KReading captures [${'#'.repeat(30)}] 10 of 10`);
    });

    it('estimates from the last minute, not from what an earlier run had done', () => {
      const shown = counting(true, 80, [...seconds(500, 1), ...seconds(90, 10_000)], 690);
      expect(shown.at(-2)).toMatch(/590 of 690, about 17 min left$/);
    });

    it.each([1, 10, 30, 40, 60, 80, 200])('is narrower than %i columns, and than 80', (columns) => {
      for (const line of counting(true, columns, seconds(12), 100_000)) {
        expect(line.replace('\r\u001b[K', '').length).toBeLessThan(Math.min(columns, 80));
      }
    });

    it('is a few plain lines in a log', () => {
      expect(counting(false, 0, seconds(200, 3000))).toEqual(
        [20, 40, 60, 80, 100, 120, 140, 160, 180, 200].map(
          (done) =>
            expect.stringMatching(
              new RegExp(`^Reading captures: ${done} of 200(, about \\d+ min left)?\\n$`),
            ) as string,
        ),
      );
      expect(counting(false, 0, seconds(20, 2000))).toHaveLength(4);
      expect(counting(false, 0, seconds(5))).toEqual([]);
    });
  });

  it('is not written to a file, nor when quiet', () => {
    for (const [isTTY, quiet] of [
      [false, false],
      [true, true],
    ] as const) {
      const {stream, written} = terminal(isTTY);
      const line = createProgress(stream, {quiet, patienceMs: 0});
      line.show('text');
      line.count('Work', 1, 2);
      line.clear();
      expect(written).toEqual([]);
    }
  });
});
