import type {Locale} from '../../en/index.ts';

export const cannotAnswerZh: Locale['cannotAnswer'] = {
  noConnection: '抓包文件中没有 TCP 连接。',
  noSyn: '抓包文件中没有这条连接的 SYN 报文段。',
  noSynAck: '抓包文件中没有这条连接的 SYN-ACK 报文段。',
  noHandshake: '抓包文件中没有这条连接完整的三次握手。',
  noHttp: '这条连接中没有能看到内容的 HTTP 报文。',
  noRequest: '抓包文件中没有 HTTP 请求。',
  noResponse: '抓包文件中没有完整的 HTTP 响应。',
  noData: '这条连接没有传输数据。',
  noFin: '抓包文件中没有 FIN，连接到抓包结束还没有关闭。',
  noTeardown: '抓包文件中没有连接释放的过程。',
  noIpv4: '这些包不是 IPv4。',
  noIpv6: '这些包不是 IPv6。',
  noEthernet: '抓包时用的不是以太网接口，抓包文件中没有以太网首部。',
  noCooked: '抓包时选的是某一个接口而不是 any，抓包文件中没有 Linux cooked 首部。',
  noArp: '抓包文件中没有 ARP。',
  noDns: '抓包文件中没有 DNS 查询。',
  noDnsAnswer: '抓包文件中没有对 DNS 查询的回答。',
  noPing: '抓包文件中没有 ping。',
  noFragments: '抓包文件中没有 IP 分片。',
};
