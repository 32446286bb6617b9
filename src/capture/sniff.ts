import {LabError} from '../model/errors.ts';
import {PCAP_HEADER_LENGTH, type PcapHeader, pcapHeader, u32} from './pcap.ts';
import {SECTION_HEADER} from './pcapng.ts';
import type {Compression} from './unpack.ts';

/** What a file is by its first bytes; its name plays no part. */
export type Sniffed =
  | {readonly kind: 'pcap'; readonly header: PcapHeader}
  | {readonly kind: 'pcapng'}
  | {readonly kind: 'compressed'; readonly compression: Compression};

/** As many bytes as any of the tests below looks at. */
export const SNIFF_LENGTH = 4096;

const SAVE_AS = 'In Wireshark choose File > Save As and the type "Wireshark/... - pcapng", then hand in that file.';

/** Recognises a capture by its first bytes, or throws a LabError that says what the file is and what to do. */
export function sniff(file: string, b: Uint8Array): Sniffed {
  if (b.length === 0)
    throw notCapture(file, 'empty', 'is empty (0 bytes)', `The recording or the upload failed. ${SAVE_AS}`);
  const header = pcapHeader(b);
  if (header) return {kind: 'pcap', header};
  if (b.length >= 12 && u32(b, 0, true) === SECTION_HEADER) return {kind: 'pcapng'};
  if (b[0] === 0x1f && b[1] === 0x8b) return {kind: 'compressed', compression: 'gzip'};
  if (b.length >= 4 && u32(b, 0, true) === 0xfd2fb528) return {kind: 'compressed', compression: 'zstd'};
  if (cutHeader(b)) {
    throw notCapture(
      file,
      'cut-header',
      `is a capture that breaks off after ${b.length} bytes, inside its header`,
      'Nothing can be read from it: copy or record it again.',
    );
  }
  for (const {code, is, what, advice} of STRANGERS) {
    if (is(b)) throw notCapture(file, code, what, advice);
  }
  throw notCapture(file, 'unknown', 'is neither a pcap nor a pcapng capture', SAVE_AS);
}

function notCapture(file: string, code: string, what: string, advice: string): LabError {
  return new LabError(`not-a-capture.${code}`, `'${file}' ${what}. ${advice}`, {values: {file}});
}

function cutHeader(b: Uint8Array): boolean {
  if (b.length >= PCAP_HEADER_LENGTH || b.length < 4) return false;
  const magics = [0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34, SECTION_HEADER];
  return magics.includes(u32(b, 0, true)) || magics.includes(u32(b, 0, false));
}

interface Stranger {
  readonly code: string;
  readonly is: (b: Uint8Array) => boolean;
  readonly what: string;
  readonly advice: string;
}

const starts =
  (...prefix: number[]) =>
  (b: Uint8Array) =>
    prefix.every((byte, at) => b[at] === byte);
const ascii = (text: string) => starts(...new TextEncoder().encode(text));
const latin1 = (b: Uint8Array): string => new TextDecoder('latin1').decode(b.subarray(0, SNIFF_LENGTH));
const says = (pattern: RegExp) => (b: Uint8Array) => pattern.test(latin1(b));
const zipWith = (pattern: RegExp) => (b: Uint8Array) => ascii('PK')(b) && says(pattern)(b);
const isText = (b: Uint8Array): boolean => {
  const sample = b.subarray(0, SNIFF_LENGTH);
  return !sample.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
};

const REPORT = 'That is the report, not the capture. ';

