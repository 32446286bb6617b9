import type {Locale} from '../en/index.ts';
import {remarkIn} from '../en/remarks.ts';
import type {FrameLink} from '../format.ts';
import {answersZh} from './answers.ts';
import {assignmentZh} from './assignment.ts';
import {captureZh, connectionsZh, lookupsZh} from './capture.ts';
import {checksZh} from './checks.ts';
import {classZh} from './class.ts';
import {exchangeZh, layersZh} from './exchange.ts';
import {failureZh} from './failures.ts';
import {fieldsZh} from './fields.ts';
import {figuresZh} from './figures.ts';
import {formatZh} from './format.ts';
import {handshakeZh} from './handshake.ts';
import {headersZh, methodsZh, statusesZh} from './http-names.ts';
import {issueZh} from './issues.ts';
import {keyZh} from './key.ts';
import {cannotAnswerZh, choicesZh, questionsZh} from './questions/index.ts';
import {redactionZh} from './redaction.ts';
import {remarksZh} from './remarks.ts';
import {statementsZh} from './statements.ts';
import {teardownZh} from './teardown.ts';
import {notesZh, transferZh} from './transfer.ts';
import {worksheetZh} from './worksheet.ts';

/** Every sentence of a report in Chinese, as a teaching assistant at a Chinese university would write it. */
export function zhCN(link: FrameLink): Locale {
  const f = formatZh(link);
  return {
    tag: 'zh-CN',
    format: f,
    report: {
      title: '实验报告：逐个报文分析一次网页访问',
      titleOther: '实验报告：逐个报文分析一条 TCP 连接',
      titleForOther: (p) => `${p.client} 与 ${p.server}`,
      titleFor: (p) => `${p.client} 访问 ${p.server}`,
      student: '姓名',
      studentId: '学号',
      captureFile: '抓包文件',
      recorded: '抓包时间',
      connection: '所分析的连接',
      exchange: '请求与响应',
      generator: (version) => `由 labshark ${version} 根据抓包文件生成；每项结论都注明了可供核对的帧号。`,
      contents: '目录',
      alerts: {note: '说明', tip: '提示', warning: '注意', important: '重要', caution: '警告'},
      failed: '由于 labshark 出错，本节未能生成；报告的其余部分不受影响。',
      noTcp: '抓包文件中没有 TCP 连接，因此没有本节内容。',
      noPackets: '抓包文件中没有报文，因此没有本节内容。',
    },
    segmentHead: [
      '帧',
      '时间（秒）',
      '发送方',
      '标志',
      '序号（原始）',
      '序号（相对）',
      '确认号（原始）',
      '确认号（相对）',
      '窗口',
      '数据长度',
    ],
    stateHead: ['此帧之后', '客户端', '服务器'],
    statesTitle: '每个报文段到达后双方的状态',
    stateUnknown: '无从得知',
    stateStart: '（此前）',
    class: classZh(),
    capture: captureZh(f),
    lookups: lookupsZh(f),
    connections: connectionsZh(f),
    handshake: handshakeZh(f),
    exchange: exchangeZh(f),
    layers: layersZh(f),
    transfer: transferZh(f),
    teardown: teardownZh(f),
    notes: notesZh(f),
    checks: checksZh(),
    assignmentTemplate: assignmentZh,
    questions: questionsZh(),
    worksheet: worksheetZh(),
    cannotAnswer: cannotAnswerZh,
    choices: choicesZh,
    answers: answersZh,
    key: keyZh,
    redaction: redactionZh(),
    statements: statementsZh(),
    figures: figuresZh(),
    fields: fieldsZh,
    methods: methodsZh,
    statuses: statusesZh,
    headers: headersZh,
    issue: issueZh,
    failure: failureZh,
    remark: remarkIn(remarksZh),
  };
}
