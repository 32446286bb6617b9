/** Everything that is handed in by mistake: how its first bytes give it away, what it is, and what to do instead. */
export interface Stranger {
  readonly code: string;
  readonly is: (b: Uint8Array) => boolean;
  readonly what: string;
  readonly advice: string;
}

const SAVE_AS = 'In Wireshark choose File > Save As… and pick "pcapng".';
const CONVERT = `Open it in Wireshark, choose File > Save As… and pick "pcapng".`;
const UNPACK = 'Unpack it first and name the capture inside.';
const UNPACK_ONE = 'Unpack it first; gzip and zstd are understood as they are.';
const PICTURE = `A picture holds no packets. ${SAVE_AS}`;
const TEXT = `It holds text, not packets. ${SAVE_AS}`;
const REPORT = `A report holds no packets. ${SAVE_AS}`;

const starts =
  (...prefix: number[]) =>
  (b: Uint8Array) =>
    prefix.every((byte, at) => b[at] === byte);
const ascii = (text: string) => starts(...new TextEncoder().encode(text));
const latin1 = (b: Uint8Array): string => new TextDecoder('latin1').decode(b);
const textOf = (b: Uint8Array): string => latin1(b.subarray(0, 4096)).replace(/^\xef\xbb\xbf/, '');
const u16le = (b: Uint8Array, at: number): number => (b[at] ?? 0) | ((b[at + 1] ?? 0) << 8);
const u32le = (b: Uint8Array, at: number): number => u16le(b, at) + u16le(b, at + 2) * 0x10000;

/** No control characters but white space and escape. */
const isText = (b: Uint8Array): boolean =>
  !b.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
const isTextThat = (pattern: RegExp) => (b: Uint8Array) => isText(b) && pattern.test(textOf(b));

const isZip = (b: Uint8Array): boolean => ascii('PK\x03\x04')(b) || ascii('PK\x05\x06')(b);

/** Names in the local headers (APPNOTE §4.3.7: 26 length of the name, 30 the name), which begin with a signature. */
const zipNames = (b: Uint8Array): string[] =>
  latin1(b)
    .split('PK\x03\x04')
    .slice(1)
    .map((header) => header.slice(26, 26 + header.charCodeAt(22) + 256 * header.charCodeAt(23)));

const officeWith = (folder: string) => (b: Uint8Array) => {
  if (!isZip(b)) return false;
  const names = zipNames(b);
  return names.includes('[Content_Types].xml') && names.some((name) => name.startsWith(folder));
};

/** Endace's records: 0 time, little-endian fraction and seconds  8 type  10 length, big-endian. Two or more must fit. */
function isErf(b: Uint8Array): boolean {
  if (isText(b)) return false;
  let at = 0;
  let records = 0;
  while (at + 16 <= b.length && records < 8) {
    const type = (b[at + 8] as number) & 0x7f;
    const length = ((b[at + 10] as number) << 8) | (b[at + 11] as number);
    const seconds = u32le(b, at + 4);
    if (type < 1 || type > 48 || length < 16 || seconds < 0x30000000 || seconds > 0x80000000) return false;
    at += length;
    records++;
  }
  return records > 1 || (records === 1 && at === b.length);
}

/** WMI_BUFFER_HEADER: 0 size of the buffer; at 72 the first event's header, version 2 and the mark 0xc0 of a system event. */
const isEtl = (b: Uint8Array): boolean => {
  const size = u32le(b, 0);
  return size >= 1024 && size <= 1 << 24 && size % 1024 === 0 && u16le(b, 72) === 2 && b[75] === 0xc0;
};

/** A pcapng begins 0a 0d 0d 0a for this reason: a transfer as text turns one line end into another. */
function isTextTransfer(b: Uint8Array): boolean {
  const lineEnds = b.subarray(0, 8).findIndex((byte) => byte !== 0x0a && byte !== 0x0d);
  const byteOrder = u32le(b, lineEnds + 4);
  return lineEnds > 1 && (byteOrder === 0x1a2b3c4d || byteOrder === 0x4d3c2b1a);
}

