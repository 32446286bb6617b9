/** HTTP responses whose bodies are opened, each in a segment of its own connection. */
import {bytes, FLAG, hex, ipv4, sum16, tcp, u16, u32} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';
import type {Fixture} from './frames.ts';

const ENDS = {source: '10.0.0.2', destination: '10.0.0.1'};
let port = 41_000;

function response(type: string, body: Uint8Array | string): Uint8Array {
  const {length} = bytes(body);
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;
  const fields = {...ENDS, sourcePort: 80, destinationPort: port++, sequence: 1, acknowledgment: 1};
  return ipv4(ENDS, tcp({...fields, flags: FLAG.PSH | FLAG.ACK}, bytes(head, body)));
}

const request = (target: string): Uint8Array =>
  ipv4(
    {source: ENDS.destination, destination: ENDS.source},
    tcp(
      {
        source: ENDS.destination,
        destination: ENDS.source,
        sourcePort: port++,
        destinationPort: 80,
        sequence: 1,
        acknowledgment: 1,
        flags: FLAG.PSH | FLAG.ACK,
      },
      bytes(`GET ${target} HTTP/1.1\r\n\r\n`),
    ),
  );

/** RFC 3986 §2.2. */
export const TARGETS: Fixture = {
  name: 'request targets',
  linkType: LINKTYPE.raw,
  frames: [
    '/a,b/c,d',
    '/a;b=c',
    '/a=b',
    '/a(b)',
    '/a,',
    '/a,b?c=d&e',
    '/a%2Cb',
    '/?',
    '/x?a&&b',
    '/x?a,b=1,2',
    '*',
  ].map(request),
};

/** PNG §5.3; the CRC is not looked at. */
const chunk = (type: string, data: Uint8Array | string = bytes()) =>
  bytes(u32(bytes(data).length), type, data, u32(sum16(bytes(data))));
const png = (header: string, ...chunks: readonly Uint8Array[]) =>
  bytes(hex('89504e470d0a1a0a'), chunk('IHDR', bytes(u32(3), u32(2), hex(header))), ...chunks);

/** T.81 §B.1.1.4. */
const segment = (marker: number, data: Uint8Array | string) => bytes(0xff, marker, u16(bytes(data).length + 2), data);

const EXIF = hex(
  '4d4d002a 00000008 0005' +
    '0112 0003 00000001 00010000' +
    '011a 0005 00000001 0000004a' +
    '0131 0002 00000006 00000052' +
    '9000 0007 00000004 30323231' +
    '8769 0004 00000001 00000058' +
    '00000000' +
    '000b4000 00002710' +
    '617069720000' +
    '0002 a001 0003 00000001 ffff0000 a002 0009 00000001 ffffffff 00000000',
);

const FRAME_HEADER = hex('08 0010 0020 02 01 22 00 02 11 01');

export const BODIES: Fixture = {
  name: 'bodies',
  linkType: LINKTYPE.raw,
  frames: [
    response(
      'application/json',
      '{"a":"x\\u0041\\/\\n\\"q\\\\","b":[1,"s",null,true,[2]],"c":{"d":1.5e3},"e":false, "f":{}, "g":[]}',
    ),
    response('application/problem+json', '\n[1234567890, 0.1,123456789012345678, -0.5, 1e-7, 1E22,-0, {"é":"ü"}]\n'),
    response('application/json', '{"a":1} rest\nmore'),
    response('application/json', 'none'),
    response(
      'text/xml',
      '<?xml version="1.0"?>\n<!DOCTYPE a [ <!ENTITY x "y"> ]>\n<!-- c -->\n<a x="1" y = \'two\'>text &amp; more\n' +
        ' lines <b/>tail<c></c><![CDATA[raw <x>]]></a>\nafter\n',
    ),
    response('image/svg+xml', '<a/><b q="%3C">é</b></c>\n<d><e></d>unclosed'),
    response(
      'multipart/form-data; boundary=XX',
      'pre\r\n--XX\r\nContent-Type: text/plain\r\n\r\nhello\r\nworld\r\n--XX\r\nContent-Disposition: form-data; name="a"' +
        '\r\n\r\nvalue\r\n--XX\r\nContent-Type: image/webp\r\nX-Other: 1\r\n two\r\n\r\nRIFF\r\n--XX--\r\nepilogue',
    ),
    response(
      'multipart/mixed; boundary="X Y"',
      '--X Y\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n--X Y--\r\n',
    ),
    response(
      'image/png',
      png(
        '0802000001',
        chunk('gAMA', u32(45_455)),
        chunk('cHRM', bytes(...[31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6000].map(u32))),
        chunk('tEXt', 'Software\0by hand'),
        chunk('tRNS', hex('000100020003')),
        chunk('pHYs', hex('000000010000000200')),
        chunk('sRGB', hex('01')),
        chunk('tIME', hex('07e6 01 02 03 04 05')),
        chunk('bKGD', hex('000100020003')),
        chunk('prIv', 'zz'),
        chunk('IEND'),
      ),
    ),
    response('image/png', png('0803000000', chunk('bKGD', hex('05')), chunk('IDAT', 'abc').subarray(0, 11))),
    response('image/png', png('0800000000', chunk('bKGD', hex('0005')), chunk('IEND'))),
    response(
      'image/gif',
      bytes(
        'GIF89a',
        hex('04000400 f0 00 00 000000ffffff 21f904 00000000 00 2c 00000000 04000400 80 010203040506 02'),
        hex('024401 00 3b'),
      ),
    ),
    response('image/gif', bytes('GIF87a', hex('04000400 00 00 00 21fe03 616263 00 3b'))),
    response(
      'image/jpeg',
      bytes(
        hex('ffd8'),
        segment(0xe0, hex('4a46494600 0102 01 0048 0048 01 01 616263')),
        segment(0xe0, hex('4a46585800 10')),
        segment(0xe2, 'ICC_PROFILE\0abc'),
        segment(0xfe, 'a comment\n'),
        segment(0xdb, new Uint8Array(5)),
        segment(0xc2, FRAME_HEADER),
        segment(0xda, hex('01 01 11 00 3f 00')),
        hex('616263ff0064 ffd0 65ff00 ffd9'),
      ),
    ),
    response('image/jpeg', bytes(hex('ffd8'), segment(0xe1, bytes('Exif\0\0', EXIF)), hex('ffd9'))),
    response('image/jpeg', 'no picture'),
  ],
};
