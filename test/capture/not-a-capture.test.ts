import {Buffer} from 'node:buffer';
import {gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {sniff} from '../../src/capture/sniff.ts';
import {LabError} from '../../src/model/errors.ts';
import {bytes, hex, u32} from '../support/craft.ts';
import {writePcap, writePcapng} from '../support/pcap-file.ts';

/** Local headers as zip programs write them, with something packed behind each. */
const zip = (...names: string[]) =>
  bytes(
    ...names.map((name) =>
      bytes(hex('504b0304140000080800'), new Uint8Array(16), name.length, 0, 0, 0, name, noise(700)),
    ),
  );
const noise = (length: number) => Uint8Array.from({length}, (_, i) => (i * i * 37 + i * 11) & 255);
const little = (value: number) => u32(value).reverse();

const erf = (length: number) =>
  bytes(noise(4), little(1_700_000_000), 2, 4, length >> 8, length & 255, 0, 0, 0, 60, new Uint8Array(length - 16));
const SECTION = writePcapng([{block: 'section', options: [[4, 'Dumpcap']]}]);
const asText = (from: RegExp, to: string) =>
  new Uint8Array(Buffer.from(Buffer.from(SECTION).toString('latin1').replace(from, to), 'latin1'));

const STRANGERS: Record<string, readonly [code: string, content: Uint8Array, says: RegExp]> = {
  'an empty file': ['empty', new Uint8Array(0), /is empty/],
  'a .docx': ['word', zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml'), /Word document.*Wireshark/],
  'an .xlsx': ['excel', zip('[Content_Types].xml', 'xl/workbook.xml'), /Excel workbook/],
  'a .pptx': ['powerpoint', zip('[Content_Types].xml', 'ppt/presentation.xml'), /PowerPoint/],
  'an .odt': ['office', zip('mimetypeapplication/vnd.oasis.opendocument.text', 'content.xml'), /office document/],
  'a zip of captures': ['zip', zip('lab1.pcapng', 'lab2.pcapng'), /zip archive.*Unpack it first/],
  'a zip with a folder called word': ['zip', zip('word/report.docx', 'word/lab.pcapng'), /zip archive/],
  'an empty zip': ['zip', bytes('PK\x05\x06', new Uint8Array(18)), /zip archive/],
  'a rar': ['rar', bytes('Rar!\x1a\x07\x01\0'), /rar archive.*Unpack it first/],
  'a 7z': ['7z', hex('377abcaf271c0004'), /7z archive.*Unpack it first/],
  'a tar': ['tar', bytes('lab.pcap', new Uint8Array(249), 'ustar\x0000'), /tar archive.*Unpack it first/],
  bzip2: ['bzip2', bytes('BZh91AY&SY'), /bzip2/],
  xz: ['xz', hex('fd377a585a0000'), /xz/],
  lz4: ['lz4', hex('04224d1864'), /lz4/],
  'an old .doc': ['old-office', hex('d0cf11e0a1b11ae10000'), /old Office document/],
  RTF: ['rtf', bytes('{\\rtf1\\ansi'), /RTF/],
  'a PDF': ['pdf', bytes('%PDF-1.7\n%\xe2'), /PDF/],
  'a PNG': ['png', hex('89504e470d0a1a0a0000000d'), /picture.*no packets/],
  'a JPEG': ['jpeg', hex('ffd8ffe000104a464946'), /picture/],
  'a GIF': ['gif', bytes('GIF89a'), /picture/],
  'a WebP': ['webp', bytes('RIFF', little(4000), 'WEBPVP8 '), /picture/],
  'a phone video': ['video', bytes(u32(24), 'ftypisom', u32(512)), /photo or video/],
  snoop: ['snoop', bytes('snoop\0\0\0', u32(2), u32(4)), /snoop.*Save As/],
  'Network Monitor 2': ['netmon', bytes('GMBU', 0, 2, 1, 0), /Network Monitor.*Save As/],
  'Network Monitor 1': ['netmon', bytes('RTSS', 0, 1), /Network Monitor/],
  'an .etl': [
    'etl',
    bytes(little(0x10000), new Uint8Array(68), hex('020002c0'), new Uint8Array(200)),
    /event trace.*etl2pcap/,
  ],
  ERF: ['erf', bytes(erf(80), erf(80), erf(1524)), /ERF/],
  'a web page': ['html', bytes('\n<!DOCTYPE html>\n<html>'), /web page/],
  'a web page with a byte order mark': ['html', bytes('\ufeff<html lang="zh">'), /web page/],
  'a web page that begins with a comment': ['html', bytes('<!-- saved from url=(0031) -->\n<html>'), /web page/],
  PDML: ['pdml', bytes('<?xml version="1.0" encoding="utf-8"?>\n<pdml version="0" creator="wireshark">'), /XML/],
  PSML: ['pdml', bytes('<?xml version="1.0"?>\n<psml version="0">'), /XML/],
  'other XML': ['xml', bytes('<?xml version="1.0"?>\n<note>'), /XML/],
  CSV: ['csv', bytes('"No.","Time","Source","Destination","Protocol","Length","Info"\n"1","0.000000"'), /CSV/],
  JSON: ['json', bytes('[\n  {\n    "_index": "packets-2024-09-18",'), /JSON/],
  'saved as text': [
    'dissection',
    bytes('No.     Time           Source                Destination           Protocol Length Info\n      1 0.0'),
    /Wireshark's text.*not packets/,
  ],
  'an exported dissection': ['dissection', bytes('Frame 1: 74 bytes on wire (592 bits), 74'), /Wireshark's text/],
  'what tcpdump prints': [
    'tcpdump-text',
    bytes('15:01:32.461594 IP 192.168.0.52.58626 > 192.168.0.50.http: Flags [S], seq 1'),
    /tcpdump.*-w FILE/,
  ],
  'a hex dump': ['hex-dump', bytes('0000  00 00 00 01 00 06 00 0c  29 c2 89 0b 00 00 08 00\n'), /hex dump/],
  "xxd's hex dump": ['hex-dump', bytes('00000000: d4c3 b2a1 0200 0400 0000 0000 0000 0000\n'), /hex dump/],
  "Wireshark's boxed hex dump": [
    'hex-dump',
    bytes('+---------+---------------+----------+\n15:01:32,461,594   ETHER\n|0   |00|'),
    /hex dump/,
  ],
  'text in UTF-16': ['utf16', hex('fffed400c300'), /UTF-16.*PowerShell/],
  'Chinese text': ['text', bytes('实验报告：抓包分析\n'), /text file/],
  'a pcap cut in its header': ['cut-header', writePcap([]).subarray(0, 23), /breaks off after 23 bytes/],
  'a big-endian one': ['cut-header', writePcap([], {byteOrder: 'big'}).subarray(0, 4), /breaks off after 4 bytes/],
  'a pcapng cut in its header': [
    'cut-header',
    SECTION.subarray(0, SECTION.length - 1),
    new RegExp(`breaks off after ${SECTION.length - 1} bytes`),
  ],
  'a pcapng cut in its first words': ['cut-header', SECTION.subarray(0, 9), /breaks off after 9 bytes/],
  'a pcapng with Windows line ends': ['text-transfer', asText(/\n/g, '\r\n'), /binary mode/],
  'a pcapng with Unix line ends': ['text-transfer', asText(/\r\n/g, '\n'), /binary mode/],
  'a pcapng without carriage returns': ['text-transfer', asText(/\r/g, ''), /binary mode/],
  noise: ['unknown', noise(5000), /neither a pcap nor a pcapng/],
};

describe.each(Object.entries(STRANGERS))('%s', (_, [code, content, says]) => {
  it(`is ${code}`, async () => {
    const error = await openBytes('handed-in.pcapng', content).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(LabError);
    const {message, code: found, values, exitCode} = error as LabError;
    expect(found).toBe(`not-a-capture.${code}`);
    expect(message).toMatch(says);
    expect(message).toMatch(/^'handed-in\.pcapng' (is|was) .*\. [A-Z].*\.$/);
    expect(message).not.toContain('\n');
    expect(values).toMatchObject({file: 'handed-in.pcapng'});
    expect(exitCode).toBe(3);
  });

  it('is found inside gzip as well', async () => {
    if (content.length === 0) return;
    await expect(openBytes('handed-in.gz', gzipSync(content))).rejects.toMatchObject({
      code: `not-a-capture.${code}`,
      message: expect.stringMatching(/^'handed-in\.gz \(unpacked\)' /),
    });
  });

  it('fails in no other way wherever it is cut', () => {
    const step = Math.max(1, Math.floor(content.length / 200));
    for (let length = 0; length < content.length; length += step) {
      expect(() => sniff('cut', content.subarray(0, length))).toThrow(LabError);
    }
  });
});

it('a section header whose length is damaged is one all the same', () => {
  const damaged = SECTION.slice();
  damaged.set([0xff, 0xff, 0xff, 0xff], 4);
  expect(sniff('a', damaged)).toEqual({kind: 'pcapng'});
});

it('gzip inside gzip is named', async () => {
  const packed = gzipSync(gzipSync(writePcap([])));
  await expect(openBytes('a.gz', packed)).rejects.toMatchObject({code: 'not-a-capture.nested'});
});

it('gzip of nothing is named', async () => {
  await expect(openBytes('a.gz', gzipSync(''))).rejects.toMatchObject({code: 'not-a-capture.compressed-empty'});
});
