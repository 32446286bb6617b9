import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, describe, expect, test} from 'vitest';
import {openBytes, openCapture} from '../../src/capture/index.ts';
import {LabError} from '../../src/model/errors.ts';
import {bytes} from '../support/craft.ts';

const zip = (...names: string[]) => bytes('PK\u0003\u0004', new Uint8Array(26), ...names, 'data');

const STRANGERS: Record<string, readonly [content: Uint8Array, says: RegExp]> = {
  empty: [new Uint8Array(0), /is empty/],
  'a .docx': [zip('[Content_Types].xml', 'word/document.xml'), /Word document/],
  'an .xlsx': [zip('[Content_Types].xml', 'xl/workbook.xml'), /Excel workbook/],
  'a zip': [zip('lab1.pcapng'), /zip archive.*Unpack it first/],
  'a rar': [bytes('Rar!\u001a\u0007'), /rar archive/],
  'an old .doc': [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), /old Office document/],
  'a PDF': [bytes('%PDF-1.7\n'), /is a PDF/],
  'a screenshot': [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), /picture.*screenshot holds no packets/],
  'a web page': [bytes('\n<!DOCTYPE html><html>'), /web page/],
  'saved as text': [
    bytes('No.     Time           Source                Destination           Protocol Length Info\n      1 0.000000'),
    /text of the packets/,
  ],
  'exported dissection': [bytes('Frame 1: 74 bytes on wire (592 bits), 74 bytes captured'), /text of the packets/],
  'exported CSV': [bytes('"No.","Time","Source","Destination","Protocol","Length","Info"\n'), /CSV/],
  'exported JSON': [bytes('[\n  {\n    "_index": "packets-2024"'), /JSON/],
  PDML: [bytes('<?xml version="1.0"?>\n<pdml version="0">'), /XML/],
  'a hex dump': [bytes('0000  00 00 00 01 00 06 00 0c  29 c2 89 0b\n'), /hex dump/],
  'Chinese text': [bytes('实验报告\n'), /text file/],
  'UTF-16 text': [Uint8Array.of(0xff, 0xfe, 0x41, 0), /UTF-16/],
  snoop: [bytes('snoop\0\0\0', new Uint8Array(8)), /snoop/],
  'a cut header': [Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0), /breaks off/],
  noise: [Uint8Array.from({length: 64}, (_, i) => (i * 37) & 255), /neither a pcap nor a pcapng/],
  'gzip of text': [gzipSync('hello\n'), /text file/],
};

describe.each(Object.entries(STRANGERS))('%s', (_, [content, says]) => {
  test('gets one sentence that says what it is and what to do', async () => {
    const failure = await openBytes('handed-in.pcapng', content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LabError);
    const {message, code} = failure as LabError;
    expect(message).toMatch(says);
    expect(message).toMatch(/^'handed-in\.pcapng/);
    expect(message).not.toContain('\n');
    expect(code).toMatch(/^not-a-capture\./);
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test('a missing one and a folder say so', async () => {
    await expect(openCapture(join(folder, 'none.pcap'))).rejects.toThrow(/There is no file/);
    await expect(openCapture(folder)).rejects.toThrow(/is a folder/);
  });

  test('the name plays no part', async () => {
    const path = join(folder, 'capture.docx');
    writeFileSync(path, bytes(Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0), new Uint8Array(12), 1, 0, 0, 0));
    const capture = await openCapture(path);
    expect(capture).toMatchObject({file: 'capture.docx', format: 'pcap'});
    expect(capture.issues.map(({code}) => code)).toEqual(['capture.no-packets']);
    capture.close();
  });
});