/** Everything that is handed in by mistake, tried in this order. */
const STRANGERS: readonly Stranger[] = [
  {
    code: 'word',
    is: zipWith(/word\/|\[Content_Types\]\.xml[\s\S]*word/),
    what: 'is a Word document (.docx)',
    advice: REPORT + SAVE_AS,
  },
  {code: 'excel', is: zipWith(/xl\//), what: 'is an Excel workbook (.xlsx)', advice: SAVE_AS},
  {code: 'powerpoint', is: zipWith(/ppt\//), what: 'is a PowerPoint file (.pptx)', advice: SAVE_AS},
  {
    code: 'office',
    is: zipWith(/\[Content_Types\]\.xml|mimetypeapplication\/vnd\.oasis/),
    what: 'is an office document',
    advice: REPORT + SAVE_AS,
  },
  {code: 'zip', is: ascii('PK'), what: 'is a zip archive', advice: 'Unpack it first and name the capture inside.'},
  {code: 'rar', is: ascii('Rar!'), what: 'is a rar archive', advice: 'Unpack it first and name the capture inside.'},
  {
    code: '7z',
    is: starts(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
    what: 'is a 7z archive',
    advice: 'Unpack it first and name the capture inside.',
  },
  {
    code: 'bzip2',
    is: ascii('BZh'),
    what: 'is compressed with bzip2',
    advice: 'Unpack it first; gzip and zstd are understood.',
  },
  {
    code: 'xz',
    is: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a),
    what: 'is compressed with xz',
    advice: 'Unpack it first; gzip and zstd are understood.',
  },
  {
    code: 'lz4',
    is: starts(0x04, 0x22, 0x4d, 0x18),
    what: 'is compressed with lz4',
    advice: 'Unpack it first; gzip and zstd are understood.',
  },
  {
    code: 'old-office',
    is: starts(0xd0, 0xcf, 0x11, 0xe0),
    what: 'is an old Office document (.doc, .xls)',
    advice: REPORT + SAVE_AS,
  },
  {code: 'pdf', is: ascii('%PDF'), what: 'is a PDF', advice: REPORT + SAVE_AS},
  {
    code: 'png',
    is: starts(0x89, 0x50, 0x4e, 0x47),
    what: 'is a picture (PNG)',
    advice: `A screenshot holds no packets. ${SAVE_AS}`,
  },
  {
    code: 'jpeg',
    is: starts(0xff, 0xd8, 0xff),
    what: 'is a picture (JPEG)',
    advice: `A screenshot holds no packets. ${SAVE_AS}`,
  },
  {
    code: 'snoop',
    is: ascii('snoop\0\0\0'),
    what: 'is a Solaris snoop capture',
    advice: 'Open it in Wireshark and save it as pcapng.',
  },
  {
    code: 'netmon',
    is: says(/^(RTSS|GMBU)/),
    what: 'is a Microsoft Network Monitor capture',
    advice: 'Open it in Wireshark and save it as pcapng.',
  },
  {
    code: 'ngsniffer',
    is: ascii('TRSNIFF data'),
    what: 'is a Sniffer capture',
    advice: 'Open it in Wireshark and save it as pcapng.',
  },
  {
    code: 'pdml',
    is: says(/<pdml|<psml/),
    what: 'is a dissection exported as XML',
    advice: `It holds text, not packets. ${SAVE_AS}`,
  },
  {
    code: 'html',
    is: says(/^\s*(?:\ufeff|\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)/i),
    what: 'is a web page (HTML)',
    advice: `Perhaps the download page was saved instead of the file. ${SAVE_AS}`,
  },
  {
    code: 'csv',
    is: says(/^(?:\xef\xbb\xbf)?"?No\."?,"?Time"?,/),
    what: 'is a packet list exported as CSV',
    advice: `It holds text, not packets. ${SAVE_AS}`,
  },
  {
    code: 'json',
    is: (b) => isText(b) && says(/^(?:\xef\xbb\xbf)?\s*[[{]\s*["{[\]}]/)(b),
    what: 'is a JSON file',
    advice: `It holds text, not packets. ${SAVE_AS}`,
  },
  {
    code: 'dissection',
    is: (b) => isText(b) && says(/^(?:\xef\xbb\xbf)?\s*(?:No\.\s+Time\s+Source|Frame \d+: \d+ bytes on wire)/)(b),
    what: "is Wireshark's text of the packets (exported or saved as text)",
    advice: `The packets themselves are missing. ${SAVE_AS}`,
  },
  {
    code: 'hex-dump',
    is: (b) => isText(b) && says(/^\s*0000(?:00)?[\s:]+(?:[0-9a-f]{2}\s+){4}/i)(b),
    what: 'is a hex dump as text',
    advice: SAVE_AS,
  },
  {
    code: 'utf16',
    is: (b) => starts(0xff, 0xfe)(b) || starts(0xfe, 0xff)(b),
    what: 'is a text file (UTF-16)',
    advice: SAVE_AS,
  },
  {code: 'text', is: isText, what: 'is a text file', advice: SAVE_AS},
];
