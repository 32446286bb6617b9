import {expect, it} from 'vitest';
import {macName, macText} from '../../src/wire/mac.ts';
import {hex} from '../support/craft.ts';

it.each([
  // Blocks of 24, 28 and 36 bits; a maker's multicast addresses; nobody's.
  ['00:0c:29:c2:89:0b', 'VMware_c2:89:0b'],
  ['5c:85:7e:12:34:56', 'SichuanCHCon_2:34:56'],
  ['70:b3:d5:00:12:34', 'SOREDItouch_2:34'],
  ['00:1b:c5:00:12:34', 'OpenRBcomDir_2:34'],
  ['01:0c:0c:cc:cc:cc', 'ApproTechnol_cc:cc:cc'],
  ['aa:00:04:00:0a:04', 'DigitalEquip_00:0a:04'],
  ['00:00:00:00:00:00', '00:00:00_00:00:00'],
  ['52:54:00:12:34:56', '52:54:00:12:34:56'],
  ['02:42:ac:11:00:02', '02:42:ac:11:00:02'],
  // Well-known addresses and prefixes; zero bytes behind a prefix are left out.
  ['ff:ff:ff:ff:ff:ff', 'Broadcast'],
  ['01:80:c2:00:00:0e', 'LLDP_Multicast'],
  ['01:80:c2:00:00:00', 'Spanning-tree-(for-bridges)_00'],
  ['01:00:0c:cc:cc:cc', 'CDP/VTP/DTP/PAgP/UDLD'],
  ['01:00:5e:00:00:fb', 'IPv4mcast_fb'],
  ['01:00:5e:7f:ff:fa', 'IPv4mcast_7f:ff:fa'],
  ['33:33:00:00:00:01', 'IPv6mcast_01'],
  ['33:33:ff:12:34:56', 'IPv6mcast_ff:12:34:56'],
  ['00:00:0c:07:ac:05', 'All-HSRP-routers_05'],
  ['01:80:c2:00:00:39', 'OAM-Multicast-DA-Class-2_01'],
  ['02:15:01:02:03:04', 'MS-NLB-PhysServer-21_01:02:03:04'],
])('%s is %s', (address, name) => {
  expect(macName(hex(address))).toBe(name);
  expect(macText(hex(address))).toBe(`${name} (${address})`);
});
