import {describe, expect, test} from 'vitest';
import {CAPTURE, desk, inShort, said} from '../../support/submissions.ts';
import {zipFile} from '../../support/zip-file.ts';

const {folder, file, read} = desk();

/** Midday on the fifth of March 2026, UTC. */
const NOON = BigInt(Date.UTC(2026, 2, 5, 12)) * 1_000_000n;

describe('moodle', () => {
  test.each([
    ['older', '_'],
    ['newer', ''],
  ])('folders of %s versions', async (_, end) => {
    const path = folder('NET-lab1-12345', {
      [`学生一_1700001_assignsubmission_file${end}/http.pcapng`]: CAPTURE,
      [`学生一_1700001_assignsubmission_file${end}/shots/one.png`]: 'PNG',
      [`学生一_1700001_assignsubmission_onlinetext${end}/onlinetext.html`]: '<p>done</p>',
      [`student two_1700002_assignsubmission_onlinetext${end}/onlinetext.html`]: '<p>done</p>',
    });
    const {layout, submissions, remarks} = await read(path);
    expect(layout).toBe('moodle');
    expect(inShort(submissions)).toEqual([
      'student two | student two | onlinetext.html',
      '学生一 | 学生一 | http.pcapng* | onlinetext.html | shots/one.png',
    ]);
    expect(submissions[1]).toMatchObject({
      source: `学生一_1700001_assignsubmission_file${end}`,
      idFrom: 'source',
      lms: {system: 'moodle', folder: `学生一_1700001_assignsubmission_file${end}`, participantId: '1700001'},
      remarks: [],
    });
    expect(said(submissions[0]?.remarks)).toEqual(['Only text was handed in, and no file.']);
    expect(remarks).toEqual([]);
  });

  test("a number in the name that Moodle shows is the student's; the participant's is not", async () => {
    const path = folder('class', {
      '2021001 学生一_1700001_assignsubmission_file/a.pcap': CAPTURE,
      '学生二_1700002_assignsubmission_file/http—2021002.pcap': CAPTURE,
    });
    const {submissions} = await read(path);
    expect(submissions.map(({id, name, idFrom}) => [id, name, idFrom])).toEqual([
      ['2021001', '学生一', 'platform'],
      ['2021002', '学生二', 'files'],
    ]);
  });

  test('without folders', async () => {
    const zip = zipFile(
      {name: '学生一_17_assignsubmission_file_http_1.pcapng', data: CAPTURE},
      {name: '学生一_17_assignsubmission_onlinetext_onlinetext.html', data: 'text'},
      {name: '学生二_18_assignsubmission_file_http.pcapng', data: CAPTURE},
    );
    const {layout, submissions} = await read(file('lab.zip', zip));
    expect(layout).toBe('moodle');
    expect(inShort(submissions)).toEqual([
      '学生一 | 学生一 | http_1.pcapng* | onlinetext.html',
      '学生二 | 学生二 | http.pcapng*',
    ]);
    expect(submissions[0]).toMatchObject({source: '学生一_17', lms: {folder: '学生一_17_assignsubmission_file_'}});
  });

  test.each(['Participant', '参与者'])('blind marking: %s', async (word) => {
    const path = folder('class', {
      [`${word}_17_assignsubmission_file_/a.pcap`]: CAPTURE,
      [`${word}_18_assignsubmission_file_/a.pcap`]: CAPTURE,
    });
    const {submissions} = await read(path);
    expect(inShort(submissions)).toEqual([`${word}_17 | - | a.pcap*`, `${word}_18 | - | a.pcap*`]);
  });

  test('teams, and the team of those who have none', async () => {
    const path = folder('class', {
      'Team A_3_assignsubmission_file/a.pcap': CAPTURE,
      'Default group_assignsubmission_file/a.pcap': CAPTURE,
    });
    const {submissions} = await read(path);
    expect(submissions.map(({id, lms}) => [id, lms])).toEqual([
      ['Default group', {system: 'moodle', folder: 'Default group_assignsubmission_file'}],
      ['Team A', {system: 'moodle', folder: 'Team A_3_assignsubmission_file', participantId: '3'}],
    ]);
  });

  test('what belongs to nobody is told', async () => {
    const {remarks} = await read(
      folder('class', {'学生一_17_assignsubmission_file_/a.pcap': CAPTURE, 'notes.txt': 'mine'}),
    );
    expect(said(remarks)).toEqual(["'notes.txt' is named as no submission of Moodle is, and was left out."]);
  });
});

