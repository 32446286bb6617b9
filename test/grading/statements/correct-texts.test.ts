import {expect, test} from 'vitest';
import {statementsOn, told} from '../../support/statements.ts';

/** Theory as textbooks have it, which is about no capture; much of it differs from what the samples show. */
const THEORY_ZH = `# TCP 的工作原理

建立连接需要三次握手：客户端首先发送 SYN 报文段，随机选择初始序号 seq=x；服务器回复 SYN 和 ACK，确认号 ack=x+1；客户端再发送 ACK。
TCP 通过四次挥手释放连接，一共需要四个报文段。通常由客户端首先发送 FIN，服务器先回复 ACK，等数据发送完再发送自己的 FIN。
如果超过重传定时器的时间仍没有收到确认，发送方就会重传该报文段；重传机制保证了可靠传输。
例如一个报文段序号是 201，数据共有 100 字节，那么下一个报文段的序号应该是 301。窗口字段占 16 位，指对方还可以接收的字节数，例如确认号是 501、窗口是 100，则还可以接收 501 到 600 号字节。
源端口和目的端口各占 16 位。服务器一般使用 80 端口，由操作系统为客户端分配一个大于 1024 的临时端口。
首部长度最小 20 字节，以太网帧长度最短 64 字节，最长 1518 字节。
若第 1 个 SYN 丢失，客户端会重新发送；理论上第 5 帧丢失时也会重传第 5 帧。
状态码 200 表示成功，304 表示未修改，404 表示找不到资源。
为什么是三次而不是两次？因为两次握手无法确认客户端的接收能力。
客户端发送 FIN 后进入 FIN-WAIT-1 状态，服务器收到后进入 CLOSE-WAIT 状态，最后客户端进入 TIME-WAIT 状态。
`;

const THEORY_EN = `# How TCP works

A connection is opened by a three-way handshake. The client sends a SYN with a random sequence number x, the server
answers with SYN and ACK, and the client acknowledges y + 1. A connection is usually closed by four packets: the client
sends the first FIN, and the server acknowledges it before it sends its own.
If no acknowledgment arrives in time, the sender retransmits the segment. Retransmission makes TCP reliable.
For example, a segment with sequence number 201 and 100 bytes of data is followed by sequence number 301.
The operating system assigns an ephemeral port to the client; servers listen on port 80.
An Ethernet frame is at most 1518 bytes long, and the window field has 16 bits.
If frame 5 were lost, it would be sent again after a timeout.
A status code of 404 means that the server has not found the resource; 304 means that it was not modified.
`;

const MERGED_ZH = `二、实验结果
本次实验中客户端 192.168.1.10 使用端口 2051 访问服务器 192.168.1.100 的 80 端口。
第 1 帧是 SYN 报文，源端口为 2051，目的端口为 80，Seq=0，窗口大小为 8,192。
第 2 帧是 SYN+ACK 报文，序号 Seq=0，确认号 Ack=1。
第 3 帧是第三次握手，Ack=1，Seq=1，数据长度 Len=0。
因此第 1～3 帧是三次握手。
4 号报文是 HTTP 请求，帧长 239 字节（1912 bit），TCP 载荷为 185 字节；5 号报文是 HTTP 响应，状态码为 200。
第 6 帧确认了第 5 帧的数据，确认号 = 1 + 195 = 196，它不是第一次挥手。
第一次挥手：第 7 帧，第二次和第三次挥手合并在第 8 帧中，最后第 9 帧是第四次挥手。
理论上释放连接需要四个报文段，但本次抓包中断开连接只捕获到三个报文段，因为服务器把 ACK 和 FIN 合并了。
由客户端先关闭连接：端口 2051 发出了第一个 FIN。
第 6 帧确认了 Seq=1、Len=195 的响应；第 6 帧跟在响应之后，响应报文的 Seq=1，Len=195。
实际捕获 9 个数据包，第 9 帧在线路上是最后一个。
第 8 帧的序号是 196，确认号是 187，窗口为 7939。
整个过程没有发生重传，抓包中没有任何重传。
另一位同学的抓包里，第 7 帧不是 FIN，他的服务器先关闭。
`;

/** Sentences in which numbers of one packet stand beside the name of another. */
const MERGED_MIXED = `第 4 帧的请求得到了第 5 帧的响应，第 5 帧是 HTTP 响应的第一个包。
客户端发送第 1 帧后，服务器在收到第 1 帧之后返回第 2 帧，Ack=1。
第 7 帧发送 FIN，Seq=186，Ack=196，表示客户端的数据已发送完，请求关闭连接。
第 3 帧之后双方进入 ESTABLISHED 状态，接着第 4 帧发送 HTTP 请求，长度为 239 字节。
客户端随机端口 2051，服务器端口 80，MAC 地址略。
第 8 帧的 FIN 消耗一个序号，所以第 9 帧的确认号是 196+1=197。
Frame 8 (FIN, ACK): seq=196, ack=187, win=7939; the final ACK in frame 9 has ack=197.
Frame 5 brings 195 bytes of data, and frame 6 acknowledges them with ack=196.
Frame 4's payload is 185 bytes, its length on the wire is 239 bytes = 1912 bits.
In frame 2, the server replies with SYN, ACK and window 8192.
Frame 7 is the first FIN; frame 8 is the server's FIN together with its ACK of frame 7.
Frame 9 is the last ACK of the four-way wave, so the teardown is over with frames 7, 8 and 9.
Frame 1: 58 bytes, SYN, Seq = 0, Win = 8192, MSS = 1460.
第二次握手：第 2 帧，SYN=1，ACK=1，seq=0，ack=1。
第 6 帧 ACK=196 是对第 5 帧响应的确认。
从第 7 帧开始释放连接，第 7、8、9 三帧完成挥手。
At 3.51 s the client sends frame 7 and at 12:00:00 nothing happens.
第 5 帧：HTTP/1.1 200 OK，Content-Length: 72，Len=195。
`;

