import {expect, test} from 'vitest';
import {statementsOn, told} from '../../support/statements.ts';

test.each([
  ['merged-close.pcap', '客户端的端口号是 2051，服务器的端口号是 80。', [1, 1]],
  ['merged-close.pcap', "The client's port is 2051 and the server uses port 80.", [1, 1]],
  ['merged-close.pcap', '客户端的 IP 地址为 192.168.1.10，服务器的 IP 地址为 192.168.1.100。', [1, 1]],
  // Another connection than the explained one.
  ['six-connections.pcapng', '客户端使用的端口号是 13101。', [52]],
  ['merged-close.pcap', '本次实验中服务器返回状态码 200。', [5]],
])('%s: %s agrees', async (sample, text, frames) => {
  const found = await statementsOn(sample, text);
  expect(found.map(({outcome}) => outcome)).toEqual(frames.map(() => 'agrees'));
  expect(found.flatMap((one) => one.frames ?? [])).toEqual(frames);
});

test.each([
  ['merged-close.pcap', '客户端的端口号是 2052。', "contradicts 1: The client's port is 2051, not 2052: see frame 1."],
  ['merged-close.pcap', '客户端的端口号是 80。', "contradicts 1: The client's port is 2051, not 80: see frame 1."],
  [
    'merged-close.pcap',
    '抓包中服务器的端口号是 8080。',
    "contradicts 1: The server's port is 80, not 8080: see frame 1.",
  ],
  [
    'merged-close.pcap',
    "The server's IP address is 192.168.1.10.",
    "contradicts 1: The server's address is 192.168.1.100, not 192.168.1.10: see frame 1.",
  ],
  [
    'six-connections.pcapng',
    '客户端的端口号是 13105。',
    "contradicts 11: None of the 7 connections with the server has 13105 as the client's port; that in frame 11 has 13096.",
  ],
  [
    'own-web-server.pcapng',
    '本次抓包中，服务器返回的状态码是 302。',
    'contradicts 6,13,17: No response of the capture has status code 302: 200, 304, 404 is what there is.',
  ],
])('%s: %s is wrong', async (sample, text, why) => {
  expect(told(await statementsOn(sample, text))).toEqual([why]);
});

test.each([
  // Theory, ranges, look-ups, other captures, what is encrypted.
  ['curl-hello.pcap', 'HTTP 服务器的端口号是 80，由 IANA 分配。'],
  ['merged-close.pcap', '客户端的端口号是 1024~65535 之间的随机数。'],
  ['merged-close.pcap', '客户端端口号为 49152 到 65535。'],
  ['merged-close.pcap', '例如客户端的端口号是 5000，服务器的端口号是 80。'],
  ['six-connections.pcapng', 'DNS 查询中客户端的端口号是 60412，服务器的端口号是 53。'],
  ['merged-close.pcap', '另一位同学的客户端端口号是 4321。'],
  ['own-web-server.pcapng', '第二次抓包时客户端的端口号是 37576。'],
  ['merged-close.pcap', '服务器返回状态码 404 表示找不到资源。'],
  ['six-connections.pcapng', '本次抓包中服务器返回的状态码是 500。'],
  ['merged-close.pcap', '客户端的端口号不是 80。'],
  ['merged-close.pcap', '服务器的 IP 地址是 192.168.1.0/24 网段中的一个。'],
])('%s: %s is no claim', async (sample, text) => {
  expect(told(await statementsOn(sample, text))).toEqual([]);
});

test('the three segments of the handshake, named without theory', async () => {
  expect(told(await statementsOn('merged-close.pcap', '三次握手是第 1、2、3 帧。'))).toEqual([
    'agrees 1,2,3: Frames 1–3 are the handshake of one connection.',
  ]);
  expect(told(await statementsOn('merged-close.pcap', '三次握手是第 2、3、4 帧。'), 'contradicts')).toHaveLength(1);
});
