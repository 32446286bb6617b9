import {expect, test} from 'vitest';
import {bytes, ethernet, FLAG, ipv4, linuxCooked, tcp} from '../support/craft.ts';
import {LINKTYPE, writePcap} from '../support/pcap-file.ts';
import {reportOf, reportOn} from '../support/report.ts';

const datagram = (
  id: number,
  more: {checksum?: 'good' | 'partial' | number; ipChecksum?: number; source?: string} = {},
) => {
  const {source = '10.0.0.1', ipChecksum, checksum} = more;
  return ipv4(
    {source, destination: '10.0.0.2', id, ...(ipChecksum === undefined ? {} : {checksum: ipChecksum})},
    tcp(
      {
        source,
        destination: '10.0.0.2',
        sourcePort: 50000,
        destinationPort: 80,
        sequence: id,
        flags: FLAG.ACK,
        ...(checksum === undefined ? {} : {checksum}),
      },
      bytes('data'),
    ),
  );
};

const codesOf = async (frames: readonly Uint8Array[], linkType: number = LINKTYPE.ethernet) => {
  const packets = frames.map((frame, i) => ({time: {seconds: 1, nanos: 1000 * i}, bytes: frame}));
  const {issues} = await reportOn('notes.pcap', writePcap(packets, {linkType}));
  return issues.map(({code}) => code).filter((code) => !code.startsWith('flow.'));
};

test('checksums: offloaded, zero, wrong, and right ones say nothing', async () => {
  expect(await codesOf([ethernet({}, datagram(1))])).toEqual([]);
  expect(await codesOf([ethernet({}, datagram(1, {checksum: 'partial'}))])).toEqual(['checksum.offload']);
  expect(await codesOf([ethernet({}, datagram(1, {checksum: 0x1234}))])).toEqual(['checksum.tcp-bad']);
  expect(await codesOf([ethernet({}, datagram(1, {ipChecksum: 0}))])).toEqual(['checksum.ip-offload']);
  expect(await codesOf([ethernet({}, datagram(1, {ipChecksum: 0x1234}))])).toEqual(['checksum.ip-bad']);
  const loopback = datagram(1, {checksum: 'partial', source: '127.0.0.1'});
  expect(await codesOf([ethernet({}, loopback)])).toEqual(['checksum.loopback']);
});

test('packets recorded twice on any', async () => {
  const twice = [1, 2, 3, 4].flatMap((id) => [
    linuxCooked({packetType: 4}, datagram(id)),
    linuxCooked({packetType: 0}, datagram(id)),
  ]);
  expect(await codesOf(twice, LINKTYPE.linuxCooked)).toContain('capture.doubled');
  const once = [1, 2, 3, 4].map((id) => linuxCooked({}, datagram(id)));
  expect(await codesOf(once, LINKTYPE.linuxCooked)).toEqual([]);
});

test('parallel connections, a cached page, an icon that is missing', async () => {
  const {issues} = await reportOf(`
    C1>S SYN seq=100
    C2>S SYN seq=500
    S>C1 SYN,ACK seq=300 ack=101
    C1>S ACK
    C1>S PSH,ACK "GET / HTTP/1.1\\r\\nIf-None-Match: \\"x\\"\\r\\n\\r\\n"
    S>C1 PSH,ACK "HTTP/1.1 304 Not Modified\\r\\n\\r\\n"
    C1>S PSH,ACK "GET /favicon.ico HTTP/1.1\\r\\n\\r\\n"
    S>C1 PSH,ACK "HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n"`);
  expect(issues.map(({code, frame}) => [code, frame])).toEqual([
    ['flow.mixed-ports', undefined],
    ['flow.parallel', undefined],
    ['flow.end-missing', undefined],
    ['http.not-modified', 6],
    ['http.favicon-missing', 8],
  ]);
});

test('a capture of one direction only says so', async () => {
  const {issues} = await reportOf('S>C SYN,ACK seq=1 ack=5\n S>C ACK seq=2 ack=90\n S>C FIN,ACK seq=2 ack=90');
  expect(issues.map(({code}) => code)).toEqual(['flow.one-sided', 'flow.start-incomplete']);
});

test('duplicate ACKs that are alike are no packets recorded twice, but where nothing numbers them only any can tell', async () => {
  const ack = datagram(0);
  const frames = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(await codesOf(frames.map(() => ethernet({}, ack)))).toEqual([]);
  expect(
    await codesOf(
      frames.map(() => linuxCooked({}, ack)),
      LINKTYPE.linuxCooked,
    ),
  ).toContain('capture.doubled');
});

test('an IP checksum that is missing from a packet which routers passed on is not the work of its sender', async () => {
  const at = (ttl: number) =>
    ipv4(
      {source: '10.0.0.1', destination: '10.0.0.2', ttl, checksum: 0},
      tcp({source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 1, destinationPort: 2, sequence: 0, flags: 0}),
    );
  expect(await codesOf([ethernet({}, at(64))])).toEqual(['checksum.ip-offload']);
  expect(await codesOf([ethernet({}, at(238))])).toEqual(['checksum.ip-zero']);
});

test('how many of the checksums are partial is said', async () => {
  const frames = [datagram(1), datagram(2, {checksum: 'partial'}), datagram(3)].map((one) => ethernet({}, one));
  const packets = frames.map((frame) => ({time: {seconds: 1, nanos: 0}, bytes: frame}));
  const {issues} = await reportOn('notes.pcap', writePcap(packets));
  expect(issues[0]).toMatchObject({code: 'checksum.offload', frame: 2, values: {packets: 1, total: 3}});
  expect(issues[0]?.message).toMatch(/^1 of 3 TCP checksums that 10\.0\.0\.1 sends/);
});

test('packets that are not IP are counted, so that nobody thinks that nothing else was there', async () => {
  const other = ethernet({type: 0x88b5}, bytes('something'));
  const packets = [ethernet({}, datagram(1)), other].map((frame) => ({time: {seconds: 1, nanos: 0}, bytes: frame}));
  const {issues} = await reportOn('notes.pcap', writePcap(packets));
  expect(issues[0]).toMatchObject({code: 'capture.not-ip', frame: 2, values: {packets: 1}});
});

const OPEN = `
    C>S SYN seq=100
    S>C SYN,ACK seq=300
    C>S ACK`;

test('an RST that its sender outlives is no end, and the real one is found', async () => {
  const {issues, connections} = await reportOf(`${OPEN}
    S>C RST seq=301
    C>S PSH,ACK len=10
    S>C PSH,ACK seq=301 len=20
    C>S ACK
    S>C RST seq=321`);
  expect(connections[0]?.teardown).toMatchObject({
    kind: 'reset',
    frames: [8],
    resetFrame: 8,
    strayResets: [{frame: 4, outlivedBy: 6}],
  });
  expect(issues).toContainEqual(expect.objectContaining({code: 'flow.stray-reset', frame: 4}));
});

test('a handshake in another order than the network had says so', async () => {
  const {issues} = await reportOf(`
    S>C SYN,ACK seq=300 ack=101
    C>S SYN seq=100
    C>S ACK seq=101 ack=301`);
  expect(issues).toContainEqual(
    expect.objectContaining({code: 'flow.handshake-order', values: {stream: 0, syn: 2, synAck: 1}}),
  );
});

test('what a missing SYN offered is not known', async () => {
  const {issues} = await reportOf(`
    S>C SYN,ACK seq=300 ack=101
    C>S ACK seq=101 ack=301`);
  expect(issues.map(({code}) => code)).toContain('flow.start-incomplete');
});
