import {describe, expect, test} from 'vitest';
import {questionOf} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import type {Report} from '../../../src/model/report.ts';
import {ladderPackets} from '../../support/ladder.ts';
import {writePcap, writePcapng} from '../../support/pcap-file.ts';
import {reportOf, reportOn} from '../../support/report.ts';

const en = plainLocale('en');
const {cannotAnswer} = en;
const ask = (id: string, report: Report) => questionOf(id)?.answer(report, en);
const answer = async (id: string, drawing: string) => ask(id, await reportOf(drawing));

/** A packet a millisecond; the request has 14 + 20 + 32 + 28 bytes, and its response comes in two segments. */
const VISIT = `
  C1>S SYN seq=9
  C>S SYN seq=100 mss=1460 ts=1/0
  S>C SYN,ACK seq=500 ack=101 mss=1460 ts=1/1
  C>S ACK seq=101 ack=501 ts=2/1
  C>S PSH,ACK seq=101 ack=501 ts=2/1 "GET / HTTP/1.1\\r\\nHost: ab\\r\\n\\r\\n"
  S>C ACK seq=501 ack=129 ts=2/2
  +10ms
  S>C ACK seq=501 ack=129 ts=2/2 "HTTP/1.1 200 OK\\r\\nContent-Length: 4\\r\\n\\r\\nab"
  S>C PSH,ACK seq=541 ack=129 ts=2/2 "cd"
`;
const NO_HTTP = 'C>S SYN seq=100';

/** The drawn packets as pcapng, with what only pcapng says. */
function recorded(drawing: string, more: {name?: string; description?: string; application?: string} = {}) {
  const packets = ladderPackets(drawing).map((packet) => ({block: 'packet' as const, ...packet}));
  const {application, ...interfaceOptions} = more;
  return reportOn(
    'drawn.pcapng',
    writePcapng([
      {block: 'section', options: application === undefined ? [] : [[4, application]]},
      {block: 'interface', ...interfaceOptions},
      ...packets,
      {block: 'statistics', dropped: 3},
    ]),
  );
}

test('capture-packets: all of them, not those of one connection', async () => {
  expect(await answer('capture-packets', VISIT)).toMatchObject({
    value: {kind: 'number', value: 8},
    frames: [1, 8],
    mistakes: [{value: {value: 7}, says: expect.stringContaining('tcp.stream == 1')}],
  });
  expect(ask('capture-packets', await reportOn('empty.pcap', writePcap([])))).toEqual({
    because: cannotAnswer.noPackets,
  });
});

test('connection-packets: both directions', async () => {
  expect(await answer('connection-packets', VISIT)).toMatchObject({
    value: {value: 7},
    frames: [2, 8],
    mistakes: [{value: {value: 8}}, {value: {value: 3}}, {value: {value: 4}}],
  });
  expect(ask('connection-packets', await reportOn('empty.pcap', writePcap([])))).toEqual({
    because: cannotAnswer.noConnection,
  });
});

describe('capture-duration', () => {
  test('from the first to the last packet', async () => {
    expect(await answer('capture-duration', VISIT)).toMatchObject({
      value: {value: 0.017, unit: 'seconds'},
      frames: [1, 8],
      working: [expect.stringContaining('T22:13:20.017000000Z'), expect.stringContaining('0.017000000 s')],
      mistakes: [{value: {value: 17}}],
    });
  });
  test('a capture of one packet takes no time', async () => {
    expect(await answer('capture-duration', NO_HTTP)).toMatchObject({value: {value: 0}, frames: [1]});
  });
  test('packets out of order have no first and last one', async () => {
    const [first, ...rest] = ladderPackets(VISIT);
    const report = await reportOn('drawn.pcap', writePcap([...rest, ...(first ? [first] : [])]));
    expect(ask('capture-duration', report)).toEqual({because: cannotAnswer.timesOutOfOrder});
  });
});