describe('canvas', () => {
  test('one flat zip: names, late, several files, text entries', async () => {
    const zip = zipFile(
      {name: 'onestudent_101_5001_http.pcapng', data: CAPTURE},
      {name: 'onestudent_101_5002_report_v1.docx', data: 'x'},
      {name: 'twostudent_LATE_102_5003_http-1.pcapng', data: CAPTURE},
      {name: 'threestudent_103_text.html', data: 'x'},
    );
    const {layout, submissions} = await read(file('submissions.zip', zip));
    expect(layout).toBe('canvas');
    expect(inShort(submissions)).toEqual([
      'onestudent | onestudent | http.pcapng* | report_v1.docx',
      'threestudent | threestudent | text.html',
      'twostudent | twostudent | http-1.pcapng*',
    ]);
    expect(submissions.map(({late}) => late)).toEqual([false, false, true]);
    expect(submissions[0]).toMatchObject({
      source: 'onestudent_101',
      lms: {system: 'canvas', userId: '101', attachmentIds: ['5001', '5002']},
    });
    expect(submissions[2]?.source).toBe('twostudent_LATE_102_5003_http-1.pcapng');
  });

  test('anonymous', async () => {
    const path = folder('submissions', {
      'anon_aB3dE_5001_http.pcapng': CAPTURE,
      'LATE_anon_xY9_5002_http.pcapng': CAPTURE,
    });
    const {layout, submissions} = await read(path);
    expect(layout).toBe('canvas');
    expect(submissions.map(({id, late, name}) => [id, late, name])).toEqual([
      ['anon_aB3dE', false, undefined],
      ['anon_xY9', true, undefined],
    ]);
  });

  test('{姓名}_{学号}_{date}_… is not of Canvas, whose attachments have different numbers', async () => {
    const path = folder('class', {
      '学生一_2021001_20260305_http.pcapng': CAPTURE,
      '学生二_2021002_20260305_http.pcapng': CAPTURE,
    });
    const {layout, submissions} = await read(path);
    expect(layout).toBe('plain');
    expect(submissions.map(({id, name}) => [id, name])).toEqual([
      ['2021001', '学生一'],
      ['2021002', '学生二'],
    ]);
  });
});

describe('blackboard', () => {
  const about = (name: string, id: string, renamed = ''): string =>
    `Name: ${name} (${id})\nAssignment: 实验一\nDate Submitted: Thursday, March 5, 2026\n\nComments:\nnone\n\nFiles:\n${renamed}`;

  test('the latest attempt wins; the text tells names', async () => {
    const zip = zipFile(
      {name: '实验一_2021001_attempt_2026-03-04-12-00-00.txt', data: about('学生一', '2021001')},
      {name: '实验一_2021001_attempt_2026-03-04-12-00-00_first.pcapng', data: CAPTURE},
      {
        name: '实验一_2021001_attempt_2026-03-05-12-00-00.txt',
        data: about(
          '学生一',
          '2021001',
          '\tOriginal filename: 抓包.pcapng\n\tFilename: 实验一_2021001_attempt_2026-03-05-12-00-00_x.pcapng\n',
        ),
      },
      {name: '实验一_2021001_attempt_2026-03-05-12-00-00_x.pcapng', data: CAPTURE},
      {name: '实验一_2021002_attempt_2026-03-05-20-00-00.txt', data: about('学生二', '2021002')},
    );
    const path = file('gradebook_NET_实验一_2026-03-06-08-00-00.zip', zip);
    const {layout, submissions} = await read(path);
    expect(layout).toBe('blackboard');
    expect(inShort(submissions)).toEqual(['2021001 | 学生一 | 抓包.pcapng*', '2021002 | 学生二']);
    expect(submissions[0]).toMatchObject({
      idFrom: 'platform',
      submittedNs: NOON,
      source: '实验一_2021001_attempt_2026-03-05-12-00-00_x.pcapng',
      earlierAttempts: ['实验一_2021001_attempt_2026-03-04-12-00-00_first.pcapng'],
      lms: {system: 'blackboard', username: '2021001', attempt: '2026-03-05-12-00-00'},
    });
    expect(said(submissions[1]?.remarks)).toEqual(['Only text was handed in, and no file.']);
    const shanghai = await read(path, {timeZone: 'Asia/Shanghai'});
    expect(shanghai.submissions[1]?.submittedNs).toBe(NOON);
  });
});

