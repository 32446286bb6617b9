import type {checkNamesEn} from '../en/check-names.ts';

export const checkNamesZh: typeof checkNamesEn = {
  'readable-capture': {
    title: '抓包文件可以打开',
    description: '提交了 pcap 或 pcapng 文件，文件能够打开，里面有报文。',
  },
  'file-name': {
    title: '文件名符合要求',
    description: '文件名符合实验要求中的 `file-name`。',
  },
  'target-traffic': {
    title: '有与目标网站的通信',
    description:
      '抓到了与目标之间的 TCP 连接。主机名（包括它的子域名）根据 Host 首部、TLS 服务器名称和 DNS 应答来识别；没有指定目标时，任何网页通信都可以。',
  },
  'time-window': {
    title: '在规定的时间内抓包',
    description: '第一个和最后一个报文的时间都在 `window` 之内。',
  },
  'handshake-complete': {
    title: 'TCP 三次握手完整',
    description:
      '至少有一条与目标的连接，SYN、SYN+ACK、ACK 都抓到了。用 `kind` 可以要求其他的建立方式，例如 `refused`（被拒绝）。',
  },
  'http-exchange': {
    title: '有 HTTP 请求和对应的响应',
    description:
      '至少有一条与目标的连接，其中有完整的请求和完整的响应；用 `method`、`path`（末尾可以用 `*`）、`status` 指定是哪一个。',
  },
  'not-cached-only': {
    title: '内容确实经网络传输',
    description: '目标的响应不全是 304 Not Modified（那表示浏览器用的是自己缓存的副本）。',
  },
  'not-https-only': {
    title: 'HTTP 报文可以看到',
    description: '与目标的连接不全是用 TLS 加密的。',
  },
  'release-captured': {
    title: '抓到了连接的释放',
    description:
      '至少有一条与目标的连接，释放过程完整：FIN 和对它们的 ACK，或者 RST。用 `kind` 可以指定方式，例如 `[four-packet, three-packet]`。',
  },
  'one-connection': {
    title: '取自同一条连接',
    description: '握手、HTTP 请求与响应、释放，都能在同一条与目标的连接中看到。',
  },
  'name-lookup': {
    title: '查询了目标的域名',
    description: '有对目标域名的 DNS 查询，并且应答中有地址。',
  },
  ping: {
    title: 'ping 了目标',
    description: '有发往目标的 ICMP 回送请求，并且有回送回答。',
  },
  'nothing-cut': {
    title: '没有截断，也没有丢失',
    description: '报文完整，抓包时没有丢失报文，文件也是完整的。',
  },
  'not-handed-out': {
    title: '不是老师发的抓包文件',
    description: '文件不是 `handed-out` 中的任何一个，连接也不来自它们；裁剪、过滤、另存之后仍能识别。',
  },
  'not-shared': {
    title: '没有与其他同学相同的连接',
    description: '其中的连接没有出现在其他同学的抓包文件里。',
  },
};