describe('capture-interface', () => {
  test('its name, or its description', async () => {
    expect(ask('capture-interface', await recorded(VISIT, {name: 'en0', description: 'Wi-Fi'}))).toMatchObject({
      value: {kind: 'text', value: 'en0'},
      also: [{value: 'Wi-Fi'}],
      frames: [1, 8],
      mistakes: [{value: {value: '0'}}],
    });
  });
  test('on Windows people know the description', async () => {
    const report = await recorded(VISIT, {name: '\\Device\\NPF_{AB}', description: 'WLAN'});
    expect(ask('capture-interface', report)).toMatchObject({
      value: {value: 'WLAN'},
      also: [{value: '\\Device\\NPF_{AB}'}],
    });
  });
  test('a file that does not say it, and one of several interfaces', async () => {
    expect(await answer('capture-interface', VISIT)).toEqual({because: cannotAnswer.noInterfaceName});
    const [packet] = ladderPackets(NO_HTTP);
    const report = await reportOn(
      'drawn.pcapng',
      writePcapng([
        {block: 'section'},
        {block: 'interface', name: 'en0'},
        {block: 'interface', name: 'en1'},
        ...(packet ? [{block: 'packet' as const, ...packet}] : []),
      ]),
    );
    expect(ask('capture-interface', report)).toEqual({because: cannotAnswer.severalInterfaces});
  });
});

test('capture-application: as the file has it, or shorter', async () => {
  const report = await recorded(VISIT, {application: 'Dumpcap (Wireshark) 4.2.0 (v4.2.0-0-g54ee)'});
  expect(ask('capture-application', report)).toMatchObject({
    value: {value: 'Dumpcap (Wireshark) 4.2.0 (v4.2.0-0-g54ee)'},
    also: [
      {value: 'Dumpcap (Wireshark) 4.2.0'},
      {value: 'Dumpcap'},
      {value: 'Dumpcap 4.2.0'},
      {value: 'Wireshark'},
      {value: 'Wireshark 4.2.0'},
      {value: 'Dumpcap (Wireshark)'},
    ],
    frames: [1, 8],
  });
  expect(await answer('capture-application', VISIT)).toEqual({because: cannotAnswer.noApplication});
});

test('dropped-packets', async () => {
  expect(ask('dropped-packets', await recorded(VISIT))).toMatchObject({value: {value: 3}, frames: [1, 8]});
  expect(await answer('dropped-packets', VISIT)).toEqual({because: cannotAnswer.noDropCount});
});

test('request-time: since the first packet', async () => {
  expect(await answer('request-time', VISIT)).toMatchObject({
    value: {value: 0.004, unit: 'seconds'},
    frames: [1, 5],
    mistakes: [{value: {value: 4}}],
  });
  expect(await answer('request-time', NO_HTTP)).toEqual({because: cannotAnswer.noRequest});
});

describe('response-time', () => {
  test('to the frame in which the response is complete; neither its ACK nor its first segment', async () => {
    expect(await answer('response-time', VISIT)).toMatchObject({
      value: {value: 0.013, unit: 'seconds'},
      frames: [5, 8],
      working: [
        expect.anything(),
        expect.anything(),
        expect.stringContaining('0.017000000 − 0.004000000 = 0.013000000'),
      ],
      mistakes: [
        {value: {value: 0.001}, says: expect.stringContaining('Frame 6 only acknowledges')},
        {value: {value: 0.012}, says: expect.stringContaining('frame 7')},
        {value: {value: 13}},
      ],
    });
  });
  test('a response of one segment has no other beginning', async () => {
    const drawing = `
      C>S SYN seq=100
      S>C SYN,ACK seq=500 ack=101
      C>S ACK
      C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: ab\\r\\n\\r\\n"
      S>C PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\n"
    `;
    expect(await answer('response-time', drawing)).toMatchObject({
      value: {value: 0.001},
      frames: [4, 5],
      mistakes: [{value: {value: 1}}],
    });
  });
  test('without a whole response', async () => {
    const cut = VISIT.trimEnd().split('\n').slice(0, -1).join('\n');
    expect(await answer('response-time', cut)).toEqual({because: cannotAnswer.noResponse});
  });
});

