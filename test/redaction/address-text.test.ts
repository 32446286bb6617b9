import {expect, it} from 'vitest';
import {rewriteAddresses} from '../../src/redaction/address-text.ts';
import {addressMasks, seenAddresses} from '../../src/redaction/masks.ts';

/** Masked as one string of a report that shows the addresses elsewhere. */
function masked(text: string, known: string): string {
  const seen = seenAddresses();
  const noting = {mask: (address: Uint8Array, sure: boolean) => void (sure && seen.add(address))};
  rewriteAddresses(known, noting);
  rewriteAddresses(text, noting);
  return rewriteAddresses(text, {mask: addressMasks(seen).of});
}

const KNOWN = '8.8.4.4 00:0c:29:c2:89:0b 2606:4700::1111';

it.each([
  ['dns 8.8.4.4, then 1.1.1.1:53', 'dns 203.0.113.1, then 203.0.113.2:53'],
  ['10.0.0.1 127.0.0.1 169.254.1.1 172.31.0.1 192.168.1.1', '10.0.0.1 127.0.0.1 169.254.1.1 172.31.0.1 192.168.1.1'],
  ['224.0.0.251 255.255.255.255 100.64.1.1 192.0.2.7', '224.0.0.251 255.255.255.255 100.64.1.1 192.0.2.7'],
  ['172.32.0.1 11.0.0.1', '203.0.113.2 203.0.113.3'],
  ['Chrome/120.0.0.0 NSS/3.13.6.0', 'Chrome/120.0.0.0 NSS/3.13.6.0'],
  ['http://1.1.1.1/1.2.3.4.5', 'http://203.0.113.2/1.2.3.4.5'],
  ['Extension Id: 2.5.29.15 (id-ce-keyUsage)', 'Extension Id: 2.5.29.15 (id-ce-keyUsage)'],
  ['(8,8,4,4,10,1)', '(203,0,113,1,10,1)'],
  ['ec2-8-8-4-4.example, 4.4.8.8.dsl.example', 'ec2-203-0-113-1.example, 203.0.113.2.dsl.example'],
  ['5.4.3.2.in-addr.arpa 1.0.0.10.in-addr.arpa', '2.113.0.203.in-addr.arpa 1.0.0.10.in-addr.arpa'],
  ['2606:4700:0:0::1111', '2001:db8::1'],
  ['2001:4860:4860::8888 and [2001:4860:4860::8888]:443', '2001:db8::2 and [2001:db8::2]:443'],
  ['::1 fe80::1 fd00::1 ff02::1 2001:db8::5', '::1 fe80::1 fd00::1 ff02::1 2001:db8::5'],
  ['::ffff:8.8.4.4 ::ffff:10.0.0.1 64:ff9b::808:404', '::ffff:203.0.113.1 ::ffff:10.0.0.1 64:ff9b::cb00:7101'],
  ['fe80::20c:29ff:fec2:890b fd00::20c:29ff:fec2:890b', 'fe80::ff:fe00:1 fd00::ff:fe00:1'],
  ['ff02::1:ff00:1111 33:33:ff:00:11:11', 'ff02::1:ff00:1 33:33:ff:00:00:01'],
  ['00-0C-29-C2-89-0B 000c.29c2.890b 0:c:29:c2:89:b', '02-00-00-00-00-01 0200.0000.0001 02:00:00:00:00:01'],
  ['00:0c:29:ff:fe:c2:89:0b', '02:00:00:ff:fe:00:00:01'],
  ['ff:ff:ff:ff:ff:ff 01:00:5e:00:00:fb 00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff 01:00:5e:00:00:fb 00:00:00:00:00:00'],
  ['at 12:34:56 on 2024-01-02-03-04', 'at 12:34:56 on 2024-01-02-03-04'],
  ['?ip=2606%3A4700%3A%3A1111', '?ip=2001%3Adb8%3A%3A1'],
  [
    '1.1.1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.7.4.6.0.6.2.ip6.arpa',
    '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
  ],
])('%s', (text, expected) => {
  expect(masked(text, KNOWN)).toBe(expected);
});

it('has masks for more addresses than one range holds', () => {
  const many = Array.from({length: 300}, (_, i) => `9.9.${i >> 8}.${i & 255}`);
  const masks = masked(many.join(' '), '').split(' ');
  expect(new Set(masks).size).toBe(300);
  expect([masks[0], masks[253], masks[254]]).toEqual(['203.0.113.1', '203.0.113.254', '198.18.0.1']);
});
