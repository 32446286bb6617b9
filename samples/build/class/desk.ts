import {bytes, dns, option} from '../../../test/support/craft.ts';
import {clientHello, record, serverHello} from '../../../test/support/tls.ts';
import {addEcho, addUdp, Connection, crlf, type Host, linuxSyn, linuxTimes, Recording} from '../recording.ts';
import {Random} from './random.ts';

/** `linux`: curl and tcpdump. `windows`: a browser and Wireshark; its TCP has no timestamps. */
export type System = 'linux' | 'windows';

export interface Site {
  readonly name: string;
  readonly address: string;
}

const MSS = 1460;
const RESOLVER = '203.0.113.53';

/** A student's computer while it records: everything in it that computers draw at random is the student's own. */
export class Desk {
  readonly recording: Recording;
  readonly system: System;
  readonly random: Random;
  private readonly start: number;
  private readonly pc: Host;
  private readonly gateway: string;
  private readonly rttUs: number;
  private nowUs = 0;

  /** `start`: seconds since 1970. Attempts of one student differ in everything but the computer. */
  constructor(student: number, system: System, start: number, attempt = 1) {
    const machine = new Random(student);
    const mac = (): string =>
      bytes(2, machine.bytes(5))
        .reduce((text, byte) => `${text}:${hex(byte)}`, '')
        .slice(1);
    this.pc = {
      address:
        student % 2 === 0
          ? `192.0.2.${machine.between(60, 250)}`
          : `10.${machine.between(16, 200)}.${machine.between(1, 250)}.${machine.between(2, 250)}`,
      mac: mac(),
      ttl: system === 'linux' ? 64 : 128,
      identification: 0,
      tcpChecksum: system === 'linux' ? 'good' : 'partial',
    };
    this.gateway = mac();
    this.rttUs = machine.between(6_000, 38_000);
    this.random = new Random(student * 16 + attempt);
    this.pc.identification = this.random.between(0x1000, 0xe000);
    this.system = system;
    this.start = start;
    this.recording = new Recording(`${start}.${this.random.between(100_000, 999_999)}`, 'padded-ethernet', this.pc);
  }

  /** `least` and as much again, at most, goes by, in microseconds. */
  wait(least: number): void {
    this.nowUs += least + this.random.between(0, least);
  }

  /** What is done while nothing is recorded. */
  unrecorded(act: () => void): void {
    const {packets} = this.recording;
    const before = packets.length;
    act();
    packets.length = before;
  }

  lookUp({name, address}: Site): void {
    const resolver = this.outside(RESOLVER);
    const [id, port] = [this.random.between(1, 0xffff), this.random.between(49_152, 65_000)];
    const query = {id, name, type: 'A' as const};
    addUdp(this.recording, this.time(), this.pc, resolver, [port, 53], dns(query));
    this.wait(2_000);
    const answer = dns({...query, response: true, answers: [{type: 'A', ttl: 600, data: address}]});
    addUdp(this.recording, this.time(), resolver, this.pc, [53, port], answer);
    this.wait(900);
  }

  ping(site: Site, count = 4): void {
    const server = this.outside(site.address);
    const identifier = this.system === 'linux' ? this.random.between(0x400, 0xffff) : 1;
    const first = this.system === 'linux' ? 1 : this.random.between(5, 900);
    for (let sequence = first; sequence < first + count; sequence++) {
      const data = this.echoData();
      addEcho(this.recording, this.time(), this.pc, server, {type: 'request', identifier, sequence}, data);
      this.roundTrip();
      addEcho(this.recording, this.time(), server, this.pc, {type: 'reply', identifier, sequence}, data);
      this.nowUs += 1_000_000 - this.rttUs + this.random.between(0, 9_000);
    }
  }

  open(site: Site, port = 80): Visit {
    return new Visit(this, site, port);
  }

