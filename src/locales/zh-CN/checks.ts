import type {CheckSentences, ConnectionName} from '../en/checks.ts';
import {excerpt, plainRuns, someRuns} from '../format.ts';
import {checkNamesZh} from './check-names.ts';
import {sideZh} from './format.ts';

const list = (parts: readonly string[]): string => parts.join('、');
const either = (parts: readonly string[]): string => parts.join('或');
const frames = (all: readonly number[]): string => `第 ${plainRuns(all, '、')} 帧`;
const connection = ({stream, clientPort}: ConnectionName): string => `连接 ${stream}（客户端端口 ${clientPort}）`;

const CLEAR_CACHE = '浏览器用了缓存里的网页。请清除缓存（Ctrl+Shift+Delete），或者用 Ctrl+F5 强制刷新，然后重新抓包。';

export const checksZh = (): CheckSentences => ({
  names: checkNamesZh,
  target: (p) => {
    const site = p.host !== undefined && p.address !== undefined ? `${p.host}（${p.address}）` : (p.host ?? p.address);
    if (site === undefined) return p.port === undefined ? '任意网站' : `TCP 端口 ${p.port}`;
    return p.port === undefined ? site : `${site} 的 TCP 端口 ${p.port}`;
  },
  skipped: (p) => `“${p.title}”（${p.check}）没有通过，所以这一项没有检查。请先解决那一项。`,
  skippedForError: (p) => `“${p.title}”（${p.check}）未能检查，所以这一项也没有检查，不会因此扣分。`,
  error: (reason) => `这一项未能检查（${excerpt(reason, 200)}）。这不是你的问题，不会因此扣分，老师会另行查看。`,
  notCompared: '还没有比较全班的抓包文件',
  handedOutNotCompared: '还没有与老师发的抓包文件比较',
  readable: {
    expected: '能够打开、含有报文的抓包文件（pcap 或 pcapng）。',
    nothing: {
      found: '没有提交任何文件。',
      hint: '请提交用 Wireshark 保存的抓包文件（“文件 → 另存为”，扩展名是 .pcapng）。',
    },
    noCapture: {
      found: '提交的文件中没有抓包文件。',
      hint: '请提交抓包文件本身，而不是截图或实验报告：在 Wireshark 中用“文件 → 另存为”保存，扩展名是 .pcapng。',
    },
    unreadable: {
      hint: '请试着用 Wireshark 打开这个文件。如果也打不开，请重新保存或者重新抓包，再提交新的文件。',
    },
    empty: {
      found: '文件是抓包文件，但是里面没有报文。',
      hint: '请在 Wireshark 的开始界面选择曲线有波动的网络接口，看到有报文出现之后再停止。也可能是捕获过滤器把报文都滤掉了。',
    },
  },
  fileName: {
    expected: (p) =>
      p.example === undefined
        ? `文件名应符合 ${p.pattern} 这一格式。`
        : `文件名形如 ${p.example}，其中换成你自己的信息。`,
    found: (name) => `文件名是 ${excerpt(name)}。`,
    hint: '请改好文件名再提交，文件内容不用动。',
  },
  traffic: {
    expected: (target) => `与${spaced(target)}之间的 TCP 连接。`,
    noTcp: '抓包文件中没有 TCP 连接。',
    others: (p) =>
      `抓包文件中只有与其他主机的 TCP 连接：${list(p.servers.map((one) => excerpt(one)))}${p.more > 0 ? `，另有 ${p.more} 个` : ''}。`,
    otherPort: (p) => `与这台主机之间只有到端口 ${list(p.ports.map(String))} 的连接（${frames(p.frames)}）。`,
    hint: (target) =>
      `请先开始抓包，再打开网页（目标是${spaced(target).trimEnd()}），等网页显示出来再停止；捕获过滤器不能把它滤掉。`,
    quic: '抓到的是 QUIC（基于 UDP 的 HTTP/3），它不使用 TCP。请在浏览器中关闭 QUIC，或者改用 http:// 开头的网址，然后重新抓包。',
  },
  window: {
    expected: (p) =>
      p.from !== undefined && p.to !== undefined
        ? `在 ${p.from} 到 ${p.to} 之间抓包（时区 ${p.zone}）。`
        : `在 ${p.from ?? p.to} ${p.from === undefined ? '之前' : '之后'}抓包（时区 ${p.zone}）。`,
    found: (p) => (p.start === p.end ? `抓包时间是 ${p.start}。` : `抓包时间是 ${p.start} 到 ${p.end}。`),
    noTimes: '报文没有时间戳。',
    early: '抓包时间早于规定的时间，请重新抓包。如果确实是新抓的，请检查抓包计算机的时钟。',
    late: '抓包时间晚于规定的时间。如果是抓包计算机的时钟不准，请向老师说明。',
    noTimesHint: '请提交 Wireshark 直接保存的抓包文件：用其他程序改写文件时，可能会丢失时间。',
  },
  handshake: {
    expected: (kinds) =>
      kinds.length === 0
        ? '至少一条与目标的连接，握手的三个报文段 SYN、SYN+ACK、ACK 都在。'
        : `至少一条与目标的连接，建立方式是：${either(kinds)}。`,
    found: (p) => {
      const at = frames(p.frames);
      switch (p.kind) {
        case 'not-captured':
          return `开始抓包时，${connection(p.connection)}已经建立：它的第一个报文（${at}）不是 SYN。`;
        case 'incomplete':
          return `${connection(p.connection)}的握手缺少 ${list(p.missing)}（抓到的是${at}）。`;
        case 'refused':
          return `服务器拒绝了${connection(p.connection)}：它用 RST 回答了 SYN（${at}）。`;
        case 'unanswered':
          return `${connection(p.connection)}的 SYN 没有得到回答（${at}）。`;
        case 'three-way':
        case 'simultaneous-open':
          return `${connection(p.connection)}的建立方式是：${p.name}（${at}）。`;
        default:
          return p.kind satisfies never;
      }
    },
    hint: {
      'not-captured': '请先开始抓包，再打开网页；打开之前先关闭浏览器，这样它才会重新建立连接。',
      incomplete: '请在打开网页之前几秒就开始抓包，并且不要用只留一个方向的捕获过滤器，然后重新抓包。',
      refused: '这个端口上没有程序在监听：请检查网址，确认服务器已经启动，然后重新抓包。',
      unanswered: '请检查网址和网络，确认浏览器能打开这个网页，然后重新抓包。',
      'three-way': '请按实验要求的方式建立连接，然后重新抓包。',
      'simultaneous-open': '请按实验要求的方式建立连接，然后重新抓包。',
    },
  },
  exchange: {
    expected: (p) => {
      const request = [p.method, p.path].filter((part) => part !== undefined).join(' ');
      const status = p.status.length === 0 ? '' : `，状态码是 ${p.status.join(' 或 ')}`;
      return `发往目标的一个完整的 HTTP 请求${request === '' ? '' : `（${request}）`}和对应的完整响应${status}。`;
    },
    none: '与目标的连接中没有 HTTP 请求。',
    noResponse: (p) => `请求 ${excerpt(p.request)}（第 ${p.frame} 帧）没有抓到响应。`,
    noRequest: (p) => `第 ${p.frame} 帧的响应没有抓到对应的请求。`,
    cut: (p) => `${excerpt(p.request)} 的请求和响应（${frames(p.frames)}）没有抓完整。`,
    others: (p) =>
      `完整的请求和响应是另外的：${p.exchanges.map((one) => `${excerpt(one.request)} → ${one.status}（第 ${one.frame} 帧）`).join('；')}${p.more > 0 ? `；另有 ${p.more} 个` : ''}。`,
    hint: {
      none: '请在抓包时用 http:// 开头的网址打开网页，并等到网页显示出来。',
      noResponse: '请等网页完全显示出来，再停止抓包。',
      noRequest: '请先开始抓包，再打开网页。',
      cut: '请抓取完整的报文（不要限制报文长度），并等网页完全显示出来再停止。',
      others: '请打开实验要求的那个网址，注意不要输错，然后重新抓包。',
      cached: CLEAR_CACHE,
    },
  },
  cached: {
    expected: '至少有一个带内容的响应，而不只有 304 Not Modified。',
    found: (p) =>
      p.count === 1
        ? `目标只有一个响应，是 304 Not Modified（${frames(p.frames)}）。`
        : `目标的 ${p.count} 个响应都是 304 Not Modified（${frames(p.frames)}）。`,
    hint: CLEAR_CACHE,
  },
  https: {
    expected: '至少有一条与目标的连接，HTTP 报文没有加密。',
    found: (p) =>
      p.count === 1
        ? `与目标的唯一一条连接用 TLS 加了密（${frames(p.frames)}），看不到 HTTP 报文。`
        : `与目标之间传数据的 ${p.count} 条连接都用 TLS 加了密（${frames(p.frames)}），看不到 HTTP 报文。`,
    hint: '输入网址时请写明 http://。如果浏览器自动改成 https://，请用无痕窗口，或者用命令 curl -v http://… 访问，然后重新抓包。',
  },
  release: {
    expected: (kinds) =>
      kinds.length === 0
        ? '至少一条与目标的连接，释放过程完整：FIN 和对它们的 ACK，或者 RST。'
        : `至少一条与目标的连接，释放过程完整，方式是：${either(kinds)}。`,
    found: (p) => {
      const at = frames(p.frames);
      if (p.kind === 'still-open') return `抓包结束时，${connection(p.connection)}还没有释放（最后一个报文是${at}）。`;
      if (p.kind === 'half-closed')
        return `${connection(p.connection)}只抓到${p.initiator === undefined ? '一方' : sideZh(p.initiator)}的 FIN（${at}）。`;
      if (!p.complete) return `${connection(p.connection)}的释放缺少最后一个 ACK（抓到的是${at}）。`;
      return `${connection(p.connection)}的释放方式是：${p.name}，见${at}。`;
    },
    hint: {
      open: '网页显示之后请继续抓包：关闭标签页或者浏览器，看到 FIN 或 RST 再停止。服务器可能会把连接保持几分钟。',
      cut: '看到 FIN 之后，请再等几秒钟再停止抓包。',
      other:
        '连接怎样释放由双方决定，每次访问可能不同。请重新抓包，也可以换一个浏览器或者用 curl，直到释放方式符合要求。',
    },
  },
  oneConnection: {
    expected: '握手、HTTP 请求与响应、释放，都属于同一条连接。',
    found: (p) =>
      `它们来自不同的连接：握手（${frames(p.handshake.frames)}）来自${connection(p.handshake)}，请求与响应（${frames(p.exchange.frames)}）来自${connection(p.exchange)}，释放（${frames(p.release.frames)}）来自${connection(p.release)}。`,
    hint: (stream) =>
      `浏览器会同时建立好几条连接。请跟踪传送网页的那一条（在 Wireshark 中用 tcp.stream == ${stream}）：在它建立之前开始抓包，在它释放之后再停止。`,
  },
  lookup: {
    expected: (name) =>
      name === undefined ? '一次 DNS 查询和对它的应答。' : `对 ${name} 的 DNS 查询，以及带有地址的应答。`,
    none: '抓包文件中没有 DNS 查询。',
    others: (p) =>
      `抓包文件中只有对其他域名的 DNS 查询：${list(p.names.map((one) => excerpt(one)))}${p.more > 0 ? `，另有 ${p.more} 个` : ''}。`,
    unanswered: (p) => `对 ${excerpt(p.name)} 的查询（${frames(p.frames)}）没有抓到应答。`,
    failed: (p) => `对 ${excerpt(p.name)} 的查询没有得到地址（${p.rcode}，${frames(p.frames)}）。`,
    hint: {
      none: '计算机还记得这个地址，或者用了别的方式查询。请清除 DNS 缓存（Windows：ipconfig /flushdns，macOS：sudo dscacheutil -flushcache，Linux：resolvectl flush-caches），关闭浏览器的安全 DNS，不要用会滤掉 DNS 的捕获过滤器，并且先开始抓包再打开网页。',
      unanswered: '请早一点开始抓包，并检查网络；捕获过滤器要让两个方向的报文都通过。',
      failed: '请检查域名有没有输错，然后重新抓包。',
    },
  },
  ping: {
    expected: (target) =>
      target === undefined
        ? '一个 ICMP 回送请求和对它的回送回答。'
        : `发往 ${target} 的 ICMP 回送请求和对它的回送回答。`,
    none: '抓包文件中没有 ICMP 回送请求。',
    others: (p) => `ping 的是其他主机：${list(p.destinations)}。`,
    noReply: (p) => `发往 ${p.destination} 的回送请求（${frames(p.frames)}）都没有抓到回送回答。`,
    hint: (target) => `请在抓包时打开终端，运行 ping ${target ?? '主机名'}；捕获过滤器不能把 ICMP 滤掉。`,
    noReplyHint: '请检查网络后再 ping 一次。有些主机从不回答 ping：如果网页能打开，请向老师说明。',
  },
  cut: {
    expected: '报文完整，抓包时没有丢失，文件也是完整的。',
    snaplen: (p) =>
      `有 ${p.packets} 个报文在抓包时被截断${p.frame === undefined ? '' : `（第一个是第 ${p.frame} 帧）`}。`,
    dropped: (packets) => `抓包程序丢失了 ${packets} 个报文。`,
    truncated: '文件不完整或者已经损坏，缺少一部分。',
    hint: {
      snaplen: '请抓取完整的报文：Wireshark 的捕获选项中不要限制报文长度；tcpdump 用 -s 0。',
      dropped: '请关闭其他使用网络的程序，缩短抓包时间或者使用捕获过滤器，然后重新抓包。',
      truncated: '请先停止抓包再保存，等文件复制或上传完毕，然后重新提交。',
    },
  },
  handedOut: {
    expected: '自己抓的包。',
    file: (name) => `这个文件就是老师发的 ${name}。`,
    connections: (p) => `其中的连接（${frames(p.frames)}）与老师发的 ${p.name} 相同。`,
    hint: '请在自己的计算机上抓包，提交自己抓到的文件。',
  },
  shared: {
    expected: '自己抓的包，没有其他人提交。',
    found: (p) =>
      `有 ${p.connections} 条连接（第 ${someRuns(p.frames, '、', 10, p.isCut)} 帧）也出现在另外 ${p.others} 位同学的抓包文件里。其中的一些数值是随机选取的，分别抓的包不可能相同。`,
    hint: '请自己抓包，提交自己的文件。如果你们是在同一台计算机上一起做的，请向老师说明。',
  },
  late: (p) =>
    p.points > 0 ? `迟交，按截止后第 ${p.days} 天计，扣 ${p.points} 分。` : `迟交，按截止后第 ${p.days} 天计。`,
  zeroed: '得 0 分，因为其中的连接也出现在其他同学的抓包文件里。',
  chosen: {
    only: '这是唯一能打开的抓包文件。',
    points: (p) => `${p.captures} 个抓包文件中，“${p.file}”得分最高，以它为准。`,
    checks: (p) => `${p.captures} 个抓包文件中有几个得分相同，以通过检查项最多（${p.passed} 项）的“${p.file}”为准。`,
    name: (p) => `${p.captures} 个抓包文件中有几个结果相同，以文件名排在最前的“${p.file}”为准。`,
    cut: (file) => `“${file}”不完整，末尾缺失。`,
  },
});

/** A space between Chinese and what is not, as the rest of the sentences have it. */
const spaced = (text: string): string =>
  `${/^[\u4e00-\u9fff]/.test(text) ? '' : ' '}${text}${/[\u4e00-\u9fff）]$/.test(text) ? '' : ' '}`;
