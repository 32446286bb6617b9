import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {gzipSync} from 'node:zlib';
import iconv from 'iconv-lite';
import {describe, expect, test} from 'vitest';
import {innerPath, namesOf} from '../../../src/grading/submissions/zip-names.ts';
import {bytes} from '../../support/craft.ts';
import {CAPTURE, desk, inShort, said} from '../../support/submissions.ts';
import {type ZipEntry, zipFile} from '../../support/zip-file.ts';

const {folder, file, read} = desk();

const MIB = 2 ** 20;
const zeros = (mebibytes: number) => new Uint8Array(mebibytes * MIB);

/** One student's zip, beside one that must come through whatever the first does. */
const oneBad = (...entries: ZipEntry[]) =>
  folder('class', {'2021001.zip': zipFile(...entries), '2021002.pcap': CAPTURE});

describe('names', () => {
  test.each(['gbk', 'utf8', 'utf8-unmarked'] as const)('in %s', async (encoding) => {
    const name = '2021001_学生一_实验一.zip';
    const path = file(
      'class.zip',
      zipFile(
        {name, encoding, data: zipFile({name: '抓包\\模猫.pcap', encoding, data: CAPTURE})},
        {name: '2021002_学生二.pcap', encoding, data: CAPTURE},
      ),
    );
    expect(inShort((await read(path)).submissions)).toEqual([
      '2021001 | 学生一 | 抓包/模猫.pcap*',
      '2021002 | 学生二 | 2021002_学生二.pcap*',
    ]);
  });

  test('a GBK name that happens to be valid UTF-8 is told by its neighbours', () => {
    const named = (name: string) => ({
      fileNameRaw: iconv.encode(name, 'gbk'),
      generalPurposeBitFlag: 0,
      extraFields: [],
    });
    expect(new TextDecoder('utf-8', {fatal: true}).decode(named('模猫').fileNameRaw)).not.toBe('模猫');
    expect(namesOf([named('模猫'), named('学生一')])).toEqual(['模猫', '学生一']);
  });

  test('the second byte of a GBK character may be a backslash', () => {
    const fileNameRaw = iconv.encode('一\\誠', 'gbk');
    expect(fileNameRaw.filter((byte) => byte === 0x5c)).toHaveLength(2);
    expect(namesOf([{fileNameRaw, generalPurposeBitFlag: 0, extraFields: []}])).toEqual(['一/誠']);
  });

  test('names that a zip unpacked on Linux left on the disk in GBK', async () => {
    const path = folder('class', {'2021002.pcap': CAPTURE});
    const raw = (name: string) => Buffer.concat([Buffer.from(`${path}/`), iconv.encode(name, 'gbk')]);
    mkdirSync(raw('2021001_学生一'));
    writeFileSync(raw('2021001_学生一/抓包.pcap'), CAPTURE);
    const {submissions} = await read(path);
    expect(inShort(submissions)).toEqual(['2021001 | 学生一 | 抓包.pcap*', '2021002 | - | 2021002.pcap*']);
    expect(readFileSync(submissions[0]?.files[0]?.onDisk ?? '')).toEqual(Buffer.from(CAPTURE));
  });

  test.each([
    ['a/b.pcap', 'a/b.pcap'],
    ['./a//b', 'a/b'],
    ['../a', undefined],
    ['a/../../b', undefined],
    ['/etc/passwd', undefined],
    ['C:/a', undefined],
    ['c:a', 'c:a'],
    ['', undefined],
    ['..a/b..', '..a/b..'],
  ])('%j leads to %j', (name, path) => {
    expect(innerPath(name)).toBe(path);
  });
});

