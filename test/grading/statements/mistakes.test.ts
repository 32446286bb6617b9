import {expect, test} from 'vitest';
import {statementsOn, told} from '../../support/statements.ts';

const wrong = async (...given: Parameters<typeof statementsOn>): Promise<string[]> =>
  told(await statementsOn(...given), 'contradicts');

test.each([
  '发出 11 号报文以后，因为在一定时间内没有收到服务器的应答，客户端又发送了 12 号报文和 13 号报文。',
  '第 11 帧之后的第 12、13 帧都是超时重传。',
  'The server did not answer in time, so frames 12 and 13 are retransmissions of the SYN.',
  '端口 13097 和 13098 的 SYN 是对第一个 SYN 的重传。',
])('parallel SYNs are no retransmissions: %s', async (text) => {
  const found = await wrong('six-connections.pcapng', text);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/ 12,13: Frames 12, 13: no retransmission\..* from port 13097, 13098\.$/);
});

test.each([
  'HTTP 响应报文：No.5、No.13、No.17',
  'No.5、No.13、No.17 是 HTTP 响应报文。',
  'Packets 5, 13 and 17 are HTTP responses.',
])('an ACK is no response: %s', async (text) => {
  expect(await wrong('own-web-server.pcapng', text)).toEqual([
    'contradicts 5,6: Frame 5 is not an HTTP response: it is "80 → 41086 [ACK] Seq=1 Ack=440 Win=65152 Len=0 TSval=1390905512 TSecr=1390905512". That is frame 6.',
  ]);
});

test.each([
  '第 49 帧的捕获时间为 2024 年 1 月 6 号，18: 25: 54 左右。',
  '第 49 帧是在北京时间 18:25:54 捕获的，时间以秒计。',
  'Frame 49 arrived on Jan 6, 2024 at 18:25:54.',
])('a time is minutes off: %s', async (text) => {
  const [found] = await wrong('six-connections.pcapng', text);
  expect(found).toContain('contradicts 49: Frame 49 was captured at 2024-01-06 18:28:54 (Asia/Shanghai)');
  expect(found).toContain('3 minutes off');
});

test('a whole number of quarters off may be another zone, unless the text names it', async () => {
  const at = async (text: string, zone: string) =>
    (await statementsOn('six-connections.pcapng', text, {zone}))[0]?.outcome;
  expect(await at('Frame 49 arrived at 10:28:54.', 'Asia/Shanghai')).toBe('undecidable');
  expect(await at('Frame 49 arrived at 10:28:54.', 'UTC')).toBe('agrees');
  expect(await at('Frame 49 arrived at 10:28:54 UTC.', 'Asia/Shanghai')).toBe('agrees');
  expect(await at('Frame 49 arrived at 09:28:54 UTC.', 'Asia/Shanghai')).toBe('contradicts');
});

test.each(['第 49 帧线路上 3224 bit，实际捕获 403 bit。', 'Frame 49 has 403 bytes on the wire and 403 bits captured.'])(
  'bytes are told as bits: %s',
  async (text) => {
    expect(await wrong('six-connections.pcapng', text)).toEqual([
      'contradicts 49: Bytes are told as bits: frame 49, captured length, is 403 bytes, which are 3224 bits.',
    ]);
  },
);

test('bits are told as bytes', async () => {
  expect(await wrong('merged-close.pcap', '第 4 帧的帧长为 1,912 字节。')).toEqual([
    'contradicts 4: Bits are told as bytes: frame 4, length on the wire, is 1912 bits, which are 239 bytes.',
  ]);
});

