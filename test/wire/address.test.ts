import {describe, expect, it} from 'vitest';
import {formatAddress} from '../../src/wire/address.ts';
import {hex} from '../support/craft.ts';

describe('formatAddress', () => {
  it.each([
    ['0a000001', '10.0.0.1'],
    ['ffffffff', '255.255.255.255'],
    ['000c29c2890b', '00:0c:29:c2:89:0b'],
    // RFC 5952 §4: no leading zeros, lower case, the longest run of zero groups shortened, the first of two.
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['20010DB8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['20010db8000100000001000100010001', '2001:db8:1:0:1:1:1:1'],
    ['00010000000000020000000000000003', '1:0:0:2::3'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['20010000000000000000000000000000', '2001::'],
    // §5: mapped addresses end in a dotted quad; others with as many zeros do not.
    ['00000000000000000000ffff0a000001', '::ffff:10.0.0.1'],
    ['0000000000000000000000000a000001', '::a00:1'],
    ['be', 'be'],
    ['', ''],
  ])('%s is %s', (digits, text) => {
    expect(formatAddress(hex(digits))).toBe(text);
  });
});
