// Writes src/wire/data/tls-names.ts: the names that Wireshark 4.4.5 gives to the numbers of TLS. Run it by hand after an
// update of @goodtools/wiregasm: `node test/wire/tls-names.generate.mjs`. It takes no list of its own: it shows
// Wireshark a ClientHello with every number and reads the names that it prints.
import {writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const locateFile = (file) => require.resolve(`@goodtools/wiregasm/dist/${file}`);
const TARGET = new URL('../../src/wire/data/tls-names.ts', import.meta.url);
const PER_HELLO = 4000;
const SUPPORTED_GROUPS = 10;
const SIGNATURE_ALGORITHMS = 13;
/** Of other extensions, data of this kind are harmless. */
const NO_DATA = Buffer.alloc(0);

const wireshark = await require('@goodtools/wiregasm/dist/wiregasm.js')({locateFile, print() {}, printErr() {}});
wireshark.init();

const u16 = (number) => Buffer.from([number >> 8, number & 255]);
const sized = (bytes) => Buffer.concat([u16(bytes.length), bytes]);
const extension = (type, data) => Buffer.concat([u16(type), sized(data)]);

/** A packet of a ClientHello: IPv4 and TCP to port 443. */
function packet(suites, extensions) {
  const random = Buffer.alloc(32);
  const parts = [u16(0x0303), random, Buffer.from([0]), sized(suites), Buffer.from([1, 0]), sized(extensions)];
  const body = Buffer.concat(parts);
  const message = Buffer.concat([Buffer.from([1, 0]), sized(body)]);
  const record = Buffer.concat([Buffer.from([22, 3, 1]), sized(message)]);
  const tcp = Buffer.alloc(20);
  tcp.writeUInt32BE(0xc35001bb, 0);
  tcp.writeUInt32BE(0x50180100, 12);
  const ip = Buffer.from('450000000000000040060000c0a80001c0a80002', 'hex');
  ip.writeUInt16BE(40 + record.length, 2);
  return Buffer.concat([ip, tcp, record]);
}

function treeOf(bytes) {
  const head = Buffer.from('d4c3b2a1020004000000000000000000ffffff0065000000', 'hex');
  const record = Buffer.alloc(16);
  record.writeUInt32LE(bytes.length, 8);
  record.writeUInt32LE(bytes.length, 12);
  wireshark.FS.writeFile('/probe.pcap', Buffer.concat([head, record, bytes]));
  const session = new wireshark.DissectSession('/probe.pcap');
  session.load();
  const labels = [];
  const walk = (nodes) => {
    for (let i = 0; i < nodes.size(); i++) {
      labels.push(nodes.get(i).label);
      walk(nodes.get(i).tree);
    }
  };
  walk(session.getFrame(1).tree);
  session.delete();
  return labels;
}

const chunks = Array.from({length: Math.ceil(0x10000 / PER_HELLO)}, (_, i) =>
  Array.from({length: Math.min(PER_HELLO, 0x10000 - i * PER_HELLO)}, (_, j) => i * PER_HELLO + j),
);

/** Names by number, of lines `title: name (number)`; those that say nothing left out. */
function names(title, bytesOf) {
  const found = new Map();
  for (const numbers of chunks) {
    for (const label of treeOf(bytesOf(numbers))) {
      const match = new RegExp(`^${title}: (.+) \\((0x[0-9a-f]+|\\d+)\\)$`).exec(label);
      if (match && match[1] !== 'Unknown') found.set(Number(match[2]), match[1]);
    }
  }
  return found;
}

const listOf = (numbers) => sized(Buffer.concat(numbers.map(u16)));
const one = Buffer.from('1301', 'hex');
const suites = names('Cipher Suite', (numbers) => packet(Buffer.concat(numbers.map(u16)), NO_DATA));
const groups = names('Supported Group', (numbers) => packet(one, extension(SUPPORTED_GROUPS, listOf(numbers))));
const signatures = names('Signature Algorithm', (numbers) =>
  packet(one, extension(SIGNATURE_ALGORITHMS, listOf(numbers))),
);
// A scheme without a name of its own is called by its two bytes: hash and signature of TLS 1.2.
const hashes = names('Signature Hash Algorithm Hash', (numbers) =>
  packet(one, extension(SIGNATURE_ALGORITHMS, listOf(numbers))),
);
const signers = names('Signature Hash Algorithm Signature', (numbers) =>
  packet(one, extension(SIGNATURE_ALGORITHMS, listOf(numbers))),
);
const pairOf = (number) => `${hashes.get(number >> 8) ?? 'Unknown'} ${signers.get(number & 255) ?? 'Unknown'}`;
for (const [number, name] of signatures) if (name === pairOf(number)) signatures.delete(number);
/** Most extensions without data are malformed: one a hello, where numbers are in use. */
const extensions = new Map();
const grease = Array.from({length: 16}, (_, i) => i * 0x1010 + 0x0a0a);
const inUse = [...Array.from({length: 0x60}, (_, i) => i), 0x3374, 0x7550, 0xff01, 0xff02, 0xff03, ...grease];
const more = [0x44cd, 0x4469, 0xfe0d, 0xfd00, 0xff57, 0xffa5, 0xffce];
for (const type of [...inUse, ...more]) {
  for (const label of treeOf(packet(one, extension(type, NO_DATA)))) {
    const match = /^Type: (.+) \((\d+)\)$/.exec(label);
    if (match && Number(match[2]) === type && !match[1].startsWith('Unknown')) extensions.set(type, match[1]);
  }
}

const table = (name, comment, entries) =>
  `/** ${comment} */\nexport const ${name}: ReadonlyMap<number, string> = new Map([\n${[...entries]
    .sort(([a], [b]) => a - b)
    .map(([number, text]) => `  [0x${number.toString(16).padStart(4, '0')}, '${text}'],\n`)
    .join('')}]);\n`;

writeFileSync(
  TARGET,
  `// Generated by test/wire/tls-names.generate.mjs from Wireshark 4.4.5's own output; do not edit.

${table('CIPHER_SUITES', 'IANA TLS Cipher Suites.', suites)}
${table('GROUPS', 'IANA TLS Supported Groups.', groups)}
${table('SIGNATURE_SCHEMES', 'IANA TLS SignatureScheme.', signatures)}
${table('HASHES', 'IANA TLS HashAlgorithm, the first byte of a scheme in TLS 1.2.', hashes)}
${table('SIGNERS', 'IANA TLS SignatureAlgorithm, the second.', signers)}
${table('EXTENSIONS', 'IANA TLS ExtensionType Values.', extensions)}`,
);
