import {expect, it} from 'vitest';
import {linkTypeName} from '../../src/model/link-types.ts';

it.each([
  [0, 'NULL/Loopback'],
  [1, 'Ethernet'],
  [101, 'Raw IP'],
  [113, 'Linux cooked-mode capture v1'],
  [276, 'Linux cooked-mode capture v2'],
  [12345, 'link type 12345'],
])('link type %i is %s', (linkType, name) => {
  expect(linkTypeName(linkType)).toBe(name);
});
