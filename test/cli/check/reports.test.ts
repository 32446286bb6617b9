import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ClassResult, StatementResult} from '../../../src/model/class.ts';
import {zipFile} from '../../support/zip-file.ts';
import {buildProgram, runProgram, workFolder} from '../program.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'samples');
const ASSIGNMENT = `
id: reports
title: 实验报告
language: zh-CN
timezone: Asia/Shanghai
checks: {readable-capture: 5}
`;

interface Report {
  readonly capture: string;
  readonly lines: readonly string[];
  /** What the capture contradicts: a part of the quote, and one of what is said. */
  readonly wrong: readonly (readonly [quote: string, why: string])[];
  /** Parts of quotes that the capture agrees with. */
  readonly right: readonly string[];
}

/** Reports as students write them about the samples, with the mistakes that they make. */
const REPORTS: Readonly<Record<string, Report>> = {
  '2024001': {
    capture: 'six-connections.pcapng',
    lines: [
      '一、数据帧分析',
      '选中 49 号帧，该帧在线路上有 3224bit，实际捕获 403bit，接口 id 为 0。',
      '49 号帧的捕获时间为 2024 年 1 月 6 日 18:25:54 左右。',
      '该帧到达的时刻是 18:25。',
      '二、TCP 连接的建立',
      '11 号报文是客户端发出的 SYN 报文，Seq=0，窗口大小为 64240。',
      '发出 11 号报文之后，浏览器迟迟没有收到应答，于是又重新发送了 12 号报文和 13 号报文。',
      '14 号报文是服务器的 SYN+ACK 报文，Ack=1。',
      '三、TCP 连接的释放',
      '135 号报文是 FIN 报文，136 号报文对它进行确认。',
    ],
    wrong: [
      ['403bit', '403 字节'],
      ['18:25:54', '相差 3 分钟'],
      ['18:25', '相差 3 分钟'],
      ['12 号报文和 13 号报文', '不是重传'],
    ],
    right: ['64240', '14 号报文', '135 号报文'],
  },
  '2024002': {
    capture: 'six-connections.pcapng',
    lines: [
      '49 号帧在线路上有 403 字节（3224 bit），捕获时间为 18:28:54。',
      '第 11、12、13 帧是三个 SYN，端口分别是 13096、13097 和 13098，它们建立三条不同的连接，不是重传。',
      '客户端的端口号是 13096，服务器的端口号是 80。',
      '客户端的 IP 地址是 10.164.249.88，服务器的 IP 地址是 202.117.1.13。',
      '三次握手是第 11、14、17 帧。',
      '本次抓包中，端口 13096 的连接释放用了四个报文段：第 135、136、147、154 帧。',
    ],
    wrong: [],
    right: ['18:28:54', '13096，服务器', '10.164.249.88', '第 11、14、17 帧', '135、136、147、154'],
  },
  '2024003': {
    capture: 'own-web-server.pcapng',
    lines: [
      '浏览器与服务器交互时，一共有三个请求。',
      'HTTP 请求报文：No.4、No.12、No.15',
      'HTTP 响应报文：No.5、No.13、No.17',
      '第 13 帧的状态码为 304，说明浏览器使用了缓存。',
      '第 17 帧的状态码为 404，因为没有准备网站图标。',
    ],
    wrong: [['No.5、No.13、No.17', '第 5 帧不是']],
    right: ['No.4、No.12、No.15', '304', '404'],
  },
  '2024004': {
    capture: 'own-web-server.pcapng',
    lines: [
      'HTTP 请求报文：No.4、No.12、No.15',
      'HTTP 响应报文：No.6、No.13、No.17',
      '三次握手是第 1、2、3 帧，客户端的端口号是 41086。',
      '第 16 帧是客户端的 FIN 报文，第 18 帧是 RST 报文。',
      '理论上释放连接需要四次挥手。',
    ],
    wrong: [],
    right: ['No.4、No.12、No.15', 'No.6、No.13、No.17', '第 1、2、3 帧', '第 16 帧'],
  },
  '2024005': {
    capture: 'merged-close.pcap',
    lines: [
      '本次抓包包括三次握手、HTTP 报文和挥手的全部数据包。',
      '客户端的端口号是 2051，服务器的端口号是 80。',
      '关闭网页之后，实际捕获到四个断开连接的数据包。',
      '服务器返回的第 5 帧是 HTTP 响应，状态码为 200。',
    ],
    wrong: [['四个', '三个数据包，不是四个']],
    right: ['2051', '第 5 帧'],
  },
  '2024006': {
    capture: 'merged-close.pcap',
    lines: [
      '关于四次挥手为什么实际只抓到三个包：服务器收到第 7 帧的 FIN 时已经没有数据要发送。',
      '于是 ACK 和 FIN 合并在第 8 帧中，本次断开连接只捕获到三个数据包。',
      '若服务器还有数据要发送，就会先发送 ACK，四次挥手就是四个包了。',
      '客户端的端口号是 2051，服务器的端口号是 80。三次握手是第 1、2、3 帧。',
    ],
    wrong: [],
    right: ['三个数据包', '2051', '第 1、2、3 帧'],
  },
  '2024007': {
    capture: 'four-packet-close.pcap',
    lines: [
      '第 17 帧的源 IP 地址为 192.168.12.106，目的 IP 地址为 123.58.191.10。',
      'Sequence number 的值为 1，是主机随机生成的序号。',
      '第 17 帧的 Flags 为 FIN, ACK，是第一次挥手，序号为 396。',
      '第二次挥手：第 18 帧，确认号为 397。',
      '第三次挥手：第 20 帧。',
      '第四次挥手：第 22 帧，序号为 397，确认号为 3326。',
    ],
    wrong: [
      ['随机生成', '相对序号'],
      ['第 20 帧', '第三次挥手'],
    ],
    right: ['192.168.12.106', '第 18 帧', '第 22 帧'],
  },
  '2024008': {
    capture: 'four-packet-close.pcap',
    lines: [
      '第一次挥手：第 17 帧，序号为 396，确认号为 2088。',
      '第二次挥手：第 18 帧，确认号为 397，它只带 ACK 标志。',
      '第三次挥手：第 21 帧，序号为 3325，确认号为 397。',
      '第四次挥手：第 22 帧，序号为 397，确认号为 3326。',
      '前一条连接没有传送数据，第 4、5、6、7 帧是它的挥手过程，相对序号仍是 1 和 2。',
    ],
    wrong: [],
    right: ['第 17 帧', '第 18 帧', '第 21 帧', '第 22 帧'],
  },
};

