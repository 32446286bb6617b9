import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {CAPTURE} from '../../support/submissions.ts';
import {buildProgram, runProgram, workFolder} from '../program.ts';

let folder: ReturnType<typeof workFolder>;
const put = (name: string, content: Uint8Array | string) => {
  mkdirSync(dirname(join(folder.path, name)), {recursive: true});
  writeFileSync(join(folder.path, name), content);
};
const check = (...args: string[]) => runProgram(['check', ...args, '--format', 'md', '--out', 'out'], folder.path);

beforeAll(() => {
  buildProgram();
  folder = workFolder({
    'lab.yaml': 'title: Lab\nchecks: [readable-capture]\n',
    'list.csv': 'ID,Name\ns001,Alice Smith\ns002,Bob\ns003,John Doe\ns004,\ns005,\n',
  });
  put('handed-in/s002_Bob/http.pcap', CAPTURE);
  put('handed-in/lab1-s001.pcap', CAPTURE);
  put('handed-in/Jon Doe/http.pcap', CAPTURE);
});
afterAll(() => folder?.remove());

describe('feedback on files', () => {
  it('names each that is called a capture and is none, and each that is cut', async () => {
    put('files/2024001/empty.pcapng', '');
    put('files/2024002/capture.pcap', '{"packets": []}');
    put('files/2024002/notes.json', '{}');
    put('files/2024003/a.pcap', CAPTURE);
    put('files/2024003/b.pcap', CAPTURE.subarray(0, CAPTURE.length - 5));
    put('files/2024003/c.pcap', 'text');
    expect((await check('files', '--assignment', 'lab.yaml')).code).toBe(0);
    const feedback = (id: string) =>
      readFileSync(join(folder.path, 'out', 'lab', 'students', id, 'feedback.md'), 'utf8').replaceAll('\\', '');
    expect(feedback('2024001')).toContain("'empty.pcapng' is empty (0 bytes)");
    expect(feedback('2024002')).toContain("'capture.pcap' is a JSON file");
    expect(feedback('2024003')).toContain("Of 2 captures 'a.pcap' was graded: it earns the most points.");
    expect(feedback('2024003')).toContain("'b.pcap' breaks off: its end is missing.");
    expect(feedback('2024003')).toContain("'c.pcap' is a text file");
  });
});

describe('what labshark check says on standard error', () => {
  it('is who may be missing only because of a name', async () => {
    const {code, stderr} = await check('handed-in', '--assignment', 'lab.yaml', '--roster', 'list.csv');
    expect(stderr).toContain("1 submission is not on the class list, and 3 on the list handed in nothing: 'Jon Doe'.");
    expect(code).toBe(0);
    const whole = await check('handed-in', '--assignment', 'lab.yaml');
    expect(whole.stderr).not.toContain('class list');
  });

  it('is the line of the assignment whose capture is not there', async () => {
    put(
      'away.yaml',
      'title: Lab\nhanded-out:\n  - handed-in/lab1-s001.pcap\n  - none.pcapng\n  - handed-in\nchecks: [not-handed-out]\n',
    );
    const {code, stderr} = await check('handed-in', '--assignment', 'away.yaml');
    expect(stderr).toContain("away.yaml:4:5 There is no file 'none.pcapng'.");
    expect(stderr).toContain("away.yaml:5:5 'handed-in' is no file.");
    expect(code).toBe(2);
  });

  it('is once that nobody can be late where no time is known', async () => {
    put('late.yaml', 'title: Lab\ntimezone: UTC\nlate: 2026-03-05 12:00\nchecks: [readable-capture]\n');
    const {stderr} = await check('handed-in', '--assignment', 'late.yaml');
    expect(stderr.split('late: cannot be applied: the submissions tell no time.')).toHaveLength(2);
    expect((await check('handed-in', '--assignment', 'lab.yaml')).stderr).not.toContain('late:');
  });
});