test.each(['第 49 帧的端口号为 0 号端口。', '该帧为 49 号帧，０号端口。', 'Frame 49 was captured on port 0.'])(
  'the interface is no port: %s',
  async (text) => {
    const found = await wrong('six-connections.pcapng', text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('No port of frame 49 is 0: they are 13096 and 80.');
  },
);

test.each([
  '断开连接时一共捕获到四个数据包。',
  '本次抓包实际捕获到四个断开连接的数据包。',
  '本次抓包可以看到，释放连接用了 4 个报文段。',
  'In this capture the connection is closed with four packets.',
])('a merged close has three packets: %s', async (text) => {
  const [found] = await wrong('merged-close.pcap', text);
  expect(found).toBe(
    'contradicts 7,8,9: The release takes three packets, not four: frames 7–9. The second carries both ACK and FIN.',
  );
});

test.each([
  '第一次挥手：第 7 帧',
  '7 号报文是第一次挥手。',
  'Frame 7 is the first segment of the release.',
  '第 7～10 帧是四次挥手。',
  'Frames 7, 8, 9 and 10 are the teardown.',
])('the ACK of the last data is no wave: %s', async (text) => {
  expect((await wrong('curl-hello.pcap', text))[0]).toMatch(/^contradicts (7,)?8,9,10: /);
});

test('a label above a pasted tree names the wave', async () => {
  const text = `- 第一次挥手

\`\`\`
Frame 7: 68 bytes on wire (544 bits), 68 bytes captured (544 bits)
    Epoch Arrival Time: 1726642892.464966000
Transmission Control Protocol, Src Port: 58626, Dst Port: 8080, Seq: 98, Ack: 127, Len: 0
\`\`\`
`;
  expect(told(await statementsOn('curl-hello.pcap', text))).toEqual([
    'agrees 7: The pasted field tree is that of frame 7: 5 values compared.',
    'contradicts 7,8,9,10: Frame 7 is not the first wave of the release: it has no FIN and comes before the release, which begins with the FIN in frame 8.',
  ]);
});

test.each([
  '客户端的端口 2051 是由服务器随机分配的。',
  '端口 2051 由服务器分配给浏览器。',
  'The server assigned port 2051 to the browser.',
  'Port 2051 was assigned by the server.',
])('the client chose its port itself: %s', async (text) => {
  expect((await wrong('merged-close.pcap', text))[0]).toContain('contradicts 1: Port 2051 was chosen by the client');
});

test.each(['Sequence number 的值为 0，是客户端随机生成的。', 'The SYN has Seq=0, a random number.'])(
  'a relative number is not random: %s',
  async (text) => {
    expect((await wrong('merged-close.pcap', text))[0]).toContain(
      'initial sequence number: 10245 in the SYN, frame 1.',
    );
  },
);

test.each([
  ['第 8 帧的序号是 195，确认号是 187。', 'The sequence number of frame 8 is'],
  ['Frame 8 has seq 196 and ack 186.', 'The acknowledgment number of frame 8 is'],
  ['第 8 帧的窗口大小为 8192。', 'The window of frame 8 is 7939, not 8192.'],
  ['第 8 帧的源端口为 2051。', 'The source port of frame 8 is 80, not 2051.'],
  ['第 8 帧的源 IP 地址为 192.168.1.10。', 'The source address of frame 8 is 192.168.1.100, not 192.168.1.10.'],
  ['第 5 帧的状态码为 304。', 'The response in frame 5 has status code 200, not 304.'],
  ['本次实验由服务器先发送 FIN 关闭连接。', "The first FIN is the client's, in frame 7."],
  ['In this connection the server sent the first FIN.', "The first FIN is the client's, in frame 7."],
  ['第 2 帧是 SYN 报文，第 4 帧是 HTTP 响应。', 'Frame 4 is not an HTTP response'],
])('a wrong value: %s', async (text, why) => {
  const found = await wrong('merged-close.pcap', text);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(why);
});

test('evidence from several connections is no handshake of one', async () => {
  expect(await wrong('six-connections.pcapng', '三次握手是第 11 帧、第 15 帧和第 20 帧。')).toEqual([
    'contradicts 11,15,20: These packets are no handshake of one connection: frame 11 belongs to port 13096 (tcp.stream 0), frame 15 belongs to port 13097 (tcp.stream 1), frame 20 belongs to port 13098 (tcp.stream 2).',
  ]);
});

test('a frame that the capture does not have, or the report does not describe, decides nothing', async () => {
  expect(told(await statementsOn('merged-close.pcap', '第 234 帧的窗口为 512。'))).toEqual([
    'undecidable -: The capture has no frame 234: it holds 9 packets.',
  ]);
  expect(told(await statementsOn('six-connections.pcapng', 'Frame 150 has seq 382.'))).toEqual([
    'undecidable 150: The report on the capture does not describe frame 150 in what this says.',
  ]);
});

test('places and quotes are the student’s', async () => {
  const [found] = await statementsOn('merged-close.pcap', '前言\n\n第　８　帧的**窗口大小**为８１９２。', {
    tag: 'zh-CN',
  });
  expect(found).toEqual({
    quote: '第　８　帧的**窗口大小**为８１９２。',
    place: 'report.md 第 3 行',
    outcome: 'contradicts',
    frames: [8],
    why: '第 8 帧的窗口是 7939，不是 8192。',
  });
});
