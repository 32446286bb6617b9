/**
 * Captures drawn as ladders, one line a segment:
 *
 *   C>S SYN seq=100 win=64240 mss=1460 ws=7 sack ts=1/0
 *   S>C SYN,ACK seq=300 ack=101
 *   C>S ACK
 *   C>S PSH,ACK "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
 *   S>C ACK len=1460
 *   lost S>C ACK len=1460      (moves the numbers on, but is not written)
 *   C>S SYN tfo=8 len=10       (a TCP Fast Open cookie of 8 bytes)
 *   +0.5s                      (time passes; +200ms, +10us too; otherwise 1 ms a segment)
 *   # a comment
 *
 * Ends are `C`, `C1`, `C2` … (10.0.0.1, ports 50000, 50001 …), `S` and `S:8080` (10.0.0.2, port 80 unless given), or
 * `address:port`. seq and ack are filled in from what each side has sent when they are not given; `len=` fills the
 * payload with letters. An unknown word throws with the line.
 */
import {type Bytes, bytes, ethernet, FLAG, ip, option, tcp} from './craft.ts';
import {type FilePacket, writePcap} from './pcap-file.ts';

export interface LadderOptions {
  readonly nanosecond?: boolean;
  readonly startSeconds?: number;
  /** IP identification of the first packet; each next has one more. */
  readonly firstId?: number;
}

interface End {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

interface Numbers {
  next?: number;
}

const LINE = /^(lost\s+)?(\S+?)>(\S+)\s+([A-Z]+(?:,[A-Z]+)*)(?:\s+(.*))?$/;
const PAUSE = /^\+([\d.]+)(s|ms|us)$/;
const UNIT = {s: 1e9, ms: 1e6, us: 1e3} as const;

export function ladder(drawing: string, options: LadderOptions = {}): Bytes {
  return writePcap(ladderPackets(drawing, options), {nanosecond: options.nanosecond ?? false});
}

export function ladderPackets(
  drawing: string,
  {startSeconds = 1_700_000_000, firstId = 1}: LadderOptions = {},
): FilePacket[] {
  const packets: FilePacket[] = [];
  const sent = new Map<string, Numbers>();
  let ns = 0;
  let id = firstId;
  for (const raw of drawing.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const pause = PAUSE.exec(line);
    if (pause) {
      ns += Number(pause[1]) * UNIT[pause[2] as keyof typeof UNIT];
      continue;
    }
    const drawn = LINE.exec(line);
    if (!drawn) throw new Error(`not a ladder line: ${line}`);
    const [, lost, from = '', to = '', flagNames = '', words = ''] = drawn;
    const source = endOf(from);
    const destination = endOf(to);
    const own = numbersOf(sent, source, destination);
    const peer = numbersOf(sent, destination, source);
    const segment = parseWords(words, line);
    const flags = flagBits(flagNames, line);
    const sequence = segment.seq ?? own.next ?? 0;
    const acknowledgment = segment.ack ?? (flags & FLAG.ACK ? (peer.next ?? 0) : 0);
    const frame = ethernet(
      {},
      ip(
        {source: source.address, destination: destination.address, id: id++ & 0xffff},
        tcp(
          {
            source: source.address,
            destination: destination.address,
            sourcePort: source.port,
            destinationPort: destination.port,
            sequence: sequence >>> 0,
            acknowledgment: acknowledgment >>> 0,
            flags,
            window: segment.win ?? 65535,
            options: segment.options,
          },
          segment.payload,
        ),
      ),
    );
    const consumed = segment.payload.length + (flags & FLAG.SYN ? 1 : 0) + (flags & FLAG.FIN ? 1 : 0);
    const end = (sequence + consumed) >>> 0;
    // A repeated segment does not take the numbers back.
    if (own.next === undefined || ((end - own.next) | 0) > 0) own.next = end;
    if (!lost) {
      packets.push({time: {seconds: startSeconds + Math.floor(ns / 1e9), nanos: ns % 1e9}, bytes: frame});
    }
    ns += 1e6;
  }
  return packets;
}

function numbersOf(sent: Map<string, Numbers>, from: End, to: End): Numbers {
  const key = `${from.address}:${from.port}>${to.address}:${to.port}`;
  const known = sent.get(key);
  if (known) return known;
  const fresh: Numbers = {};
  sent.set(key, fresh);
  return fresh;
}

function endOf(name: string): End {
  const client = /^C(\d*)$/.exec(name);
  if (client) return {name, address: '10.0.0.1', port: 50_000 + (client[1] === '' ? 0 : Number(client[1]))};
  const server = /^S(\d*)(?::(\d+))?$/.exec(name);
  if (server) {
    const host = server[1] === '' ? 2 : 2 + Number(server[1]);
    return {name, address: `10.0.0.${host}`, port: Number(server[2] ?? 80)};
  }
  const other = /^\[?([0-9a-f.:]+?)\]?:(\d+)$/.exec(name);
  if (!other) throw new Error(`not an end of a ladder: ${name}`);
  return {name, address: other[1] as string, port: Number(other[2])};
}

function flagBits(names: string, line: string): number {
  return names.split(',').reduce((bits, name) => {
    if (!(name in FLAG)) throw new Error(`unknown flag ${name} in: ${line}`);
    return bits | FLAG[name as keyof typeof FLAG];
  }, 0);
}

interface Words {
  seq?: number;
  ack?: number;
  win?: number;
  payload: Bytes;
  options: Bytes;
}

function parseWords(text: string, line: string): Words {
  const found: Words = {payload: new Uint8Array(0), options: new Uint8Array(0)};
  const options: Bytes[] = [];
  for (const word of text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []) {
    if (word.startsWith('"')) {
      found.payload = bytes(JSON.parse(word) as string);
      continue;
    }
    const [key, value = ''] = word.split('=');
    const number = Number(value);
    if (key === 'seq' || key === 'ack' || key === 'win') found[key] = number;
    else if (key === 'len') found.payload = filler(number);
    else if (key === 'mss') options.push(option.mss(number));
    else if (key === 'ws') options.push(option.windowScale(number));
    else if (key === 'sack' && value === '') options.push(option.sackPermitted());
    else if (key === 'sack') options.push(option.sack(...value.split(/[-,]/).map(Number)));
    else if (key === 'ts') options.push(option.timestamps(...(value.split('/').map(Number) as [number, number])));
    else if (key === 'tfo') options.push(option.fastOpen(...Array.from({length: number}, (_, i) => i)));
    else throw new Error(`unknown word ${word} in: ${line}`);
  }
  const length = options.reduce((sum, one) => sum + one.length, 0);
  const padding = Array.from({length: (4 - (length % 4)) % 4}, option.nop);
  found.options = bytes(...padding, ...options);
  return found;
}

const filler = (length: number): Bytes => Uint8Array.from({length}, (_, i) => 0x61 + (i % 26));
