import type {Failure} from '../en/failures.ts';

type Values = Failure['values'];

const SAVE_AS = '请在 Wireshark 中选择“文件 → 另存为”，保存为 pcapng 格式。';
const CONVERT = `请用 Wireshark 打开它，选择“文件 → 另存为”，保存为 pcapng 格式。`;
const UNPACK = '请先解压，提交其中的抓包文件。';
const UNPACK_ONE = '请先解压；gzip 和 zstd 格式不必解压。';
const PICTURE = `图片里没有报文。${SAVE_AS}`;
const TEXT = `其中是文字，不是报文。${SAVE_AS}`;
const REPORT = `文档里没有报文。${SAVE_AS}`;

/** What is no capture, by the last part of its code: what the file is, and what to do. */
const STRANGERS: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  word: ['是 Word 文档（.docx）', REPORT],
  excel: ['是 Excel 工作簿（.xlsx）', TEXT],
  powerpoint: ['是 PowerPoint 演示文稿（.pptx）', REPORT],
  office: ['是办公文档', REPORT],
  zip: ['是 zip 压缩包', UNPACK],
  rar: ['是 rar 压缩包', UNPACK],
  '7z': ['是 7z 压缩包', UNPACK],
  tar: ['是 tar 归档文件', UNPACK],
  bzip2: ['是用 bzip2 压缩的文件', UNPACK_ONE],
  xz: ['是用 xz 压缩的文件', UNPACK_ONE],
  lz4: ['是用 lz4 压缩的文件', UNPACK_ONE],
  'old-office': ['是旧格式的 Office 文档（.doc、.xls、.ppt）', REPORT],
  rtf: ['是 RTF 文档', REPORT],
  pdf: ['是 PDF 文件', REPORT],
  png: ['是图片（PNG）', PICTURE],
  jpeg: ['是图片（JPEG）', PICTURE],
  gif: ['是图片（GIF）', PICTURE],
  webp: ['是图片（WebP）', PICTURE],
  video: ['是照片或视频（HEIC、MP4）', PICTURE],
  snoop: ['是 Solaris snoop 格式的抓包文件', CONVERT],
  netmon: ['是 Microsoft Network Monitor 格式的抓包文件', CONVERT],
  sniffer: ['是 Network General Sniffer 格式的抓包文件', CONVERT],
  netxray: ['是 NetXray 或 Windows Sniffer 格式的抓包文件', CONVERT],
  etl: [
    '是 Windows 事件跟踪文件（.etl）',
    '请先转换成 pcapng 格式：pktmon 的记录用 `pktmon etl2pcap 文件名`，netsh 的记录用 etl2pcapng。',
  ],
  erf: ['是 Endace ERF 格式的抓包文件', CONVERT],
  'text-transfer': [
    '原是 pcapng 文件，但是传输时换行符被改动（当作文本传输时会这样），已经损坏',
    '请用二进制方式重新传输，或者打包成 zip 再传。',
  ],
  utf16: [
    '是 UTF-16 编码的文本',
    `可能是在 PowerShell 中用 \`>\` 写成的，这样会损坏抓包文件：请让抓包程序自己写文件（-w 文件名）。${SAVE_AS}`,
  ],
  pdml: ['是导出为 XML 的解析结果', TEXT],
  html: ['是网页（HTML）', '可能误把登录页面或下载页面保存成了文件，请重新下载抓包文件。'],
  csv: ['是导出为 CSV 的报文列表', TEXT],
  json: ['是 JSON 文件', TEXT],
  dissection: ['是 Wireshark 导出或另存的文本', TEXT],
  'tcpdump-text': ['是 tcpdump 显示的文字', '其中是文字，不是报文：请用 `tcpdump -w 文件名` 写抓包文件。'],
  'hex-dump': ['是十六进制文本', TEXT],
  xml: ['是 XML 文件', TEXT],
  text: ['是文本文件', TEXT],
  unknown: ['既不是 pcap 文件，也不是 pcapng 文件', SAVE_AS],
  empty: ['是空文件（0 字节）', '请重新抓包；如果是下载或上传的文件，请重新下载或上传。'],
};

const fileOf = ({file, unpacked}: Values): string => `“${file}”${unpacked === undefined ? '' : '解压后'}`;

const strangers = Object.entries(STRANGERS).map(([code, [what, advice]]): [string, (v: Values) => string] => [
  `not-a-capture.${code}`,
  (v) => `${fileOf(v)}${what}。${advice}`,
]);

/** The sentence for each code; values are those that the English message uses. */
const SENTENCES: Readonly<Record<string, (v: Values) => string>> = {
  ...Object.fromEntries(strangers),
  'not-a-capture.cut-header': (v) =>
    `${fileOf(v)}是抓包文件，但是只有 ${v.bytes} 字节，文件头还没有结束，读不出任何报文。请重新复制这个文件，或者重新抓包。`,
  'not-a-capture.compressed-empty': (v) =>
    `“${v.file}”是用 ${v.compression} 压缩的文件，但是解压不出任何内容。请重新复制这个文件，或者重新压缩抓包文件。`,
  'not-a-capture.nested': (v) => `“${v.file}”压缩了两次。请先解压一次。`,
  'zstd-window': (v) =>
    `文件压缩时用的窗口是 ${v.mebibytes} MiB，超过 zstd 默认的上限 8 MiB。请先用 \`zstd -d --long=31\` 解压。`,
  'no-such-file': (v) => `没有文件“${v.path}”。请检查文件名和文件夹。`,
  'no-permission': (v) => `没有权限读取“${v.path}”。请取得权限，或者复制这个文件。`,
  'is-folder': (v) => `“${v.path}”是文件夹。请指明其中的抓包文件。`,
  'is-device': (v) => `“${v.path}”是设备，不是文件。请指明抓包文件。`,
  unreadable: (v) => `“${v.path}”无法读取${v.code === '' ? '' : `（${v.code}）`}。`,
  'no-space': (v) => `临时文件夹“${v.folder}”无法写入（${v.code}）。请腾出空间，或者用 TMPDIR 指定别的文件夹。`,
  'limit.time': (v) => `用时超过 ${v.seconds} 秒`,
  'limit.memory': (v) => `占用的内存超过 ${v.megabytes} MB`,
  crash: (v) => `labshark 出错：${v.reason}`,
};

/** A code without a sentence (of what was found out by another version) keeps its English message. */
export const failureZh = ({code, values, message}: Failure): string => SENTENCES[code]?.(values) ?? message;
export const FAILURES_ZH: Readonly<Record<string, unknown>> = SENTENCES;