/** A Word document with these paragraphs. */
const docx = (lines: readonly string[]): Uint8Array =>
  zipFile(
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    {
      name: 'word/document.xml',
      data: `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${lines
        .map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
        .join('')}</w:body></w:document>`,
    },
  );

describe('reports in prose beside the captures', () => {
  const folder = workFolder({'a.yaml': ASSIGNMENT});
  const found = new Map<string, readonly StatementResult[]>();
  const path = (...parts: string[]) => join(folder.path, ...parts);
  beforeAll(async () => {
    buildProgram();
    // Each report once as Markdown and once as a Word document, by students of their own.
    for (const [id, {capture, lines}] of Object.entries(REPORTS)) {
      for (const student of [id, `${id}1`]) {
        mkdirSync(path('class', student), {recursive: true});
        copyFileSync(join(SAMPLES, capture), path('class', student, capture));
      }
      writeFileSync(path('class', id, '报告.md'), lines.join('\n\n'));
      writeFileSync(path('class', `${id}1`, '报告.docx'), docx(lines));
    }
    const {code, stderr} = await runProgram(
      ['check', 'class', '--assignment', 'a.yaml', '--format', 'json', '--out', 'out'],
      folder.path,
    );
    expect(code, stderr).toBe(0);
    const result: ClassResult = JSON.parse(readFileSync(path('out', 'reports', 'class.json'), 'utf8'));
    for (const {id, statements = []} of result.students) found.set(id, statements);
  }, 120_000);
  afterAll(() => folder.remove());

  const of = (id: string, outcome: StatementResult['outcome']): string[] =>
    (found.get(id) ?? []).filter((one) => one.outcome === outcome).map(({quote, why}) => `${quote} → ${why}`);

  test.each(Object.keys(REPORTS).flatMap((id) => [id, `${id}1`]))('of %s: what is wrong, and nothing else', (id) => {
    const {wrong, right} = REPORTS[id.slice(0, 7)] as Report;
    const contradicted = of(id, 'contradicts');
    expect(contradicted).toHaveLength(wrong.length);
    for (const [at, [quote, why]] of wrong.entries()) {
      expect(contradicted[at]?.split(' → ')[0]).toContain(quote);
      expect(contradicted[at]?.split(' → ')[1]).toContain(why);
    }
    const agreed = of(id, 'agrees');
    for (const quote of right) expect(agreed.map((one) => one.split(' → ')[0]).join('\n')).toContain(quote);
  });
});
