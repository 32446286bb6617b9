import {code, md} from '../../model/markdown.ts';
import type {captureEn, connectionsEn, lookupsEn} from '../en/capture.ts';
import type {Format} from '../en/format.ts';

export const captureZh = (f: Format): ReturnType<typeof captureEn> => ({
  title: '抓包文件',
  intro: (p) =>
    p.packets === 0
      ? md`文件中没有任何报文，无从分析。`
      : md`文件中共有 ${p.packets} 个报文${p.packets > 1 ? md`，历时 ${f.duration(p.ns)}` : md``}。本报告中的帧号就是 Wireshark 第一列显示的编号。`,
  rows: {
    file: '文件',
    sha256: 'SHA-256',
    format: '格式',
    bytes: '大小',
    packets: '报文数',
    start: '第一个报文',
    end: '最后一个报文',
    duration: '历时',
    linkTypes: '链路类型',
    interfaces: '接口',
    filter: '捕获过滤器',
    application: '抓包程序',
    os: '操作系统',
    hardware: '硬件',
    dropped: '抓包时丢失',
    comments: '注释',
    protocols: '协议',
  },
  property: '项目',
  value: '内容',
  compressed: {gzip: 'gzip 压缩', zstd: 'zstd 压缩'},
  truncated: '文件不完整',
  snapLength: (bytes) => `每个报文最多保存 ${bytes} 字节`,
  protocolOther: '其他',
  protocolFragment: 'IP 分片',
});

export const lookupsZh = (f: Format): ReturnType<typeof lookupsEn> => ({
  title: '域名解析与 ping',
  lookupTitle: '域名解析（DNS）',
  rule: '程序按域名访问服务器之前，要先向 DNS 服务器查询该域名对应的 IP 地址，通常使用 UDP，一问一答。',
  none: '抓包文件中没有域名解析。可能的原因：直接输入了 IP 地址，先前的解析结果还在缓存中，查询经过了加密，使用了别的协议，或者被捕获过滤器滤掉了。',
  lookup: (p) => {
    const asked =
      p.query === undefined
        ? md`没有抓到对 **${p.name}** 的 ${p.type} 记录的查询。`
        : md`${f.frame(p.query)}中，${p.client} 向 ${p.server}（${p.transport} 端口 ${p.serverPort}）查询 **${p.name}** 的 ${p.type} 记录。`;
    if (p.response === undefined) return md`${asked}抓包文件中没有对它的回答。`;
    const what =
      p.rcode !== undefined && p.rcode !== 'NOERROR'
        ? md`的回答是 ${p.rcode}${p.rcode === 'NXDOMAIN' ? '，即没有这个域名' : ''}`
        : p.answers.length === 0
          ? p.cut
            ? md`的回答在抓包时被截断`
            : md`的回答中没有这种记录`
          : md`的回答是 **${p.answers.join('、')}**${p.aliases.length > 0 ? md`（别名 ${p.aliases.join('、')}）` : md``}`;
    return md`${asked}${f.frame(p.response)}${p.ns === undefined ? '' : `（${f.duration(p.ns)} 之后）`}${what}。`;
  },
  used: (p) =>
    md`下面所分析的连接，其服务器地址是 ${p.address}（SYN 在${f.frame(p.syn)}），正是${f.frame(p.response)}的回答中给出的地址之一。`,
  more: (n) => `另有 ${n} 次解析未列出。`,
  pingTitle: 'ping（ICMP 回显）',
  pingNone: '抓包文件中没有 ping。',
  ping: (p) =>
    md`${p.source} ping ${p.destination}：发出 ${p.sent} 个请求，每个携带 ${p.bytes} 字节数据，收到 ${p.received} 个应答${p.sent > p.received ? md`，有 ${p.sent - p.received} 个请求在抓包文件中没有应答` : md``}。`,
  rtt: (p) => md`往返时间：最短 ${f.duration(p.min)}，平均 ${f.duration(p.average)}，最长 ${f.duration(p.max)}。`,
  pingHead: ['序号', '请求', '应答', '往返时间', '应答的 TTL'],
});

