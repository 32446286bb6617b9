import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {ladder} from '../support/ladder.ts';
import {buildProgram, type Ended, ended, MAIN, runProgram, startProgram, workFolder} from './program.ts';

const VISIT = ladder(`
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK
  C>S PSH,ACK "GET /\\u001b[2J HTTP/1.1\\r\\nHost: lab.example\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"
  C>S ACK
  C>S FIN,ACK
  S>C FIN,ACK
  C>S ACK
`);
const LONG = ladder(`C>S SYN\nS>C SYN,ACK\nC>S ACK\n${'S>C ACK len=10\n'.repeat(3000)}`);
/** The zip entries that a Word document begins with, both empty. */
const DOCX = Buffer.concat(
  ['[Content_Types].xml', 'word/document.xml'].map((name) => {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name)]);
  }),
);

let folder: ReturnType<typeof workFolder>;
const run = (args: readonly string[], options?: Parameters<typeof runProgram>[2]) =>
  runProgram(args, folder.path, options);
const path = (name: string) => join(folder.path, name);

beforeAll(() => {
  buildProgram();
  folder = workFolder({'visit.pcap': VISIT, 'long.pcap': LONG, 'report.docx': DOCX, 'empty.pcap': ''});
});
afterAll(() => folder?.remove());

describe('--help', () => {
  it.each([[[]], [['report']], [['key']], [['analyze']], [['show']], [['init']]])(
    'of %j fits 80 columns and tells the exit codes',
    async (command) => {
      const {code, stdout, stderr} = await run([...command, '--help'], {env: {COLUMNS: '200'}});
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect(stdout).toContain('Exit codes:');
    },
  );

  it('has examples for each command', async () => {
    for (const command of ['report', 'key', 'analyze', 'show', 'init']) {
      const {stdout} = await run([command, '--help']);
      expect(stdout).toMatch(new RegExp(`Examples:\n( .*\n)*.*labshark ${command} `));
    }
  });

  it('is told of by --version', async () => {
    const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await run(['--version'])).toEqual({code: 0, stdout: `${version}\n`, stderr: ''});
  });
});

describe('wrong usage', () => {
  it.each([
    [[], 'Name a command'],
    [['repotr', 'visit.pcap'], "did you mean 'report'?"],
    [['report'], "'report' needs a capture file"],
    [['report', '--formt', 'md', 'visit.pcap'], 'did you mean --format?'],
    [['report', 'visit.pcap', '--lang'], '--lang needs a value'],
    [['report', '--format', 'docx', 'visit.pcap'], 'it is one of md, html, pdf, json'],
    [['report', '--tz', 'Asia/Shangai', 'visit.pcap'], "did you mean 'Asia/Shanghai'?"],
    [['report', '--stream', '0', '--host', 'a', 'visit.pcap'], 'exclude each other'],
    [['show', 'visit.pcap', 'long.pcap'], "'show' takes one capture"],
    [['show', 'visit.pcap', '--frame', '99'], 'There is no packet 99: visit.pcap has 9 packets'],
    [['analyze', '--stream', '7', 'visit.pcap'], 'There is no TCP connection 7'],
  ])('%j is one line on standard error, and exit code 2', async (args, sentence) => {
    const {code, stdout, stderr} = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).toMatch(/^labshark: .*\n$/);
  });
});

// Windows removes no folder that a program is in.
it.skipIf(process.platform === 'win32')('a current folder that was removed gets one sentence', () => {
  const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"';
  const args = ['-c', script, process.execPath, MAIN, 'show', path('visit.pcap')];
  const {status, stdout, stderr} = spawnSync('sh', args, {cwd: folder.path, encoding: 'utf8'});
  expect([status, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/^labshark: The current folder does not exist any more: .*\n$/);
});

describe('a capture that cannot be used', () => {
  it.each([
    ['nowhere.pcap', 'nowhere.pcap'],
    ['report.docx', 'Word'],
    ['empty.pcap', 'empty'],
  ])('%s gets one sentence, and exit code 3', async (name, word) => {
    for (const command of ['analyze', 'show', 'report']) {
      const {code, stdout, stderr} = await run([command, name]);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/^labshark: .*\n$/);
      expect(stderr).toContain(word);
    }
    expect(existsSync(path('output'))).toBe(false);
  });

  it('shows where the error comes from only when asked to', async () => {
    const {stderr} = await run(['analyze', 'report.docx'], {env: {LABSHARK_DEBUG: '1'}});
    expect(stderr).toMatch(/\n {4}at /);
  });
});

