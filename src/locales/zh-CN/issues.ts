import type {Issue, IssueCode, IssueValues} from '../../model/issue.ts';

/** The sentence for each issue; values are those that the model's English sentence uses. */
const SENTENCES: Partial<Record<IssueCode, (v: IssueValues) => string>> = {
  'capture.cut-short': (v) =>
    `文件在第 ${v.offset} 字节处的一条记录中间结束：${v.packets === 0 ? '前面没有报文' : `前面的 ${v.packets} 个报文已读出`}，其余的缺失。`,
  'capture.record-too-long': (v) =>
    `第 ${v.offset} 字节处的记录自称有 ${v.length} 字节，任何抓包工具都不会写出这么长的记录：文件已损坏，只读到这里。`,
  'capture.block-damaged': (v) => `第 ${v.offset} 字节处的 pcapng 块已损坏（${v.reason}），只读到这里。`,
  'capture.packet-damaged': (v) =>
    `有 ${v.packets} 个报文记录已损坏，已跳过，第一个在第 ${v.offset} 字节处（${v.reason}）。`,
  'capture.unknown-interface': (v) =>
    `有 ${v.packets} 个报文所属的接口在文件中没有描述，已跳过；第一个在第 ${v.offset} 字节处，属于接口 ${v.interface}。`,
  'capture.too-many-packets': (v) =>
    `文件中的报文超过 ${v.packets} 个，这是 labshark 能读的上限，其余的没有读。可以先用 \`editcap -c\` 切分文件。`,
  'capture.compressed-cut-short': () => '压缩文件不完整或已损坏：能解压的部分都已读出。',
  'capture.unpacked-too-large': (v) => `压缩文件解压后超过 ${v.gibibytes} GiB，只读了这么多。`,
  'capture.dropped': (v) => `抓包程序丢失了 ${v.dropped} 个报文：报告中的缺口可能由此造成，而不是网络丢失。`,
  'capture.snaplen': (v) =>
    `有 ${v.packets} 个报文在抓包时被截短（最先在第 ${v.frame} 帧），最多只保留 ${v.snaplen} 字节，后面的字节未知。`,
  'capture.no-time': (v) =>
    `有 ${v.packets} 个报文没有时间戳（最先是第 ${v.frame} 帧）：涉及它们的时刻和时长都没有意义。`,
  'capture.time-backwards': (v) =>
    `报文的时间有 ${v.times} 次倒退，第一次在第 ${v.frame} 帧：报文没有按实际到达的先后排列，相邻报文之间的时间不可信。`,
  'capture.frames-not-packets': (v) =>
    `文件中有 ${v.blocks} 个块不是报文，但 Wireshark 也把它们算作帧：从第 ${v.frame} 帧起，Wireshark 的帧号比这里大。`,
  'capture.no-packets': () => '这是抓包文件，但里面没有报文。',
  'capture.link-not-decoded': (v) => `有 ${v.packets} 个报文没有解析：labshark 不认识这种链路类型（${v.linkType}）。`,
  'capture.not-ip': (v) =>
    `有 ${v.packets} 个报文既不是 IP 也不是 ARP（最先在第 ${v.frame} 帧：${v.protocol}），本报告不涉及其中的内容。`,
  'capture.doubled': (v) =>
    `有 ${v.packets} 个报文逐字节相同地出现了两次（最先是第 ${v.first} 帧和第 ${v.second} 帧）：在 Linux 的 any 接口上抓包时会这样。`,
  'checksum.offload': (v) =>
    `${shareZh(v)}（最先在第 ${v.frame} 帧）只是伪首部的部分和：网卡在抓包点之后才填入正确的值。这不是传输错误，并且说明抓包是在这台主机上（或同一台机器的虚拟网络上）进行的。`,
  'checksum.loopback': (v) =>
    `${shareZh(v)}（最先在第 ${v.frame} 帧）只是伪首部的部分和：环回接口上的报文不离开本机，系统不必计算校验和。这不是传输错误。`,
  'checksum.tcp-bad': (v) =>
    `有 ${v.packets} 个报文段的 TCP 校验和不正确（最先在第 ${v.frame} 帧）。如果是抓包的主机自己发出的，校验和由网卡稍后填入；否则就是报文段在途中损坏或被改动。`,
  'checksum.ip-offload': (v) =>
    `${v.address} 发出的 IPv4 首部中，有 ${v.packets} 个校验和是 0x0000（最先在第 ${v.frame} 帧）：网卡在抓包点之后才填入，不是错误。`,
  'checksum.ip-zero': (v) =>
    `${v.address} 发来的 IPv4 首部中，有 ${v.packets} 个校验和是 0x0000（最先在第 ${v.frame} 帧），但从生存时间看，报文经过了路由器：是抓包主机附近的设备去掉了校验和。`,
  'checksum.ip-bad': (v) => `有 ${v.packets} 个 IPv4 首部的校验和不正确（最先在第 ${v.frame} 帧）。`,
  'ip.fragments': (v) => `有 ${v.packets} 个报文是 IP 分片（最先在第 ${v.frame} 帧）；数据报在凑齐它的那个报文中显示。`,
  'flow.start-missing': (v) => `抓包开始时连接 ${v.stream} 已经建立：握手没有抓到，初始序号和窗口扩大因子都无从得知。`,
  'flow.start-incomplete': (v) =>
    `连接 ${v.stream} 的握手没有抓全：缺少的报文段带有哪些选项（例如窗口扩大因子）无从得知。`,
  'flow.one-sided': (v) => `连接 ${v.stream} 中只抓到 ${v.sender} 发出的报文，另一个方向没有抓到。`,
  'flow.end-missing': (v) => `抓包结束时连接 ${v.stream} 仍然打开：没有抓到释放过程。`,
  'flow.parallel': (v) =>
    `在所分析连接的 SYN 前后一秒之内，发往 ${v.server} 的 ${v.count} 个 SYN 来自 ${v.count} 个不同的端口（在第 ${String(v.frames).replaceAll(', ', '、')} 帧）：它们建立的是 ${v.count} 条不同的连接，不是重传。`,
  'flow.mixed-ports': (v) => `抓包文件中有 ${v.count} 条 TCP 连接：上文的握手、数据和释放都属于连接 ${v.stream}。`,
  'flow.handshake-order': (v) =>
    `连接 ${v.stream} 的 SYN+ACK（第 ${v.synAck} 帧）排在它所回答的 SYN（第 ${v.syn} 帧）之前：报文没有按实际的先后排列，它们之间的时间不可信。`,
  'flow.stray-reset': (v) =>
    `第 ${v.frame} 帧的 RST 没有结束连接 ${v.stream}：发送方在第 ${v.later} 帧还在继续，而真正复位了连接的主机不会这样。这个 RST 是伪造的，或者属于先前的连接。`,
  'flow.lost-segments': (v) => `连接 ${v.stream} 有报文段不在抓包文件中（最先在第 ${v.frame} 帧处发现缺口）。`,
  'flow.reset-after-close': (v) => `第 ${v.frame} 帧的 RST 出现在连接 ${v.stream} 双方都已关闭之后，没有丢失任何数据。`,
  'http.not-modified': (v) => `第 ${v.frame} 帧的 304 不是错误：浏览器缓存中的副本仍然有效，所以响应没有主体。`,
  'http.favicon-missing': (v) =>
    `第 ${v.frame} 帧的 404 回答的是浏览器自动发出的 /favicon.ico（网站图标）请求，网页本身不受影响。`,
  'http.body-undecoded': (v) => `第 ${v.frame} 帧的主体无法解压（${v.encoding}）。`,
  'http.message-incomplete': (v) => `从第 ${v.frame} 帧开始的 HTTP 报文在抓包文件中不完整。`,
  'tls.encrypted': (v) => `连接 ${v.stream} 使用 TLS：其中的 HTTP 报文已加密，从抓包文件中读不出来。`,
  'analyzer.failed': (v) => `“${v.analyzer}”这一部分出错（${v.reason}），报告的其余部分不受影响。`,
};

function shareZh({address, packets, total}: IssueValues): string {
  return packets === total
    ? `${address} 发出的全部 ${total} 个 TCP 校验和`
    : `${address} 发出的 ${total} 个 TCP 校验和中，有 ${packets} 个`;
}

export const issueZh = (found: Issue): string => SENTENCES[found.code]?.(found.values ?? {}) ?? found.message;
export const ISSUES_ZH: Readonly<Partial<Record<IssueCode, unknown>>> = SENTENCES;