test('request-frame-protocols: with the table of EtherTypes, as Wireshark lists it', async () => {
  expect(await answer('request-frame-protocols', VISIT)).toMatchObject({
    value: {kind: 'text', value: 'eth:ethertype:ip:tcp:http'},
    also: [{value: 'eth:ip:tcp:http'}],
    frames: [5],
    mistakes: [{value: {value: 'http'}}],
  });
  const head = 'POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Type: multipart/form-data; boundary=a\\r\\nContent-Length: 8';
  const parts = `C>S PSH,ACK seq=1 ack=1 "${head}\\r\\n\\r\\n--a--\\r\\n "`;
  expect(await answer('request-frame-protocols', parts)).toEqual({because: cannotAnswer.otherProtocols});
  expect(await answer('request-frame-protocols', NO_HTTP)).toEqual({because: cannotAnswer.noRequest});
});

describe('request-frame-lengths', () => {
  test('bytes, not bits', async () => {
    expect(await answer('request-frame-lengths', VISIT)).toMatchObject({
      value: {values: [94, 94], unit: 'bytes'},
      frames: [5],
      mistakes: [{value: {values: [752, 752]}}, {value: {values: [752, 94]}}],
    });
  });
  test('of a frame that was cut', async () => {
    const packets = ladderPackets(VISIT).map((packet) => ({...packet, originalLength: packet.bytes.length + 100}));
    expect(ask('request-frame-lengths', await reportOn('drawn.pcap', writePcap(packets)))).toMatchObject({
      value: {values: [194, 94]},
      working: [expect.anything(), expect.stringContaining('100 bytes were not recorded')],
      mistakes: [{value: {values: [94, 194]}}, {value: {values: [1552, 752]}}, {value: {values: [1552, 94]}}],
    });
  });
});

test('request-frame-bits: eight times the bytes', async () => {
  expect(await answer('request-frame-bits', VISIT)).toMatchObject({
    value: {value: 752, unit: 'bits'},
    frames: [5],
    mistakes: [{value: {value: 94}}],
  });
});

describe('request-frame-headers', () => {
  test('they add up to the frame', async () => {
    expect(await answer('request-frame-headers', VISIT)).toMatchObject({
      value: {values: [14, 20, 32, 28], unit: 'bytes'},
      frames: [5],
      working: [expect.anything(), expect.anything(), expect.stringContaining('14 + 20 + 32 + 28 = 94')],
      mistakes: [
        {value: {values: [14, 20, 20, 28]}, says: expect.stringContaining('32 bytes')},
        {value: {values: [14, 5, 8, 28]}},
        {value: {values: [14, 20, 32, 94]}},
      ],
    });
  });
  test('a header without options is no mistake', async () => {
    const found = await answer('request-frame-headers', VISIT.replaceAll(/ ts=\S+/g, ''));
    expect(found).toMatchObject({
      value: {values: [14, 20, 20, 28]},
      working: [expect.not.stringContaining('options'), expect.anything(), expect.anything()],
      mistakes: [{value: {values: [14, 5, 5, 28]}}, {value: {values: [14, 20, 20, 82]}}],
    });
  });
});

test('request-overhead: the headers below HTTP', async () => {
  expect(await answer('request-overhead', VISIT)).toMatchObject({
    value: {value: 66, unit: 'bytes'},
    frames: [5],
    mistakes: [{value: {value: 52}}, {value: {value: 54}}, {value: {value: 28}}],
  });
});

test('syn-frame-length: headers are bytes of the frame too', async () => {
  expect(await answer('syn-frame-length', VISIT)).toMatchObject({
    value: {value: 70, unit: 'bytes'},
    frames: [2],
    mistakes: [{value: {value: 560}}, {value: {value: 56}}, {value: {value: 0}}],
  });
  expect(await answer('syn-frame-length', 'C>S PSH,ACK "GET / HTTP/1.1\\r\\n\\r\\n"')).toEqual({
    because: cannotAnswer.noSyn,
  });
});