  /** The ends of a new connection. */
  ends(site: Site): {readonly client: Host; readonly server: Host} {
    const fresh = (host: Host): Host => ({...host, identification: this.random.between(0x1000, 0xf000)});
    // Windows counts the datagrams of all connections; Linux those of each.
    return {client: this.system === 'linux' ? fresh(this.pc) : this.pc, server: fresh(this.outside(site.address))};
  }

  roundTrip(): void {
    this.nowUs += this.rttUs + this.random.between(0, 900);
  }

  /** Since the recording began, as `Recording` takes it. */
  time(): string {
    return (this.nowUs / 1e6).toFixed(6);
  }

  get milliseconds(): number {
    return Math.floor(this.nowUs / 1000);
  }

  /** As in a Date header. */
  date(): string {
    return new Date((this.start + Math.floor(this.nowUs / 1e6)) * 1000).toUTCString();
  }

  private outside(address: string): Host {
    return {
      address,
      mac: this.gateway,
      ttl: 57,
      identification: this.random.between(0x1000, 0xf000),
      tcpChecksum: 'good',
    };
  }

  private echoData(): Uint8Array {
    if (this.system === 'windows') return bytes('abcdefghijklmnopqrstuvwabcdefghi');
    const sent = new DataView(new ArrayBuffer(16));
    sent.setUint32(0, this.start + Math.floor(this.nowUs / 1e6), true);
    sent.setUint32(8, this.nowUs % 1e6, true);
    return bytes(
      new Uint8Array(sent.buffer),
      Uint8Array.from({length: 40}, (_, i) => 0x10 + i),
    );
  }
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

const WINDOWS_SYN = bytes(
  option.mss(MSS),
  option.nop(),
  option.windowScale(8),
  option.nop(),
  option.nop(),
  option.sackPermitted(),
);
/** How Linux answers a SYN without timestamps. */
const PLAIN_SYN_ACK = bytes(
  option.mss(MSS),
  option.nop(),
  option.nop(),
  option.sackPermitted(),
  option.nop(),
  option.windowScale(7),
);

const LAST_MODIFIED = 'Mon, 01 Sep 2025 02:00:00 GMT';
const ETAG = '"68b4fca0-1c2"';
const PAGE = `<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>HTTP lab</title></head>
<body>
<h1>HTTP lab</h1>
<p>Record this visit: look-up, handshake, request, response, release.</p>
</body>
</html>
`;
const BROWSER = [
  'Connection: keep-alive',
  'Upgrade-Insecure-Requests: 1',
  'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Encoding: gzip, deflate',
  'Accept-Language: zh-CN,zh;q=0.9',
];
const CURL = ['User-Agent: curl/8.5.0', 'Accept: */*'];

/** One TCP connection from a desk to a site. */
class Visit {
  private readonly desk: Desk;
  private readonly site: Site;
  private readonly connection: Connection;
  private readonly clocks: {readonly client: number; readonly server: number};
  /** The last timestamp that each side sent. */
  private readonly sent = {client: 0, server: 0};

  constructor(desk: Desk, site: Site, port: number) {
    const {random} = desk;
    const {client, server} = desk.ends(site);
    const clock = (): number => random.between(0x0100_0000, 0xe000_0000);
    this.desk = desk;
    this.site = site;
    this.clocks = {client: clock(), server: clock()};
    const ephemeral = desk.system === 'linux' ? random.between(32_768, 60_998) : random.between(49_152, 65_500);
    this.connection = new Connection(
      desk.recording,
      {host: client, port: ephemeral, isn: isn(random)},
      {host: server, port, isn: isn(random)},
    );
  }

  handshake(): void {
    const {desk, connection} = this;
    if (desk.system === 'linux') {
      const time = this.stamp('client');
      connection.send(desk.time(), 'client', 'SYN', {window: 64240, options: linuxSyn(MSS, time, 0, 7)});
      desk.roundTrip();
      const options = linuxSyn(MSS, this.stamp('server'), time, 7);
      connection.send(desk.time(), 'server', 'SYN,ACK', {window: 65160, options, identification: 0});
    } else {
      connection.send(desk.time(), 'client', 'SYN', {window: 64240, options: WINDOWS_SYN});
      desk.roundTrip();
      const options = PLAIN_SYN_ACK;
      connection.send(desk.time(), 'server', 'SYN,ACK', {window: 64240, options, identification: 0});
    }
    desk.wait(40);
    this.send('client', 'ACK');
    desk.wait(120);
  }

