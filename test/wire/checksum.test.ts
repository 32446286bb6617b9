import {describe, expect, it} from 'vitest';
import {ipv4ChecksumState, tcpChecksumState, udpChecksumState} from '../../src/wire/checksum.ts';
import {type Checksum, FLAG, ipAddress, ipv4, tcp, udp} from '../support/craft.ts';

const ENDS = {source: '192.168.0.52', destination: '192.168.0.50'};
const ENDS6 = {source: '2001:db8::1', destination: '2001:db8::2'};

describe('IPv4 headers', () => {
  it.each([
    ['good', undefined],
    ['bad', 0x1234],
    ['zero', 0],
  ] as const)('%s', (state, checksum) => {
    const packet = ipv4({...ENDS, ...(checksum === undefined ? {} : {checksum})}, new Uint8Array(3));
    expect(ipv4ChecksumState(packet, 0)).toBe(state);
  });

  it('unknown when cut, or when it is no header', () => {
    const packet = ipv4({...ENDS, options: new Uint8Array(4)}, new Uint8Array(0));
    expect(ipv4ChecksumState(packet.subarray(0, 23), 0)).toBe('unknown');
    expect(ipv4ChecksumState(new Uint8Array(40), 0)).toBe('unknown');
  });
});

describe.each([ENDS, ENDS6])('TCP from $source', (ends) => {
  const segment = (checksum: Checksum, payload: Uint8Array) =>
    tcp({...ends, sourcePort: 8080, destinationPort: 58626, sequence: 1, flags: FLAG.ACK, checksum}, payload);
  const stateOf = (bytes: Uint8Array, length = bytes.length) =>
    tcpChecksumState(bytes, 0, length, ipAddress(ends.source), ipAddress(ends.destination));

  it.each([0, 1, 7, 1000])('%i bytes of payload', (length) => {
    const payload = Uint8Array.from({length}, (_, i) => 7 * i);
    expect(stateOf(segment('good', payload))).toBe('good');
    expect(stateOf(segment('partial', payload))).toBe('partial');
    expect(stateOf(segment(0x4242, payload))).toBe('bad');
    expect(stateOf(segment(0, payload))).toBe('absent');
  });

  it('cannot be told from a cut segment, unless it is the pseudo-header alone', () => {
    const payload = new Uint8Array(100).fill(1);
    expect(stateOf(segment('good', payload).subarray(0, 60), 120)).toBe('unknown');
    expect(stateOf(segment('partial', payload).subarray(0, 60), 120)).toBe('partial');
    expect(stateOf(segment('good', payload).subarray(0, 17), 120)).toBe('unknown');
  });
});

describe('UDP', () => {
  const fields = {...ENDS, sourcePort: 1, destinationPort: 2};
  const stateOf = (bytes: Uint8Array) =>
    udpChecksumState(bytes, 0, bytes.length, ipAddress(ENDS.source), ipAddress(ENDS.destination));

  it('good, bad and absent', () => {
    const payload = Uint8Array.of(1, 2, 3);
    expect(stateOf(udp(fields, payload))).toBe('good');
    expect(stateOf(udp({...fields, checksum: 0x4242}, payload))).toBe('bad');
    expect(stateOf(udp(fields, payload).fill(0, 6, 8))).toBe('absent');
  });
});

it('knows the offloaded sums of a recorded server', () => {
  // The SYN-ACK of 192.168.0.52 was recorded on that host: 0x81e5 is only the sum of the pseudo-header.
  const synAck = tcp({
    ...ENDS,
    sourcePort: 8080,
    destinationPort: 58626,
    sequence: 828247081,
    acknowledgment: 2169630314,
    flags: FLAG.SYN | FLAG.ACK,
    options: new Uint8Array(20),
    checksum: 'partial',
  });
  expect([synAck[16], synAck[17]]).toEqual([0x81, 0xe5]);
  expect(tcpChecksumState(synAck, 0, 40, ipAddress(ENDS.source), ipAddress(ENDS.destination))).toBe('partial');
});