describe('gradescope', () => {
  const METADATA = `---
submission_9001:
  :submitters:
  - :name: 学生一
    :sid: '02021001'
    :email: student-1@example.org
  :created_at: 2026-03-05 20:00:00.500000000 +08:00
  :score: 0.0
  :history:
  - :id: 8000
    :created_at: 2026-03-04 20:00:00.000000000 +08:00
submission_9002:
  :submitters:
  - :name: 学生二
    :sid: '2021002'
  - :name: 学生三
    :sid: '2021003'
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: &1 2026-03-05 12:00:00.000000000 Z
    time: *1
submission_9003:
  :submitters:
  - :name: 学生四
`;

  test('the metadata tells who, when and with whom', async () => {
    const path = folder('download', {
      'assignment_77_export/submission_metadata.yml': METADATA,
      'assignment_77_export/submission_9001/http.pcapng': CAPTURE,
      'assignment_77_export/submission_9002/a/http.pcapng': CAPTURE,
    });
    const {layout, submissions} = await read(path);
    expect(layout).toBe('gradescope');
    expect(inShort(submissions)).toEqual([
      '02021001 | 学生一 | http.pcapng*',
      '2021002 | 学生二 | a/http.pcapng*',
      '学生四 | 学生四',
    ]);
    expect(submissions.map(({submittedNs}) => submittedNs)).toEqual([NOON + 500_000_000n, NOON, undefined]);
    expect(submissions[0]).toMatchObject({
      earlierAttempts: ['submission_8000'],
      lms: {submission: 'submission_9001', email: 'student-1@example.org'},
    });
    expect(submissions[1]?.members).toEqual([{id: '2021003', name: '学生三'}]);
    expect(said(submissions[0]?.remarks)).toEqual([
      "The last attempt counts; earlier ones were not checked: 'submission_8000'.",
    ]);
    expect(said(submissions[1]?.remarks)).toEqual(['Handed in together with 2021003.']);
    expect(said(submissions[2]?.remarks)).toEqual([
      "submission_metadata.yml lists 'submission_9003', but it is not there.",
    ]);
  });

  test.each(['just text', '- a\n- b', 'a: [1', 'a: &x [*x, *x]\nb: {'])('metadata that are none: %j', async (yaml) => {
    const path = folder('export', {'submission_metadata.yml': yaml, 'submission_1/a.pcap': CAPTURE});
    await expect(read(path)).rejects.toMatchObject({code: 'gradescope.metadata'});
  });
});

describe('nbgrader', () => {
  test('what was submitted, not what the course keeps beside it', async () => {
    const path = folder('course', {
      'source/lab1/lab1.ipynb': 'x',
      'release/lab1/lab1.ipynb': 'x',
      'submitted/student-1/lab1/http.pcapng': CAPTURE,
      'submitted/student-1/lab1/timestamp.txt': '2026-03-05 12:00:00.25 UTC\n',
      'submitted/student-2/lab1/http.pcapng': CAPTURE,
      'autograded/student-1/lab1/http.pcapng': CAPTURE,
    });
    const {layout, submissions} = await read(path);
    expect(layout).toBe('nbgrader');
    expect(inShort(submissions)).toEqual(['student-1 | - | http.pcapng*', 'student-2 | - | http.pcapng*']);
    expect(submissions[0]).toMatchObject({
      idFrom: 'platform',
      source: 'submitted/student-1/lab1',
      submittedNs: NOON + 250_000_000n,
      lms: {system: 'nbgrader', studentId: 'student-1', assignmentId: 'lab1'},
    });
  });

  test('of several assignments the one that is asked for; else it is said', async () => {
    const path = folder('submitted', {
      'student-1/lab1/a.pcapng': CAPTURE,
      'student-1/lab2/b.pcapng': CAPTURE,
      'student-2/lab2/b.pcapng': CAPTURE,
    });
    const asked = await read(path, {assignmentId: 'lab2'});
    expect(inShort(asked.submissions)).toEqual(['student-1 | - | b.pcapng*', 'student-2 | - | b.pcapng*']);
    const open = await read(path);
    expect(inShort(open.submissions)[0]).toBe('student-1 | - | lab1/a.pcapng* | lab2/b.pcapng*');
    expect(said(open.submissions[0]?.remarks)).toEqual([
      'Files of several assignments lie here (lab1, lab2), and none is called as the one checked.',
    ]);
  });
});

