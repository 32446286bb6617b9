import {zipOf} from '../../src/grading/gradebook/zip.ts';
import {capturesOf} from './class/captures.ts';

interface Submission {
  readonly id: string;
  readonly name: string;
  /** As students call them when a platform keeps them apart. */
  readonly files: readonly (readonly [name: string, content: Uint8Array])[];
  /** Where they lie in the folder of a course without a platform. */
  readonly plain: readonly string[];
}

const DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const chinese = (number: number): string =>
  number > 10 ? `十${DIGITS[number - 11] as string}` : (DIGITS[number - 1] as string);

/** Names of files, by the last two digits of the student's number. */
const NAMES: readonly (readonly [number: number, files: readonly string[], plain: readonly string[]])[] = [
  [1, ['http-2024001.pcap'], ['2024001_学生一_HTTP实验.pcap']],
  [2, ['http-2024002.pcapng'], ['2024002学生二.pcapng']],
  [3, ['http-2024003.pcapng'], ['http-2024003-学生三.pcapng']],
  [4, ['http-2024004.pcap'], ['2024004 学生四/http.pcap']],
  [5, ['http-2024005.pcapng'], ['2024005_学生五_HTTP实验.pcapng']],
  [6, ['http-2024006.pcapng'], ['2024006_学生六_HTTP实验.zip']],
  [7, ['http-2024007.pcapng'], ['学生七_2024007.pcapng']],
  [8, ['http-2024008.pcap'], ['2024008_学生八_HTTP实验.pcap']],
  [9, ['http-2024009.pcapng'], ['2024009_学生九_HTTP实验.pcapng']],
  [10, ['实验报告.docx'], ['2024010_学生十/实验报告.docx']],
  [11, ['http-2024011.pcap'], ['2024011_学生十一_HTTP实验.pcap']],
  [12, ['http-2024012.pcapng'], ['2024012-学生十二.pcapng']],
  [13, ['http-2024013.pcapng'], ['2024013_学生十三_HTTP实验/http.pcapng']],
  [14, ['lab.pcap', 'lab-second.pcap'], ['2024014_学生十四/lab.pcap', '2024014_学生十四/lab-second.pcap']],
  [15, ['http-2024015.pcapng'], ['2024015_学生十五_HTTP实验.pcapng']],
];

async function submissions(): Promise<Submission[]> {
  const report = await document();
  return NAMES.map(([number, files, plain]) => {
    const contents = number === 10 ? [report] : capturesOf(number);
    return {
      id: String(2024000 + number),
      name: `学生${chinese(number)}`,
      files: files.map((file, index) => [file, contents[index] as Uint8Array]),
      plain,
    };
  });
}

/** The smallest document that a word processor opens. */
const document = (): Promise<Uint8Array> =>
  zipOf(
    [
      [
        '[Content_Types].xml',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ],
      [
        '_rels/.rels',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ],
      [
        'word/document.xml',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>HTTP 实验报告</w:t></w:r></w:p></w:body></w:document>',
      ],
    ],
    {compress: false},
  );

/** The class as three platforms would give it to the teacher: content by path below `samples/class/`. */
export async function sampleClass(): Promise<Map<string, Uint8Array>> {
  const all = await submissions();
  const paths = new Map<string, Uint8Array>();
  const forCanvas: (readonly [string, Uint8Array])[] = [];
  for (const [index, {name, files, plain}] of all.entries()) {
    for (const [at, [file, content]] of files.entries()) {
      paths.set(`moodle/${name}_${4101 + index}_assignsubmission_file_/${file}`, content);
      forCanvas.push([`${name}_${5101 + index}_${88_001 + 10 * index + at}_${file}`, content]);
      const path = plain[at] as string;
      // What a student zipped keeps the name that the recorder gave it.
      const zipped = path.endsWith('.zip') ? await zipOf([['http.pcapng', content]], {compress: false}) : content;
      paths.set(`plain/${path}`, zipped);
    }
  }
  paths.set('canvas.zip', await zipOf(forCanvas, {compress: false}));
  return paths;
}
