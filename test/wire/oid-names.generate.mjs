// Writes src/wire/data/oids.ts: the names that Wireshark 4.4.5 gives to the object identifiers of certificates. Run it by
// hand after an update of @goodtools/wiregasm: `node test/wire/oid-names.generate.mjs`. It takes no list of its own: it
// shows Wireshark a certificate with every identifier below the arcs that certificates use and reads what it prints.
import {writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const locateFile = (file) => require.resolve(`@goodtools/wiregasm/dist/${file}`);
const TARGET = new URL('../../src/wire/data/oids.ts', import.meta.url);

/** Arcs and up to which number below them is looked. */
const ARCS = [
  ['0', 9],
  ['0.9.2342.19200300.100.1', 60],
  ['1', 3],
  ['1.2', 999],
  ['1.2.840', 20],
  ['1.2.840.10040.4', 5],
  ['1.2.840.10045', 4],
  ['1.2.840.10045.1', 3],
  ['1.2.840.10045.2', 3],
  ['1.2.840.10045.3', 2],
  ['1.2.840.10045.3.0', 20],
  ['1.2.840.10045.3.1', 9],
  ['1.2.840.10045.4', 4],
  ['1.2.840.10045.4.3', 9],
  ['1.2.840.10046.2', 3],
  ['1.2.840.113533.7', 80],
  ['1.2.840.113533.7.65', 9],
  ['1.2.840.113549', 9],
  ['1.2.840.113549.1', 16],
  ['1.2.840.113549.1.1', 20],
  ['1.2.840.113549.1.7', 9],
  ['1.2.840.113549.1.9', 60],
  ['1.2.840.113549.1.9.16', 9],
  ['1.2.840.113549.1.9.16.1', 60],
  ['1.2.840.113549.1.9.16.2', 60],
  ['1.2.840.113549.2', 20],
  ['1.2.840.113549.3', 20],
  ['1.2.840.113583.1.1', 20],
  ['1.2.840.113635.100', 9],
  ['1.3', 199],
  ['1.3.6.1', 9],
  ['1.3.6.1.4.1', 999],
  ['1.3.6.1.4.1.11129.2.4', 9],
  ['1.3.6.1.4.1.311', 99],
  ['1.3.6.1.4.1.311.2.1', 40],
  ['1.3.6.1.4.1.311.10', 20],
  ['1.3.6.1.4.1.311.10.3', 50],
  ['1.3.6.1.4.1.311.20', 9],
  ['1.3.6.1.4.1.311.20.2', 9],
  ['1.3.6.1.4.1.311.21', 40],
  ['1.3.6.1.4.1.311.60.2.1', 9],
  ['1.3.6.1.5.5.7', 60],
  ['1.3.6.1.5.5.7.1', 40],
  ['1.3.6.1.5.5.7.2', 9],
  ['1.3.6.1.5.5.7.3', 60],
  ['1.3.6.1.5.5.7.8', 20],
  ['1.3.6.1.5.5.7.9', 9],
  ['1.3.6.1.5.5.7.11', 9],
  ['1.3.6.1.5.5.7.48', 20],
  ['1.3.6.1.5.5.7.48.1', 20],
  ['1.3.14.3.2', 40],
  ['1.3.36.3', 9],
  ['1.3.36.3.2', 9],
  ['1.3.36.3.3.2.8.1.1', 20],
  ['1.3.36.8.3', 20],
  ['1.3.101', 120],
  ['1.3.132', 3],
  ['1.3.132.0', 50],
  ['1.3.132.1', 20],
  ['2', 60],
  ['2.5', 60],
  ['2.5.4', 110],
  ['2.5.29', 90],
  ['2.5.29.32', 3],
  ['2.5.29.37', 3],
  ['2.16', 999],
  ['2.16.840', 3],
  ['2.16.840.1', 3],
  ['2.16.840.1.101', 4],
  ['2.16.840.1.101.2.1', 30],
  ['2.16.840.1.101.3', 9],
  ['2.16.840.1.101.3.4', 9],
  ['2.16.840.1.101.3.4.1', 50],
  ['2.16.840.1.101.3.4.2', 30],
  ['2.16.840.1.101.3.4.3', 30],
  ['2.16.840.1.113730', 9],
  ['2.16.840.1.113730.1', 20],
  ['2.16.840.1.113730.3.1', 60],
  ['2.16.840.1.113730.4', 9],
  ['2.23.140.1', 9],
  ['2.23.140.1.2', 9],
];

const oids = [
  ...new Set(ARCS.flatMap(([arc, last]) => [arc, ...Array.from({length: last + 1}, (_, i) => `${arc}.${i}`)])),
].filter((oid) => oid.includes('.'));

const wireshark = await require('@goodtools/wiregasm/dist/wiregasm.js')({locateFile, print() {}, printErr() {}});
wireshark.init();

const u16 = (number) => Buffer.from([number >> 8, number & 255]);
const der = (tag, ...parts) => {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, 0x82]), u16(bytes.length), bytes]);
};
const oidOf = (text) => {
  const [first, second, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((number) => {
    const digits = [number & 127];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 127) | 128);
    return digits;
  });
  return Buffer.from([6, bytes.length, ...bytes]);
};