const CURL_EN = `## What was captured

Frame 1 is the SYN, sent from port 58626. The source port is 58626 and the destination port 8080.
Frame 1 was captured at 15:01:32 on 2024-09-18 (China Standard Time), which is 07:01:32 UTC.
Frame 2 is a SYN-ACK with sequence number 828247081 and acknowledgment number 2,169,630,314.
Frames 1 to 3 are the three-way handshake, in this capture at least.
Frame 4 is the HTTP request: 165 bytes on the wire, 1320 bits, all of them captured, with a payload of 97 bytes.
Frame 5 is not the HTTP response, it only acknowledges the 97 bytes of the request in frame 4.
Frame 6 is the HTTP response, its status code is 200. The window is 227 in the header, 29056 when scaled by 128.
Frame 7 acknowledges the response, ack = 1 + 126 = 127, and has no FIN; the release begins with frame 8.
The teardown is frames 8, 9 and 10. In this capture we see three packets for the release and not four.
In this connection the client sent the first FIN, in frame 8.
Frame 8 is the first segment of the release, with seq 98 (raw 2169630411).
Frame 7 acknowledges the response with Seq=1 and 126 bytes of data, whose payload is 126 bytes.
Frame 7 was captured last before the release, frame 10 was captured last of all. Frame 7 follows the response (Seq=1, Len=126).
Frame 9 has ack 99, because the FIN in frame 8 has sequence number 98 and takes one.
No retransmission happened in this capture.
Unlike frame 9, frame 10 has no FIN. It might look like a retransmission of frame 7, but it is not.
`;

const SIX_ZH = `1、第 11、12、13 帧是三个 SYN，它们来自端口 13096、13097 和 13098，分别建立三个连接，不是重传。
2、第 11、14、17 帧完成了三次握手。
3、第 49 帧：线路上 403 字节（3224 bit），捕获 403 字节（3224 比特），捕获时间为 2024 年 1 月 6 日 18：28：54（北京时间）。
该帧的源端口号为１３０９６，目的端口号为８０，源 IP 地址为 10.164.249.88，目的 IP 地址为 202.117.1.13。
该帧的序号 Seq=460（原始值 2585473147），窗口值为 512，乘以缩放因子 256 后是 131072。
4、第 135、136、147、154 帧是四次挥手，由服务器先关闭端口 13096 的连接。
5、连接释放一共捕获到四个报文段：第 135、136、147、154 帧。
6、第 46 帧是 HTTP 响应的最后一段，状态码为 200。
7、正在 Ping www.example.com 具有 32 字节的数据: 来自 202.117.1.13 的回复: 字节=32 时间=26ms TTL=60
8、接口编号 id 0 是抓包的网卡，不是端口号。
`;

const OWN_EN = `Packets 4, 12 and 15 are HTTP requests; packets 6, 13 and 17 are HTTP responses.
Packet 13 has status code 304, since the picture is in the cache, and packet 17 has 404.
The release of this connection: packet 16 is the client's FIN, packet 18 an RST.
The second recording (frames 23 to 28) has a release of three packets: 26, 27 and 28.
Frame 26 is the first segment of the release of the connection from port 37576.
`;

test.each([
  ['merged-close.pcap', THEORY_ZH],
  ['six-connections.pcapng', THEORY_ZH],
  ['own-web-server.pcapng', THEORY_ZH],
  ['merged-close.pcap', THEORY_EN],
  ['six-connections.pcapng', THEORY_EN],
  ['curl-hello.pcap', THEORY_EN],
])('%s: theory claims nothing of the capture', async (sample, text) => {
  expect(told(await statementsOn(sample, text))).toEqual([]);
});

test.each([
  ['merged-close.pcap', MERGED_ZH, 14],
  ['merged-close.pcap', MERGED_MIXED, 12],
  ['curl-hello.pcap', CURL_EN, 14],
  ['six-connections.pcapng', SIX_ZH, 9],
  ['own-web-server.pcapng', OWN_EN, 4],
])('%s: what is right is never contradicted', async (sample, text, atLeast) => {
  const results = await statementsOn(sample, `${THEORY_ZH}\n${text}\n${THEORY_EN}`, {tag: 'zh-CN'});
  expect(told(results, 'contradicts')).toEqual([]);
  expect(told(results, 'agrees').length).toBeGreaterThanOrEqual(atLeast);
});