/** Tried in this order. */
export const STRANGERS: readonly Stranger[] = [
  {code: 'word', is: officeWith('word/'), what: 'is a Word document (.docx)', advice: REPORT},
  {code: 'excel', is: officeWith('xl/'), what: 'is an Excel workbook (.xlsx)', advice: TEXT},
  {code: 'powerpoint', is: officeWith('ppt/'), what: 'is a PowerPoint presentation (.pptx)', advice: REPORT},
  {
    code: 'office',
    is: (b) => isZip(b) && /^.{30}(mimetypeapplication\/vnd\.oasis|\[Content_Types\]\.xml)/s.test(latin1(b)),
    what: 'is an office document',
    advice: REPORT,
  },
  {code: 'zip', is: isZip, what: 'is a zip archive', advice: UNPACK},
  {code: 'rar', is: ascii('Rar!'), what: 'is a rar archive', advice: UNPACK},
  {code: '7z', is: starts(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), what: 'is a 7z archive', advice: UNPACK},
  {code: 'tar', is: (b) => ascii('ustar')(b.subarray(257)), what: 'is a tar archive', advice: UNPACK},
  {code: 'bzip2', is: ascii('BZh'), what: 'is compressed with bzip2', advice: UNPACK_ONE},
  {code: 'xz', is: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a), what: 'is compressed with xz', advice: UNPACK_ONE},
  {code: 'lz4', is: starts(0x04, 0x22, 0x4d, 0x18), what: 'is compressed with lz4', advice: UNPACK_ONE},
  {
    code: 'old-office',
    is: starts(0xd0, 0xcf, 0x11, 0xe0),
    what: 'is an old Office document (.doc, .xls, .ppt)',
    advice: REPORT,
  },
  {code: 'rtf', is: ascii('{\\rtf'), what: 'is a text document (RTF)', advice: REPORT},
  {code: 'pdf', is: ascii('%PDF'), what: 'is a PDF', advice: REPORT},
  {code: 'png', is: starts(0x89, 0x50, 0x4e, 0x47), what: 'is a picture (PNG)', advice: PICTURE},
  {code: 'jpeg', is: starts(0xff, 0xd8, 0xff), what: 'is a picture (JPEG)', advice: PICTURE},
  {code: 'gif', is: ascii('GIF8'), what: 'is a picture (GIF)', advice: PICTURE},
  {code: 'webp', is: (b) => ascii('RIFF')(b) && ascii('WEBP')(b.subarray(8)), what: 'is a picture', advice: PICTURE},
  {code: 'video', is: (b) => ascii('ftyp')(b.subarray(4)), what: 'is a photo or video (HEIC, MP4)', advice: PICTURE},
  {code: 'snoop', is: ascii('snoop\0\0\0'), what: 'is a Solaris snoop capture', advice: CONVERT},
  {
    code: 'netmon',
    is: (b) => ascii('GMBU')(b) || ascii('RTSS')(b),
    what: 'is a Microsoft Network Monitor capture',
    advice: CONVERT,
  },
  {code: 'sniffer', is: ascii('TRSNIFF data'), what: 'is a Network General Sniffer capture', advice: CONVERT},
  {code: 'netxray', is: ascii('XCP\0'), what: 'is a NetXray or Windows Sniffer capture', advice: CONVERT},
  {
    code: 'etl',
    is: isEtl,
    what: 'is a Windows event trace (.etl)',
    advice:
      'Convert it to pcapng first: `pktmon etl2pcap FILE` for a trace of pktmon, the tool etl2pcapng for one of netsh.',
  },
  {code: 'erf', is: isErf, what: 'is an Endace ERF capture', advice: CONVERT},
  {
    code: 'text-transfer',
    is: isTextTransfer,
    what: 'was a pcapng capture, but its line ends were changed on the way, as when a file is sent as text',
    advice: 'Transfer it again in binary mode, or packed as a zip.',
  },
  {
    code: 'utf16',
    is: (b) => starts(0xff, 0xfe)(b) || starts(0xfe, 0xff)(b),
    what: 'is text in UTF-16',
    advice: `It may come from a \`>\` in PowerShell, which spoils captures: let the capturing program write the file (-w FILE). ${SAVE_AS}`,
  },
  {code: 'pdml', is: isTextThat(/<pdml|<psml/), what: 'is a dissection exported as XML', advice: TEXT},
  {
    code: 'html',
    is: isTextThat(/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body)\b/i),
    what: 'is a web page (HTML)',
    advice: 'Perhaps a login or download page was saved in place of the file: download the capture again.',
  },
  {
    code: 'csv',
    is: isTextThat(/^"?No\."?,"?Time"?,/),
    what: 'is a packet list exported as CSV',
    advice: TEXT,
  },
  {
    code: 'json',
    is: isTextThat(/^\s*(\[\s*(\{|\])|\{\s*["}])/),
    what: 'is a JSON file',
    advice: TEXT,
  },
  {
    code: 'dissection',
    is: isTextThat(/^\s*(No\.\s+Time\s+Source|Frame \d+: \d+ bytes on wire)/),
    what: "is Wireshark's text of the packets (exported or saved as text)",
    advice: TEXT,
  },
  {
    code: 'tcpdump-text',
    is: isTextThat(/^(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{6,9} (IP6?|ARP|[\da-f]{2}:)/),
    what: 'is what tcpdump prints',
    advice: 'It holds text, not packets: let tcpdump write a capture with `-w FILE`.',
  },
  {
    code: 'hex-dump',
    is: isTextThat(/^\s*(\+-|0{3,8}:?\s+([0-9a-f]{2}\s+){4}|0{7,8}:\s+([0-9a-f]{4}\s+){2})/i),
    what: 'is a hex dump as text',
    advice: TEXT,
  },
  {code: 'xml', is: isTextThat(/^\s*<\?xml/), what: 'is an XML file', advice: TEXT},
  {code: 'text', is: isText, what: 'is a text file', advice: TEXT},
];

export const UNKNOWN_ADVICE = SAVE_AS;
