import type {WorksheetSentences} from '../en/worksheet.ts';

export const worksheetZh = (): WorksheetSentences => ({
  title: (assignment) => `答题单：${assignment}`,
  name: '姓名',
  id: '学号',
  colon: '：',
  howTo:
    '请把答案写在“答：”后面，可以写多行。方括号里的标记用来找到答案，请保持原样。所有数值都以你自己的抓包文件为准。“这条连接”指与要访问的网站的第一条完整的 HTTP 连接，“请求”“响应”指这条连接上的第一对完整的请求和响应。',
  record: '抓包要求',
  site: '要访问的网站',
  window: '抓包时间',
  fileName: '文件名',
  from: (p) =>
    p.from !== undefined && p.to !== undefined
      ? `${p.from} 到 ${p.to}（时区 ${p.zone}）`
      : `${p.from ?? p.to} ${p.from === undefined ? '之前' : '之后'}（时区 ${p.zone}）`,
  pattern: (pattern) => `符合 ${pattern} 这一格式`,
  example: (example) => `形如 ${example}，其中换成你自己的信息`,
  questions: '题目',
  points: (points) => `（${points} 分）`,
  units: {bytes: '字节', bits: '比特', seconds: '秒', 'bits-per-second': '比特/秒', hex: '十六进制'},
  answer: (unit) => (unit === undefined ? '答：' : `答（${unit}）：`),
  frames: '依据的帧号（可不填）：',
  end: '答题到此为止，以下内容不作为答案。',
});