  /** The page, or that the copy in the cache is still good. */
  get(answer: 'page' | 'not-modified' = 'page'): void {
    const {desk, site} = this;
    this.send(
      'client',
      'PSH,ACK',
      crlf(
        'GET / HTTP/1.1',
        `Host: ${site.name}`,
        ...(desk.system === 'linux' ? CURL : BROWSER),
        ...(answer === 'page' ? [] : [`If-None-Match: ${ETAG}`, `If-Modified-Since: ${LAST_MODIFIED}`]),
      ),
    );
    desk.roundTrip();
    this.send('server', 'ACK');
    desk.wait(400);
    const common = ['Server: nginx/1.24.0 (Ubuntu)', `Date: ${desk.date()}`];
    const state = [`Last-Modified: ${LAST_MODIFIED}`, 'Connection: keep-alive', `ETag: ${ETAG}`];
    const type = ['Content-Type: text/html', `Content-Length: ${PAGE.length}`];
    this.send(
      'server',
      'PSH,ACK',
      answer === 'page'
        ? `${crlf('HTTP/1.1 200 OK', ...common, ...type, ...state, 'Accept-Ranges: bytes')}${PAGE}`
        : crlf('HTTP/1.1 304 Not Modified', ...common, ...state),
    );
    desk.wait(60);
    this.send('client', 'ACK');
  }

  /** As TLS looks from outside: hellos, then nothing that can be read. */
  encrypted(): void {
    const {desk, site} = this;
    const {random} = desk;
    const withRandom = (hello: Uint8Array): Uint8Array => {
      const copy = hello.slice();
      // After the record's header, the message's header and the version.
      copy.set(random.bytes(32), 11);
      return copy;
    };
    const data = (length: number): Uint8Array => record(23, random.bytes(length));
    const changeCipher = record(20, bytes(1));
    this.send('client', 'PSH,ACK', withRandom(clientHello(site.name)));
    desk.roundTrip();
    this.send('server', 'PSH,ACK', bytes(withRandom(serverHello(0x0304)), changeCipher, data(23), data(842)));
    desk.wait(2_000);
    this.send('client', 'PSH,ACK', bytes(changeCipher, data(53)));
    desk.wait(200);
    this.send('client', 'PSH,ACK', data(537));
    desk.roundTrip();
    this.send('server', 'PSH,ACK', data(683));
    desk.wait(60);
    this.send('client', 'ACK');
  }

  /** The client closes; with three segments the server's ACK and FIN are one. */
  release(segments: 3 | 4): void {
    const {desk} = this;
    desk.wait(desk.system === 'linux' ? 150 : 1_500_000);
    this.send('client', 'FIN,ACK');
    desk.roundTrip();
    if (segments === 4) {
      this.send('server', 'ACK');
      desk.wait(700);
    }
    this.send('server', 'FIN,ACK');
    desk.wait(50);
    this.send('client', 'ACK');
    desk.wait(300_000);
  }

  private send(side: 'client' | 'server', flags: string, payload: Uint8Array | string = ''): void {
    const {desk} = this;
    const peer = side === 'client' ? 'server' : 'client';
    const clientWindow = desk.system === 'linux' ? 502 : 1026;
    this.connection.send(desk.time(), side, flags, {
      window: side === 'client' ? clientWindow : 501,
      payload,
      ...(desk.system === 'linux' ? {options: linuxTimes(this.stamp(side), this.sent[peer])} : {}),
    });
  }

  private stamp(side: 'client' | 'server'): number {
    this.sent[side] = this.clocks[side] + this.desk.milliseconds;
    return this.sent[side];
  }
}

const isn = (random: Random): number => random.between(0x0100_0000, 0xffff_0000);