export const connectionsZh = (f: Format): ReturnType<typeof connectionsEn> => ({
  title: 'TCP 连接',
  rule: '一条 TCP 连接由两端的套接字确定，即双方各自的 IP 地址和端口号，共四个值。浏览器常常与同一服务器建立几条连接，每条使用不同的源端口；分析时不能把它们混在一起。',
  none: '抓包文件中没有 TCP 连接。',
  noneUdp:
    '其中有 UDP 报文：浏览器使用 HTTP/3（QUIC，UDP 端口 443）时不经过 TCP。如果抓的是网页访问，请在浏览器中关闭 QUIC，或者访问 http:// 开头的地址，重新抓包。',
  count: (n) => (n === 1 ? md`抓包文件中只有一条 TCP 连接。` : md`抓包文件中有 ${n} 条 TCP 连接。`),
  head: ['编号', '客户端', '服务器', '帧', '报文数', '建立', '内容', '释放'],
  requestsTitle: '抓包文件中的全部 HTTP 请求',
  requestsIntro: (p) => `抓包文件中共有 ${p.requests} 个请求，分布在 ${p.streams} 条连接上，按发送的先后列出：`,
  requestsHead: ['流编号', '请求所在的帧', '请求', '响应所在的帧', '状态'],
  requestsMore: (n) => `另有 ${n} 个请求未列出，report.json 中有全部请求。`,
  more: (n) => `另有 ${n} 条连接未列出，report.json 中有全部连接。`,
  carries: {http: (n) => `HTTP，${n} 次交互`, tls: 'TLS（加密）', data: (n) => f.bytes(n), nothing: '没有数据'},
  focus: (p) =>
    md`本报告分析**编号为 ${p.stream} 的连接**，${p.client} → ${p.server}（${p.frames[0] === p.frames[1] ? f.frame(p.frames[0]) : md`第 ${f.link(p.frames[0])} 帧到第 ${f.link(p.frames[1])} 帧`}）：${
      {
        'asked-stream': '这是按编号指定的连接。',
        'asked-host': '在与指定主机的连接中，它最完整。',
        'only-connection': '这是唯一的一条连接。',
        'complete-http': '在握手、完整的 HTTP 交互和释放都抓到的连接中，它是第一条。',
        'web-page': '在取回网页（HTML）的连接中，它最完整。',
        'http-foreground': '除去程序自动进行的访问（证书检查、联网检测），在携带 HTTP 的连接中它最完整。',
        http: '在携带 HTTP 的连接中，它最完整。',
        complete: '没有一条连接含有可读的 HTTP，这是其中最完整的一条。',
        'most-packets': '没有一条连接是完整的，这是其中报文最多的一条。',
      }[p.reason]
    }`,
  roles: {
    syn: (p) =>
      p.syn === undefined
        ? md`没有抓到 SYN，但${p.synAck === undefined ? md`` : f.frame(p.synAck)}的 SYN+ACK 是发给 ${p.client} 的，所以它是客户端。`
        : md`${p.client} 是客户端，因为${f.frame(p.syn)}的 SYN 由它发出。`,
    http: (p) => md`没有抓到 SYN；从 HTTP 请求与响应的方向看，${p.client} 是客户端。`,
    port: (p) => md`没有抓到 SYN，也看不出 HTTP 的方向；${p.client} 的端口号不小于对方，因此视为客户端。`,
  },
  filter: (p) => md`在 Wireshark 的过滤栏中输入 ${code(`tcp.stream == ${p.stream}`)}，即可只显示这条连接的报文。`,
  handshakeName: {
    'three-way': '三次握手',
    'simultaneous-open': '同时打开',
    refused: '被拒绝',
    unanswered: '无应答',
    incomplete: '不完整',
    'not-captured': '未抓到',
  },
});
