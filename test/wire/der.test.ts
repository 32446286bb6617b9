import {describe, expect, it} from 'vitest';
import {childrenOf, type Der, derAt, oidName, oidText} from '../../src/wire/der.ts';
import {hex} from '../support/craft.ts';
import {oid, sequence} from '../support/der.ts';

const at = (text: string): Der | undefined => derAt(hex(text), 0, text.length / 2);

describe('elements', () => {
  it('have short and long lengths', () => {
    expect(at('0403aabbcc')).toMatchObject({tag: 4, at: 2, end: 5});
    expect(at('048103aabbcc')).toMatchObject({at: 3, end: 6});
    expect(at('04820003aabbcc')).toMatchObject({at: 4, end: 7});
  });

  it('that go on beyond what is there are none', () => {
    for (const text of ['', '04', '0403aabb', '0481', '048500000000', '0480aa0000', '0484ffffffff00']) {
      expect(at(text)).toBeUndefined();
    }
  });

  it('hold others, up to one that is broken', () => {
    expect(childrenOf(at('3006020101020102') as Der).map(({start}) => start)).toEqual([2, 5]);
    expect(childrenOf(at('3005020101020f') as Der)).toHaveLength(1);
  });
});

describe('object identifiers', () => {
  const shown = (text: string) => oidText(childrenOf(derAt(sequence(oid(text)), 0, 99) as Der)[0] as Der);

  it.each([
    '1.2.840.113549.1.1.11',
    '2.5.4.3',
    '2.16.840.1.114412.2.1',
    '0.9.2342.19200300.100.1.25',
    '2.23.140.1.2.2',
  ])('%s', (text) => expect(shown(text)).toBe(text));

  it('may have numbers of any length', () => {
    const long = {b: hex('2a8fffffffffffffffff7f'), tag: 6, start: 0, at: 0, end: 11};
    expect(oidText(long)).toBe('1.2.147573952589676412927');
  });

  it('are called by their own name or by the nearest above', () => {
    expect(oidName('2.5.4.3')).toBe('id-at-commonName');
    expect(oidName('1.2.840.99')).toBe('ISO assigned OIDs, USA.99');
    expect(oidName('2.16.840.1.114412.1.1')).toBe('US company arc.114412.1.1');
  });
});
