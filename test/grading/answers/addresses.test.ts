import {address} from '../../../src/assignment/questions/question.ts';
import {answerOf, marks} from './table.ts';

const server = 'That is the address of the server.';

marks('IPv4', answerOf(address('192.168.1.5'), [], [{value: address('93.184.216.34'), says: server}]), {
  right: [
    '192.168.1.5',
    '１９２．１６８．１．５',
    '192。168。1。5',
    '192.168.001.005',
    '192.168.1.5.',
    '192.168.1.5/24',
    '192.168.1.5:50000',
    '[192.168.1.5]',
    'IP: 192.168.1.5',
    'IP 地址是192.168.1.5',
    'ip.src == 192.168.1.5',
    '192.168.1.5 (192.168.1.5)',
    'the client is 192.168.1.5',
  ],
  wrong: ['192.168.1.55', '192.168.1.6', '192.168.1.4/24', '2001:db8::1'],
  mistaken: [
    ['93.184.216.34', server],
    ['93.184.216.34:80', server],
  ],
  toRead: [
    ['192.168.1', 'noAddress'],
    ['192.168.1.256', 'noAddress'],
    ['1.192.168.1.5', 'noAddress'],
    ['www.example.com', 'noAddress'],
    ['3232235781', 'noAddress'],
    ['192.168.1.5 or 192.168.1.6', 'several'],
    ['192.168.1.5 → 93.184.216.34', 'several'],
    ['192.168.1.5，93.184.216.34', 'several'],
    ['不是 192.168.1.5', 'negated'],
  ],
});

marks('IPv6', answerOf(address('2001:db8::1:0:0:5')), {
  right: [
    '2001:db8::1:0:0:5',
    '2001:DB8::1:0:0:5',
    '2001:db8:0:0:1::5',
    '2001:0db8:0000:0000:0001:0000:0000:0005',
    '2001:0DB8:0:0:1:0:0:5',
    '2001：db8：：1：0：0：5',
    '[2001:db8::1:0:0:5]',
    '[2001:db8::1:0:0:5]:80',
    '2001:db8::1:0:0:5/64',
    '2001:db8::1:0:0:5%eth0',
    'IPv6: 2001:db8::1:0:0:5',
    '地址为2001:db8::1:0:0:5。',
    '2001:db8::1:0:0.0.0.5',
  ],
  wrong: ['2001:db8::1:0:0:6', '2001:db8::5', '::1', 'fe80::1', '192.168.1.5'],
  toRead: [
    ['2001:db8::1::5', 'noAddress'],
    ['2001:db8:1:5', 'noAddress'],
    ['00:11:22:33:44:55', 'noAddress'],
    ['12:34:56', 'noAddress'],
    ['2001:db8::1:0:0:5 和 ::1', 'several'],
  ],
});

marks('a port after IPv6 without brackets', answerOf(address('2001:db8::1')), {
  right: ['2001:db8::1', '[2001:db8::1]:443'],
  wrong: ['2001:db8::2'],
  toRead: [['2001:db8::1:443', 'ambiguous']],
});