describe('detection', () => {
  test('an undecidable case names the candidates, and the layout can be chosen', async () => {
    const path = folder('class', {
      '学生一_2021001_20260305_http.pcapng': CAPTURE,
      '学生二_2021002_20260306_http.pcapng': CAPTURE,
    });
    await expect(read(path)).rejects.toMatchObject({
      code: 'layout.undecidable',
      exitCode: 2,
      message: "The names in 'class' may be of the layout 'canvas' or 'plain'. Choose one of them.",
    });
    expect((await read(path, {layout: 'plain'})).submissions.map(({id}) => id)).toEqual(['2021001', '2021002']);
    expect((await read(path, {layout: 'canvas'})).submissions[0]?.lms).toMatchObject({userId: '2021001'});
  });

  test('a layout that does not fit is refused', async () => {
    const path = folder('class', {'2021001.pcap': CAPTURE});
    await expect(read(path, {layout: 'moodle'})).rejects.toMatchObject({code: 'layout.unfit'});
  });

  test.each([
    ['an empty folder', {}],
    ['litter only', {'.DS_Store': 'x', '__MACOSX/._a': 'x', 'Thumbs.db': 'x', 'desktop.ini': 'x'}],
  ])('%s holds nothing', async (_, files) => {
    await expect(read(folder('class', files))).rejects.toMatchObject({code: 'no-submissions'});
  });

  test('neither a folder nor a zip', async () => {
    await expect(read(file('one.pcap', CAPTURE))).rejects.toMatchObject({code: 'not-a-class'});
    await expect(read('/nowhere/at/all')).rejects.toMatchObject({code: 'no-such-input'});
    await expect(read(file('cut.zip', zipFile({name: 'a', data: 'x'}).subarray(0, 40)))).rejects.toMatchObject({
      code: 'damaged-zip',
    });
  });
});

test('the same class in several layouts gives the same students', async () => {
  const numbers = ['2021001', '2021002', '2021003'];
  const moodle = numbers.map((id, n) => `学生${'一二三'[n]} ${id}_${90 + n}_assignsubmission_file_/http.pcapng`);
  const blackboard = numbers.map((id) => `lab1_${id}_attempt_2026-03-05-12-00-00_http.pcapng`);
  const canvas = numbers.map((id, n) => `${id}学生${'一二三'[n]}_${10 + n}_${500 + n}_http.pcapng`);
  const nbgrader = numbers.map((id) => `submitted/${id}/lab1/http.pcapng`);
  const plain = numbers.map((id, n) => `${id}-学生${'一二三'[n]}/http.pcapng`);
  for (const [layout, paths] of Object.entries({moodle, blackboard, canvas, nbgrader, plain})) {
    const asFolder = await read(folder(layout, Object.fromEntries(paths.map((path) => [path, CAPTURE]))));
    const asZip = await read(file(`${layout}.zip`, zipFile(...paths.map((name) => ({name, data: CAPTURE})))));
    for (const found of [asFolder, asZip]) {
      expect(found.layout).toBe(layout);
      expect(found.submissions.map(({id, files}) => [id, files.map(({path}) => path)])).toEqual(
        numbers.map((id) => [id, ['http.pcapng']]),
      );
    }
  }
});