describe('a capture that is damaged', () => {
  it('is used, and what is wrong with it is said', async () => {
    writeFileSync(path('cut.pcap'), VISIT.subarray(0, VISIT.length - 5));
    for (const args of [['show'], ['report', '--format', 'md', '--out', 'cut']]) {
      const {code, stderr} = await run([...args, 'cut.pcap']);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^labshark: cut\.pcap: The file ends in the middle of a record .*\n$/);
      expect(await run([...args, 'cut.pcap', '--quiet'])).toMatchObject({code: 0, stderr: ''});
    }
  });
});

describe('analyze', () => {
  it('prints a line a capture, and nothing else on standard output', async () => {
    const {code, stdout, stderr} = await run(['analyze', 'visit.pcap', 'report.docx', 'long.pcap']);
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).capture.file)).toEqual(['visit.pcap', 'long.pcap']);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it('says what the capture holds', async () => {
    const {code, stdout, stderr} = await run(['analyze', 'visit.pcap', '--host', 'lab.example:80']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      capture: {packets: 9},
      connections: [{handshake: {kind: 'three-way'}, teardown: {kind: 'three-packet'}}],
      focus: {stream: 0, reason: 'asked-host'},
    });
  });
});

describe('show', () => {
  it('prints the packet list in columns', async () => {
    const {code, stdout, stderr} = await run(['show', 'visit.pcap']);
    expect([code, stderr]).toEqual([0, '']);
    const [head, first] = stdout.split('\n');
    expect(head).toBe('No.      Time  Source    Destination  Protocol  Length  Info');
    expect(first).toMatch(/^ {2}1 {2}0\.000000 {2}10\.0\.0\.1 {2}10\.0\.0\.2 {5}TCP +\d+ {2}50000 → 80 \[SYN\] Seq=0 /);
    expect(stdout.trimEnd().split('\n')).toHaveLength(10);
  });

  it('prints field trees, a blank line after each', async () => {
    const {stdout} = await run(['show', 'visit.pcap', '--frame', '2,1', '--tz', 'Asia/Shanghai']);
    const frames = stdout.split('\n\n');
    expect(frames).toHaveLength(3);
    expect(frames[0]).toMatch(/^Frame 1: /);
    expect(frames[1]).toMatch(/^Frame 2: .*\n {4}\S/);
    expect(frames[1]).toMatch(/\n {4}Source Port: 80\n/);
    expect(frames[1]).toMatch(/\n {8}\S/);
    expect(frames[2]).toBe('');
  });

  it('prints all trees, and none of the captured control characters', async () => {
    const {stdout} = await run(['show', 'visit.pcap', '--tree']);
    expect(stdout.match(/^Frame \d+: /gm)).toHaveLength(9);
    const list = await run(['show', 'visit.pcap']);
    for (const text of [stdout, list.stdout]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not occur
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    }
  });

  it('ends quietly when nobody reads any more', async () => {
    const child = startProgram(['show', 'long.pcap', '--tree'], folder.path);
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('report', () => {
  it('leaves no packet of a long connection out of the table beside it', async () => {
    expect(await run(['report', 'long.pcap', '--format', 'md', '--out', 'long', '--quiet'])).toMatchObject({code: 0});
    const [head = '', ...lines] = readFileSync(path('long/long/packets.csv'), 'utf8').trimEnd().split('\r\n');
    expect(head).toMatch(/^\ufeffNo\.,Time/);
    expect(lines).toHaveLength(3003);
    expect(lines[1]).toContain('80 → 50000 [SYN, ACK]');
    expect(readFileSync(path('long/long/report.md'), 'utf8')).toContain('[packets.csv](packets.csv)');
  });

  it('has no such table where addresses are masked, because the capture itself is not', async () => {
    expect(await run(['report', 'long.pcap', '--format', 'md', '--out', 'm', '--quiet', '--redact'])).toMatchObject({
      code: 0,
    });
    expect(readdirSync(path('m/long')).sort()).toEqual(['figures', 'report.md']);
    expect(readFileSync(path('m/long/report.md'), 'utf8')).not.toContain('packets.csv');
  });

  it('prints the paths of what it has written', async () => {
    const {code, stdout, stderr} = await run([
      'report',
      'visit.pcap',
      '--format',
      'md,json',
      '--format',
      'html',
      '--out',
      'a',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    const files = ['md', 'html', 'json'].map((format) => join('a', 'visit', `report.${format}`));
    expect(stdout.trimEnd().split('\n').sort()).toEqual(files.sort());
    expect(readdirSync(path('a/visit')).sort()).toEqual(['figures', 'report.html', 'report.json', 'report.md']);
    const named = [...readFileSync(path('a/visit/report.md'), 'utf8').matchAll(/\]\((figures\/[\w-]+\.svg)\)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, figure = ''] of named) expect(existsSync(path(join('a/visit', figure))), figure).toBe(true);
    expect(readFileSync(path('a/visit/report.md'), 'utf8')).toContain('10.0.0.2:80');
  });

  it('masks with --redact, in every format and in the figures; so does analyze', async () => {
    writeFileSync(path('public.pcap'), ladder('C>8.8.4.4:80 SYN seq=1\n8.8.4.4:80>C SYN,ACK seq=9\nC>8.8.4.4:80 ACK'));
    const args = ['public.pcap', '--quiet'];
    const [plain, redacted] = ['public', 'masked'];
    await run(['report', ...args, '--format', 'md,html,json', '--out', plain]);
    await run(['report', ...args, '--format', 'md,html,json', '--out', redacted, '--redact']);
    const written = (folder: string): string[] =>
      readdirSync(path(folder), {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(written(plain).filter((text) => text.includes('8.8.4.4')).length).toBeGreaterThanOrEqual(4);
    expect(written(redacted).filter((text) => text.includes('8.8.4.4'))).toEqual([]);
    expect(written(redacted).length).toBe(written(plain).length);
    const {stdout} = await run(['analyze', ...args, '--redact']);
    expect(JSON.parse(stdout)).toMatchObject({
      connections: [{server: {address: '203.0.113.1'}}],
      redaction: {publicIpv4: 1},
    });
  });

  it('says which of several connections it explains', async () => {
    writeFileSync(path('two.pcap'), ladder('C>S:443 SYN\n[2001:db8::1]:5000>[2001:db8::2]:80 SYN'));
    const args = ['report', 'two.pcap', '--format', 'json', '--out', 'two'];
    expect((await run(args)).stderr).toBe(
      'two.pcap: explains connection 0, 10.0.0.1:50000 → 10.0.0.2:443 (--stream or --host choose another)\n',
    );
    expect((await run([...args, '--stream', '1'])).stderr).toBe(
      'two.pcap: explains connection 1, [2001:db8::1]:5000 → [2001:db8::2]:80\n',
    );
    expect((await run([...args, '--quiet'])).stderr).toBe('');
  });

  it('is in the language of the environment, or in those that are asked for', async () => {
    await run(['report', 'visit.pcap', '--format', 'md', '--out', 'zh'], {env: {LANG: 'zh_CN.UTF-8'}});
    expect(readFileSync(path('zh/visit/report.md'), 'utf8')).toMatch(/\p{Script=Han}/u);
    await run(['report', 'visit.pcap', '--format', 'md,json', '--out', 'both', '--lang', 'en,zh-CN']);
    expect(readdirSync(path('both/visit')).sort()).toEqual([
      'figures.en',
      'figures.zh-CN',
      'report.en.md',
      'report.json',
      'report.zh-CN.md',
    ]);
    expect(readFileSync(path('both/visit/report.en.md'), 'utf8')).not.toMatch(/\p{Script=Han}/u);
  });

  it('goes on after a capture that fails, and gives each its own folder', async () => {
    const args = ['report', 'visit.pcap', 'report.docx', 'visit.pcap', '--format', 'json', '--out', 'several'];
    const {code, stdout, stderr} = await run(args);
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toEqual([
      join('several', 'visit', 'report.json'),
      join('several', 'visit-2', 'report.json'),
    ]);
    expect(stderr).toMatch(/^labshark: .*Word.*\n2 of 3 captures reported, 1 failed\.\n$/);
    expect(readdirSync(path('several')).sort()).toEqual(['visit', 'visit-2']);
  });

  it('does not replace the report of another capture', async () => {
    writeFileSync(path('visit.cap'), VISIT);
    for (const [name, into] of [
      ['visit.pcap', 'visit'],
      ['visit.cap', 'visit-2'],
      ['visit.pcap', 'visit'],
      ['visit.cap', 'visit-2'],
    ] as const) {
      const {stdout} = await run(['report', name, '--format', 'json', '--out', 'same']);
      expect(stdout).toBe(`${join('same', into, 'report.json')}\n`);
    }
    // What is no report of this program may be anything.
    writeFileSync(path('same/visit/report.json'), '{"capture"');
    const {stdout} = await run(['report', 'visit.cap', '--format', 'json', '--out', 'same']);
    expect(stdout).toBe(`${join('same', 'visit', 'report.json')}\n`);
  });

  it('keeps what somebody has edited', async () => {
    const args = ['report', 'visit.pcap', '--format', 'json,md,html', '--out', 'edited'];
    const [md, json] = ['md', 'json'].map((ending) => path(`edited/visit/report.${ending}`)) as [string, string];
    const hourAgo = Date.now() / 1000 - 3600;
    await run(args);
    for (const copy of ['report-1.md', 'report-2.md']) {
      writeFileSync(md, `my own words, ${copy}`);
      utimesSync(json, hourAgo, hourAgo);
      const {code, stderr} = await run(args);
      const file = join('edited', 'visit', 'report.md');
      expect([code, stderr]).toEqual([
        0,
        `${file} may have been edited: what it held is kept as ${join('edited', 'visit', copy)}.\n`,
      ]);
      expect(readFileSync(path(join('edited/visit', copy)), 'utf8')).toBe(`my own words, ${copy}`);
      expect(readFileSync(md, 'utf8')).toContain('10.0.0.2:80');
    }
  });

  it('replaces what nobody has edited', async () => {
    const args = ['report', 'visit.pcap', '--out', 'again', '--format'];
    await run([...args, 'md,html', '--title', 'one']);
    expect((await run([...args, 'md,html', '--title', 'two'])).stderr).toBe('');
    // The same once more, although nothing tells how old it is.
    rmSync(path('again/visit/report.html'));
    expect((await run([...args, 'md', '--title', 'two'])).stderr).toBe('');
    expect(readdirSync(path('again/visit'))).toEqual(['figures', 'report.md']);
    expect((await run([...args, 'md', '--title', 'three'])).stderr).toContain('report-1.md');
  });

  it('never replaces what came through standard input', async () => {
    for (const into of ['stdin', 'stdin-2']) {
      const {stdout} = await run(['report', '-', '--format', 'md', '--out', 'live'], {input: VISIT});
      expect(stdout).toBe(`${join('live', into, 'report.md')}\n`);
    }
  });

  it('reads a capture from standard input', async () => {
    const {code, stdout, stderr} = await run(['report', '-', '--format', 'json', '--out', 'piped'], {input: VISIT});
    expect([code, stdout]).toEqual([0, `${join('piped', 'stdin', 'report.json')}\n`]);
    expect(stderr).toContain('The capture has ended: 9 packets, 1 handshake, 1 HTTP request, 1 close.');
    expect(JSON.parse(readFileSync(path('piped/stdin/report.json'), 'utf8')).capture).toMatchObject({
      file: '-',
      packets: 9,
    });
    const quiet = await run(['report', '-', '--quiet', '--format', 'json', '--out', 'quiet'], {input: VISIT});
    expect(quiet.stderr).toBe('');
  });

  it('counts what comes compressed when it has come', async () => {
    const {stderr} = await run(['show', '-'], {input: gzipSync(VISIT)});
    expect(stderr).toMatch(/^(Reading packets .*\n)?The capture has ended: 9 packets\.\n$/);
  });

  it('says of standard input that is empty only that', async () => {
    const {code, stderr} = await run(['report', '-'], {input: new Uint8Array()});
    expect(code).toBe(3);
    expect(stderr).toMatch(/^labshark: Standard input is empty \(0 bytes\): the program before the pipe .*\n$/);
  });

  // Windows has no signals between processes: there, Ctrl-C reaches a program only from its console.
  it.skipIf(process.platform === 'win32')('is written when Ctrl-C ends the capture', async () => {
    const child = startProgram(['report', '-', '--format', 'json', '--out', 'stopped'], folder.path);
    // The last packet has not come completely when the capture ends.
    child.stdin.write(VISIT.subarray(0, VISIT.length - 5));
    child.stderr.once('data', () => child.kill('SIGINT'));
    const {code, stderr}: Ended = await ended(child);
    child.stdin.destroy();
    expect(code).toBe(0);
    expect(stderr).toContain('Ending the capture');
    expect(JSON.parse(readFileSync(path('stopped/stdin/report.json'), 'utf8')).capture.packets).toBe(8);
  });

  it.each([
    [['--browser', 'nope'], {}, "There is no browser 'nope': check --browser"],
    [['--browser', '.'], {}, "'.' is no program: check --browser"],
    [[], {PUPPETEER_EXECUTABLE_PATH: 'nope'}, "There is no browser 'nope': check PUPPETEER_EXECUTABLE_PATH"],
  ])('writes nothing when the browser of %j %j is not there', async (args, env, sentence) => {
    const {code, stdout, stderr} = await run(['report', 'visit.pcap', '--out', 'none', ...args], {env});
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`labshark: ${sentence}, or leave PDFs out with --format md,html,json.\n`);
    expect(existsSync(path('none'))).toBe(false);
  });

  // On Windows, not everybody may make links.
  it.skipIf(process.platform === 'win32')('says what is in the way of its folder', async () => {
    writeFileSync(path('file'), '');
    symlinkSync('nowhere', path('link'));
    for (const [out, reason] of [
      ['file', 'a part of the path is a file and no folder'],
      [join('file', 'x'), 'a part of the path is a file and no folder'],
      ['link', "'link' is a link to what does not exist"],
      ...(process.platform === 'linux' ? ([['/proc/labshark', 'no folder can be made there']] as const) : []),
    ] as const) {
      const {code, stdout, stderr} = await run(['report', 'visit.pcap', '--format', 'md', '--out', out]);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/^labshark: .* Choose another folder with --out\.\n$/);
      expect(stderr).toContain(`cannot be written: ${reason}.`);
    }
  });
});