describe('hostile zips', () => {
  test.each([
    [
      '../../evil.pcap',
      0o100644,
      'would be unpacked outside its folder (an absolute path, or one with ..) and was refused.',
    ],
    [
      '/tmp/evil.pcap',
      0o100644,
      'would be unpacked outside its folder (an absolute path, or one with ..) and was refused.',
    ],
    [
      '..\\evil.pcap',
      0o100644,
      'would be unpacked outside its folder (an absolute path, or one with ..) and was refused.',
    ],
    ['link.pcap', 0o120777, 'is a symbolic link and was not followed.'],
    ['pipe.pcap', 0o010644, 'is no ordinary file and was left out.'],
  ])('%s', async (name, mode, why) => {
    const path = oneBad({name, mode, data: '/etc/passwd'}, {name: 'good.pcap', data: CAPTURE});
    const {submissions} = await read(path);
    expect(inShort(submissions)).toEqual(['2021001 | - | good.pcap*', '2021002 | - | 2021002.pcap*']);
    expect(said(submissions[0]?.remarks)).toEqual([`In '2021001.zip', '${name.replaceAll('\\', '/')}' ${why}`]);
    expect(readdirSync(dirname(dirname(path)))).toEqual(['in', 'work']);
  });

  test('a bomb is not unpacked, and the class has room for the others', async () => {
    const path = oneBad({name: 'bomb.pcap', data: zeros(8)}, {name: 'good.pcap', data: CAPTURE});
    const {submissions} = await read(path, {limits: {bytesPerSubmission: MIB}});
    expect(inShort(submissions)).toEqual(['2021001 | - | good.pcap*', '2021002 | - | 2021002.pcap*']);
    expect(said(submissions[0]?.remarks)).toEqual([
      "In '2021001.zip', 'bomb.pcap' would unpack to more than labshark takes from one submission, as a zip bomb does, and was left out. Unpack it by hand if it is wanted.",
    ]);
  });

  test('a bomb that claims to be small stops there', async () => {
    const path = oneBad({name: 'bomb.pcap', data: zeros(8), claimedSize: 1000}, {name: 'good.pcap', data: CAPTURE});
    const {submissions} = await read(path, {limits: {bytesPerSubmission: MIB}});
    expect(inShort(submissions)[0]).toBe('2021001 | - | good.pcap*');
    expect(said(submissions[0]?.remarks)[0]).toMatch(/^'bomb\.pcap' in '2021001\.zip' is damaged \(too many bytes/);
  });

  test('many small parts add up, also over zips within zips', async () => {
    const part = (n: number): ZipEntry => ({name: `${n}.bin`, data: zeros(1)});
    const inner = (n: number): ZipEntry => ({name: `inner${n}.zip`, data: zipFile(part(1), part(2))});
    const {submissions} = await read(oneBad(inner(1), inner(2), inner(3)), {limits: {bytesPerSubmission: 3.5 * MIB}});
    expect(submissions[0]?.files.map(({path}) => path)).toEqual([
      'inner1.zip/1.bin',
      'inner1.zip/2.bin',
      'inner2.zip/1.bin',
    ]);
    expect(submissions[0]?.remarks).toHaveLength(2);
  });

  test('too many files, and more than the class may unpack', async () => {
    const many = Array.from({length: 10}, (_, n): ZipEntry => ({name: `${n}.txt`, data: 'x'}));
    const few = await read(oneBad(...many), {limits: {filesPerSubmission: 4}});
    expect(few.submissions[0]?.files).toHaveLength(4);
    expect(said(few.submissions[0]?.remarks)[0]).toMatch(
      /^In '2021001\.zip', '4\.txt', '5\.txt', '6\.txt' and 3 more: each would/,
    );
    expect((await read(oneBad(...many), {limits: {bytesInAll: 3}})).submissions[0]?.files).toHaveLength(3);
  });

  test('zips within zips are unpacked to a depth', async () => {
    const nested = (depth: number): Uint8Array =>
      depth === 0 ? zipFile({name: 'a.pcap', data: CAPTURE}) : zipFile({name: 'in.zip', data: nested(depth - 1)});
    const path = folder('class', {'2021001.zip': nested(2), '2021002.zip': nested(3)});
    const {submissions} = await read(path, {limits: {depth: 3}});
    expect(inShort(submissions)).toEqual(['2021001 | - | in.zip/in.zip/a.pcap*', '2021002 | - | in.zip/in.zip/in.zip']);
    expect(said(submissions[1]?.remarks)).toEqual([
      "'in.zip/in.zip/in.zip' is a zip too deep within other zips and was not unpacked.",
    ]);
  });

  test.each([
    ['a password', {encrypted: true}, 'is protected by a password and could not be unpacked. Ask for it without one.'],
    [
      'an unknown method',
      {method: 9},
      'is compressed by a method that labshark does not know (9). Ask for an ordinary zip.',
    ],
  ])('%s', async (_, how, why) => {
    const {submissions} = await read(oneBad({name: 'a.pcap', data: CAPTURE, ...how}));
    expect(inShort(submissions)).toEqual(['2021001 | -', '2021002 | - | 2021002.pcap*']);
    expect(said(submissions[0]?.remarks)).toEqual([`In '2021001.zip', 'a.pcap' ${why}`]);
  });

  test('a zip cut at any byte never stops the class', async () => {
    const whole = zipFile({name: 'a.pcap', data: CAPTURE});
    const cuts = Array.from({length: whole.length}, (_, n) => [`${10_000 + n}.zip`, whole.subarray(0, n)] as const);
    const {submissions} = await read(folder('class', Object.fromEntries(cuts)));
    expect(submissions).toHaveLength(whole.length);
    expect(
      submissions
        .slice(4)
        .every(({remarks}) => /is a damaged zip \(.+\)\. Ask for it again\.$/.test(said(remarks)[0] ?? '')),
    ).toBe(true);
  });

  test('names are hostile: where a file is unpacked does not follow them', async () => {
    const names = ['nul', 'a:b?.pcap', `${'长'.repeat(200)}.pcap`, 'a\u202Eb\u0007.pcap', ' . ', '-rf'];
    const {submissions} = await read(oneBad(...names.map((name) => ({name, data: CAPTURE}))));
    const files = submissions[0]?.files ?? [];
    expect(files).toHaveLength(names.length);
    for (const {onDisk} of files) {
      expect(existsSync(onDisk)).toBe(true);
      expect(onDisk.slice(dirname(onDisk).length + 1)).toMatch(/^[^\p{Cc}\p{Cf}<>:"|?*]{1,120}$/u);
    }
  });
});

describe('what files are', () => {
  test('captures are told by their content, or to be one by their name; compressed ones stay as they are', async () => {
    const path = folder('class', {
      '2021001/a.txt': CAPTURE,
      '2021001/b.pcap.gz': gzipSync(CAPTURE),
      '2021001/c.pcap.zst': bytes(0x28, 0xb5, 0x2f, 0xfd, 0, 0),
      '2021001/d.pcap': 'no capture',
      '2021001/e.gz': gzipSync('a report of more than twenty-four bytes'),
      '2021001/f.pcap': '',
      '2021002/a.pcap': CAPTURE,
    });
    const {submissions} = await read(path);
    expect(inShort(submissions)[0]).toBe('2021001 | - | a.txt* | b.pcap.gz* | c.pcap.zst* | d.pcap* | e.gz | f.pcap*');
  });

  test('a document that is a zip by construction stays one', async () => {
    const docx = zipFile({name: '[Content_Types].xml', data: '<x/>'}, {name: 'word/document.xml', data: '<x/>'});
    const {submissions, remarks} = await read(folder('class', {'2021001/报告.docx': docx, '2021002.pcap': CAPTURE}));
    expect(inShort(submissions)[0]).toBe('2021001 | - | 报告.docx');
    expect([...remarks, ...(submissions[0]?.remarks ?? [])]).toEqual([]);
    await expect(read(file('one.docx', docx))).rejects.toMatchObject({code: 'not-a-class'});
  });

  test('archives of other kinds are named', async () => {
    const path = folder('class', {'2021001.rar': 'Rar!\x1a\x07\x00', '2021002.pcap': CAPTURE});
    const {submissions} = await read(path);
    expect(submissions[0]?.id).toBe('2021001');
    expect(said(submissions[0]?.remarks)).toEqual([
      "'2021001.rar' is a rar archive, which labshark can't unpack. Unpack it, or ask for a zip.",
    ]);
  });

  test('litter is no file of anybody', async () => {
    const zip = zipFile(
      {name: '__MACOSX/._a.pcap', data: 'x'},
      {name: '.DS_Store', data: 'x'},
      {name: 'in/._a.pcap', data: 'x'},
      {name: 'in/Thumbs.db', data: 'x'},
      {name: 'a.pcap', data: CAPTURE},
    );
    const path = folder('class', {
      '2021001.zip': zip,
      '2021002/desktop.ini': 'x',
      '.DS_Store': 'x',
      '._2021003.zip': 'x',
    });
    expect(inShort((await read(path)).submissions)).toEqual(['2021001 | - | a.pcap*', '2021002 | -']);
  });
});

describe('folders', () => {
  test('symbolic links, pipes and what may not be read are told and not followed', async () => {
    const path = folder('class', {'2021001/a.pcap': CAPTURE, '2021002/a.pcap': CAPTURE});
    symlinkSync('/etc', join(path, '2021001', 'etc'));
    symlinkSync('/etc/passwd', join(path, '2021003.pcap'));
    execFileSync('mkfifo', [join(path, '2021002', 'pipe')]);
    const {submissions, remarks} = await read(path);
    expect(inShort(submissions)).toEqual(['2021001 | - | a.pcap*', '2021002 | - | a.pcap*']);
    expect(said(remarks)).toEqual([
      "'2021001/etc' is a symbolic link and was not followed.",
      "'2021002/pipe' is no file and was left out.",
      "'2021003.pcap' is a symbolic link and was not followed.",
    ]);
  });

  test.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
    const path = folder('class', {'2021001/a.pcap': CAPTURE, '2021002/a.pcap': CAPTURE});
    chmodSync(join(path, '2021001', 'a.pcap'), 0);
    const {submissions} = await read(path);
    expect(said(submissions[0]?.remarks)).toEqual(["'a.pcap' can't be read (EACCES) and was left out."]);
  });

  test('a work folder that cannot be made', async () => {
    const path = folder('class', {'2021001.pcap': CAPTURE});
    await expect(read(path, {workFolder: file('taken', 'x')})).rejects.toMatchObject({code: 'no-space'});
  });
});
