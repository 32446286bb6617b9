import {mac} from '../../../src/assignment/questions/question.ts';
import {answerOf, marks} from './table.ts';

const gateway = 'That is the gateway.';

marks('a MAC address', answerOf(mac('3c:52:82:0a:b1:0c'), [], [{value: mac('00:50:56:c0:00:08'), says: gateway}]), {
  right: [
    '3c:52:82:0a:b1:0c',
    '3C:52:82:0A:B1:0C',
    '3C-52-82-0A-B1-0C',
    '3c–52–82–0a–b1–0c',
    '3c52.820a.b10c',
    '3c52820ab10c',
    '3C52820AB10C',
    '0x3c52820ab10c',
    '3c 52 82 0a b1 0c',
    '3c:52:82:a:b1:c',
    '3c：52：82：0a：b1：0c',
    'HewlettP_0a:b1:0c (3c:52:82:0a:b1:0c)',
    'Src: HewlettPacka_0a:b1:0c (3c:52:82:0a:b1:0c)',
    'MAC: 3c:52:82:0a:b1:0c.',
    'MAC:3c:52:82:0a:b1:0c',
    'MAC地址：3C:52:82:0A:B1:0C',
    '我的 MAC 地址是3c:52:82:0a:b1:0c',
  ],
  wrong: ['3c:52:82:0a:b1:0d', '3c-52-82-0a-b1-0b', '3c52820ab10d', 'Intel_0a:b1:0d', 'ff:ff:ff:ff:ff:ff', 'broadcast'],
  mistaken: [
    ['00:50:56:c0:00:08', gateway],
    ['VMware_c0:00:08 (00:50:56:c0:00:08)', gateway],
  ],
  toRead: [
    ['HewlettP_0a:b1:0c', 'maker'],
    ['3c:52:82:0a:b1', 'noMac'],
    ['3c:52:82:0a:b1:0c:00', 'noMac'],
    ['192.168.1.5', 'noMac'],
    ['3c:52:82:0a:b1:0c or 00:50:56:c0:00:08', 'several'],
    ['3c:52:82:0a:b1:0c → 00:50:56:c0:00:08', 'several'],
    ['not 3c:52:82:0a:b1:0c', 'negated'],
  ],
});

marks('to everybody', answerOf(mac('ff:ff:ff:ff:ff:ff')), {
  right: [
    'ff:ff:ff:ff:ff:ff',
    'FF-FF-FF-FF-FF-FF',
    'Broadcast',
    '广播',
    '广播地址 (ff:ff:ff:ff:ff:ff)',
    'Broadcast (ff:ff:ff:ff:ff:ff)',
  ],
  wrong: ['00:00:00:00:00:00'],
});