/** A packet of a Certificate message whose certificate has these key purposes. */
function packet(batch) {
  const algorithm = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
  const name = Buffer.from('3000', 'hex');
  const times = Buffer.from('301e170d3230303130313030303030305a170d3330303130313030303030305a', 'hex');
  const key = Buffer.concat([Buffer.from('3013', 'hex'), algorithm.subarray(0, 15), Buffer.from('03020000', 'hex')]);
  const purposes = der(4, der(0x30, ...batch.map(oidOf)));
  const extensions = der(0xa3, der(0x30, der(0x30, oidOf('2.5.29.37'), purposes)));
  const version = Buffer.from('a003020102020101', 'hex');
  const signed = der(0x30, version, algorithm, name, times, name, key, extensions);
  const certificate = der(0x30, signed, algorithm, Buffer.from('03020000', 'hex'));
  const u24 = (bytes) => Buffer.concat([Buffer.from([0]), u16(bytes.length), bytes]);
  const message = Buffer.concat([Buffer.from([11]), u24(u24(u24(certificate)))]);
  const record = Buffer.concat([Buffer.from([22, 3, 3]), u16(message.length), message]);
  const tcp = Buffer.alloc(20);
  tcp.writeUInt32BE(0x01bbc350, 0);
  tcp.writeUInt32BE(0x50180100, 12);
  const ip = Buffer.from('450000000000000040060000c0a80001c0a80002', 'hex');
  ip.writeUInt16BE(40 + record.length, 2);
  return Buffer.concat([ip, tcp, record]);
}

const found = new Map();
const PER_CERTIFICATE = 500;
for (let from = 0; from < oids.length; from += PER_CERTIFICATE) {
  const bytes = packet(oids.slice(from, from + PER_CERTIFICATE));
  const head = Buffer.from('d4c3b2a1020004000000000000000000ffffff0065000000', 'hex');
  const record = Buffer.alloc(16);
  record.writeUInt32LE(bytes.length, 8);
  record.writeUInt32LE(bytes.length, 12);
  wireshark.FS.writeFile('/probe.pcap', Buffer.concat([head, record, bytes]));
  const session = new wireshark.DissectSession('/probe.pcap');
  session.load();
  const walk = (nodes) => {
    for (let i = 0; i < nodes.size(); i++) {
      const match = /^KeyPurposeId: ([\d.]+) \((.*)\)$/.exec(nodes.get(i).label);
      if (match) found.set(match[1], match[2]);
      walk(nodes.get(i).tree);
    }
  };
  walk(session.getFrame(1).tree);
  session.delete();
}

// What has no name of its own is called after the arc above it that has one.
const names = new Map();
for (const [oid, name] of found) {
  const arcs = oid.split('.');
  for (let length = 1; length < arcs.length; length++) {
    const [above, rest] = [arcs.slice(0, length).join('.'), arcs.slice(length).join('.')];
    if (!name.endsWith(`.${rest}`)) continue;
    names.set(above, name.slice(0, -rest.length - 1));
    break;
  }
}
const afterArc = ([oid, name]) =>
  oid.split('.').some((_, i, arcs) => i > 0 && name.endsWith(`.${arcs.slice(i).join('.')}`));
for (const entry of found) if (!afterArc(entry)) names.set(entry[0], entry[1]);

const key = (oid) =>
  oid
    .split('.')
    .map((arc) => arc.padStart(9, '0'))
    .join('.');
const quoted = (text) => (text.includes("'") ? `"${text}"` : `'${text}'`);
writeFileSync(
  TARGET,
  `// Generated by test/wire/oid-names.generate.mjs from Wireshark 4.4.5's own output; do not edit.

/** Names of object identifiers, and of arcs. */
export const OIDS: ReadonlyMap<string, string> = new Map([
${[...names]
  .sort(([a], [b]) => (key(a) < key(b) ? -1 : 1))
  .map(([oid, name]) => `  ['${oid}', ${quoted(name)}],\n`)
  .join('')}]);
`,
);
