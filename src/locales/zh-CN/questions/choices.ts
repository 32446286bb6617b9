import type {Locale} from '../../en/index.ts';

export const choicesZh: Locale['choices'] = {
  client: {name: '客户端', also: ['客户机', '浏览器', '本机', '主机', '我']},
  server: {name: '服务器', also: ['服务端', '服务器端', '网站']},
  yes: {name: '是', also: ['对', '有', '可以', '正确']},
  no: {name: '否', also: ['不是', '不', '没有', '错误']},
  udp: {name: 'UDP', also: ['用户数据报协议']},
  tcp: {name: 'TCP', also: ['传输控制协议']},
};
