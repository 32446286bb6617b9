import {code, md} from '../../model/markdown.ts';
import type {exchangeEn, layersEn} from '../en/exchange.ts';
import type {Format} from '../en/format.ts';

export const exchangeZh = (f: Format): ReturnType<typeof exchangeEn> => ({
  title: 'HTTP 请求与响应',
  missing: {
    tls: '这条连接使用 TLS：请求和响应都已加密，从抓包文件中读不出来。想看到 HTTP，请访问 http:// 开头的地址。',
    'no-http': '这条连接上没有能读出的 HTTP 报文。',
    other: '无法给出 HTTP 交互。',
  },
  rule: 'HTTP/1.x 报文以文本开头：先是请求行（或状态行），然后是若干首部行，再用一个空行结束首部，最后可能有主体。TCP 只看到字节流：一个报文段里可能有几个 HTTP 报文，一个 HTTP 报文也可能分在多个报文段里。',
  allTitle: '这条连接上的全部交互',
  all: (n) => (n === 1 ? md`这条连接上有一次交互。` : md`这条连接上先后有 ${n} 次交互（持久连接）：`),
  allHead: ['编号', '请求', '请求所在的帧', '状态', '响应所在的帧', '主体', '用时'],
  allMore: (n) => `另有 ${n} 次交互未列出，report.json 中有全部交互。`,
  explained: (index, complete) =>
    complete
      ? md`下面分析其中第一次完整的交互，即第 ${index + 1} 次。`
      : md`抓包文件中没有完整的交互，下面分析第 ${index + 1} 次。`,
  requestTitle: '请求报文',
  request: (p) =>
    md`请求在${f.frames(p.frames)}。${p.complete ? md`` : md`抓包文件中这个报文不完整。`}它的第一行称为**请求行**，由三部分组成：`,
  requestLineHead: ['部分', '值', '含义'],
  method: '方法',
  target: '请求目标',
  version: '版本',
  targetMeaning: (uri) =>
    uri === undefined ? md`要访问的资源` : md`要访问的资源；加上 Host 首部，完整的地址是 ${code(uri)}`,
  versionMeaning: (version) =>
    version === 'HTTP/1.1'
      ? 'HTTP/1.1：默认使用持久连接，除非有一方用 Connection: close 说明要关闭'
      : version === 'HTTP/1.0'
        ? 'HTTP/1.0：响应之后即关闭连接，除非约定 keep-alive'
        : '协议版本',
  headersTitle: (n) => `接着是 ${n} 个首部行，每行一个名字和一个值：`,
  noHeaders: '后面没有首部行。',
  headersCut: '后面的首部行不在抓包文件中，或者没有抓全。',
  userAgent: (p) =>
    `发出请求的程序：${p.program}${p.version === undefined ? '' : ` ${p.version}`}${p.system === undefined ? '' : `（${p.system}）`}${p.namesOthers ? '；Mozilla 等其他名字只是为了兼容' : ''}`,
  headerHead: ['首部', '值', '含义'],
  noBody: '空行之后请求就结束了，没有主体。',
  body: (bytes) => md`空行之后是 ${bytes} 字节的主体。`,
  acknowledged: (frame) => md`${f.Frame(frame)}只是 TCP 对请求的确认，不携带数据，**不是** HTTP 响应。`,
  responseTitle: '响应报文',
  noResponse: '抓包文件中没有响应。',
  noRequest: '这个响应所对应的请求不在抓包文件中。',
  response: (p) =>
    md`响应在${f.frames(p.frames)}${
      p.ns === undefined || p.request === undefined
        ? md``
        : md`，它的第一个字节比${f.frame(p.request)}的请求晚 **${f.duration(p.ns)}**`
    }。${p.response.complete ? md`` : md`抓包文件中这个报文不完整。`}它的第一行称为**状态行**，由三部分组成：`,
  status: '状态码',
  reason: '原因短语',
  emptyReason: '（空）',
  reasonMeaning: '供人阅读；程序只看状态码，服务器可以省略这个短语',
  unknownStatus: 'labshark 没有收录的状态码',
  statusClass: (status) =>
    ['', '临时响应', '成功', '重定向', '客户端错误', '服务器错误'][Math.floor(status / 100)] ?? '',
  statusMeaning: (group, meaning) => (group === '' ? meaning : `${group}：${meaning}`),
  bodyEnd: {
    none: (p) =>
      p.status === 304 ? md`304 响应总是没有主体：它让客户端使用自己缓存中的副本。` : md`这个响应没有主体。`,
    'content-length': (p) => md`主体长 ${p.bytes} 字节；客户端根据首部字段 Content-Length 判断它在哪里结束。`,
    chunked: (p) =>
      md`主体长 ${p.bytes} 字节，采用分块传输（Transfer-Encoding: chunked）：每块之前写明长度，长度为 0 的块表示结束。`,
    close: (p) => md`主体长 ${p.bytes} 字节。报文中没有写明长度，服务器关闭连接就表示主体结束。`,
    unknown: () => md`无法判断主体在哪里结束：抓包文件中的首部不全，或者其中的长度相互矛盾。`,
  },
  bodyPart: (p) =>
    md`主体不完整：抓包文件中只有其中的 ${p.held} 字节${p.announced === undefined ? '' : `，而 Content-Length 说明共有 ${p.announced} 字节`}。`,
  encoded: (p) =>
    p.decoded === undefined
      ? md`主体经过压缩（${p.coding}）。`
      : md`主体经过压缩（${p.coding}）：传输时 ${p.encoded} 字节，解压后 ${p.decoded} 字节。`,
  preview: '主体开头的文本：',
  previewWhole: '主体的文本：',
  interim: (frames) => md`在此之前，服务器先发来了临时响应（${f.frames(frames)}）。`,
  incomplete: '不完整',
  messages: (p) => md`${p.requests} 个请求，${p.responses} 个响应。`,
});

const TRAILER = {padding: '填充', fcs: '帧检验序列', other: '尾部'};

export const layersZh = (f: Format): ReturnType<typeof layersEn> => ({
  title: '一个帧的逐层分析',
  missing: '没有可以逐层分析的帧。',
  rule: (frame) =>
    md`每一层都在上层交来的数据前面加上自己的首部，这就是**封装**。下面以${f.frame(frame)}为例，从外到内逐层来看。`,
  trailer: TRAILER,
  sizesTitle: '各层的长度',
  sizes: (p) =>
    md`${p.parts.map(({name, bytes}) => `${bytes}（${name}）`).join('+ ')}${p.trailer > 0 ? `+ ${p.trailer}（${TRAILER[p.kind ?? 'other']}）` : ''}= **${p.total} 字节**，正是 Wireshark 显示的帧长（${p.total} 字节即 ${p.total * 8} 比特）。`,
  cut: (p) => md`这个帧长 ${p.total} 字节，只抓到前 ${p.captured} 字节，其余的超出快照长度，没有保存。`,
  head: ['字段', '字节', '值', '含义'],
  startLine: '开始行',
  emptyLine: ['空行', '表示首部到此结束'],
  initialSequence: '初始序号：SYN 占用这一个序号，数据从下一个序号开始',
  noAcknowledgment: 'ACK 标志没有置位，这个字段没有意义',
  layerTitle: (name, bytes) => `${name}（${bytes} 字节）`,
  layerName: {
    eth: '数据链路层：以太网',
    sll: '数据链路层：Linux cooked 首部',
    null: '数据链路层：BSD 环回',
    loop: '数据链路层：BSD 环回',
    vlan: '数据链路层：VLAN 标签',
    llc: '数据链路层：LLC',
    arp: 'ARP',
    raw: '数据链路层：无（直接是 IP）',
    ip: '网络层：IPv4',
    ipv6: '网络层：IPv6',
    tcp: '运输层：TCP',
    udp: '运输层：UDP',
    http: '应用层：HTTP',
    tls: '应用层：TLS',
    data: '数据',
  },
  shortName: {
    eth: '以太网首部',
    sll: 'Linux cooked 首部',
    null: '环回首部',
    loop: '环回首部',
    vlan: 'VLAN 标签',
    ip: 'IPv4 首部',
    ipv6: 'IPv6 首部',
    tcp: 'TCP 首部',
    http: 'HTTP',
    tls: 'TLS',
    udp: 'UDP 首部',
    llc: 'LLC 首部',
    gre: 'GRE 首部',
    vxlan: 'VXLAN 首部',
    pppoes: 'PPPoE 首部',
    ppp: 'PPP 首部',
    fddi: 'FDDI 首部',
    arcnet: 'ARCNET 首部',
    chdlc: 'Cisco HDLC 首部',
    data: '数据',
    payload: '数据',
  },
  segmentOnly: (p) => md`这个报文段携带 ${p.bytes} 字节 TLS 记录。`,
  fold: (name, rows) => `${name}${/\p{Script=Han}$/u.test(name) ? '' : ' '}的 ${rows} 个字段`,
  hexRule: (layers) =>
    `每行开头是该行第一个字节的位置（十六进制，从 0 起）：0010 即第 16 字节。${layers.map(({name, at, length}) => `字节 ${at}–${at + length - 1}：${name}`).join('；')}。`,
  hexTitle: '抓到的字节',
  hexCut: (bytes) => `只列出前 ${bytes} 字节。`,
});
