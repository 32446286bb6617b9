// Writes src/wire/data/oui.ts: the names that Wireshark 4.4.5 gives to MAC addresses. Run it by hand after an update of
// @goodtools/wiregasm: `node test/wire/oui.generate.mjs` (about ten minutes). It takes no list of its own: it shows
// Wireshark every unicast prefix and reads the name that it prints.
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const dist = (file) => require.resolve(`@goodtools/wiregasm/dist/${file}`);
const TARGET = new URL('../../src/wire/data/oui.ts', import.meta.url);
const PER_FRAME = 180;
const PER_FILE = PER_FRAME * 100;

/** A neighbour solicitation with one link-layer address option per address: many names from one frame. */
function frame(addresses) {
  const options = Buffer.concat(addresses.map((address) => Buffer.concat([Buffer.from([1, 1]), address])));
  const message = Buffer.concat([Buffer.from('8700000000000000', 'hex'), Buffer.alloc(16, 0x20), options]);
  const ip = Buffer.alloc(40, 0x20);
  ip.writeUInt32BE(0x60000000, 0);
  ip.writeUInt16BE(message.length, 4);
  ip.writeUInt16BE(58 * 256 + 255, 6);
  return Buffer.concat([Buffer.alloc(12, 2), Buffer.from('86dd', 'hex'), ip, message]);
}

function capture(frames) {
  const parts = [Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex')];
  for (const bytes of frames) {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(bytes.length, 8);
    record.writeUInt32LE(bytes.length, 12);
    parts.push(record, bytes);
  }
  return Buffer.concat(parts);
}

let wireshark;

/** A new instance: the memory that one may use runs out after a million addresses or so. */
async function restart() {
  wireshark = await require('@goodtools/wiregasm/dist/wiregasm.js')({locateFile: dist, print() {}, printErr() {}});
  wireshark.init();
}

/** What Wireshark prints for each address, without the address in parentheses. */
function names(addresses) {
  const found = [];
  for (let from = 0; from < addresses.length; from += PER_FILE) {
    const batch = addresses.slice(from, from + PER_FILE);
    const frames = [];
    for (let at = 0; at < batch.length; at += PER_FRAME) frames.push(frame(batch.slice(at, at + PER_FRAME)));
    wireshark.FS.writeFile('/probe.pcap', capture(frames));
    const session = new wireshark.DissectSession('/probe.pcap');
    session.load();
    for (let number = 1; number <= frames.length; number++) {
      const {tree} = session.getFrame(number);
      const message = tree.get(tree.size() - 1).tree;
      for (let i = 0; i < message.size(); i++) {
        const option = message.get(i);
        if (!option.label.startsWith('ICMPv6 Option')) continue;
        found.push(/^Link-layer address: (.*) \([0-9a-f:]*\)$/.exec(option.tree.get(2).label)[1]);
      }
    }
    session.delete();
  }
  return found;
}

const byName = new Map();
function add(name, prefix) {
  const prefixes = byName.get(name);
  if (prefixes) prefixes.push(prefix);
  else byName.set(name, [prefix]);
}

const hexOf = (number, digits) => number.toString(16).padStart(digits, '0');
const address = (digits) => Buffer.from(digits.padEnd(12, '0'), 'hex');
const isPlain = (text) => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text);

/** The registered prefixes among these, of 24 bits (`:00:00:00` follows the name), 28 (`_0:00:00`) or 36 (`_0:00`). */
function scan(prefixes, suffix) {
  const kept = [];
  names(prefixes.map(address)).forEach((text, i) => {
    if (isPlain(text) || !text.endsWith(suffix)) return;
    kept.push(prefixes[i]);
    add(text.slice(0, -suffix.length), prefixes[i]);
  });
  return new Set(kept);
}

// Universally administered prefixes, and the ranges of older local ones that have names (02 and AA).
const firstBytes = [...Array.from({length: 64}, (_, i) => i * 4), 0x02, 0xaa];
const blocks = [];
for (const first of firstBytes) {
  await restart();
  const prefixes = Array.from({length: 0x10000}, (_, i) => hexOf(first, 2) + hexOf(i, 4));
  const texts = names(prefixes.map(address));
  texts.forEach((text, i) => {
    if (text.endsWith('_00:00:00')) add(text.slice(0, -9), prefixes[i]);
    else if (/_0:00(:00)?$/.test(text)) blocks.push(prefixes[i]);
  });
  console.error(hexOf(first, 2), byName.size);
}
// Blocks that the registry divides further. Where the first part is unassigned the scan cannot see it: files in the format
// of Wireshark's old 'manuf' given as arguments tell of more blocks.
const divided = new Set(blocks);
for (const argument of process.argv.slice(2)) {
  for (const line of readFileSync(argument, 'utf8').split('\n')) {
    const match = /^([0-9A-Fa-f]{2}):([0-9A-Fa-f]{2}):([0-9A-Fa-f]{2}).*\/(28|36)\s/.exec(line);
    if (match) divided.add((match[1] + match[2] + match[3]).toLowerCase());
  }
}
for (const [index, block] of [...divided].sort().entries()) {
  if (index % 16 === 0) await restart();
  const medium = scan(
    Array.from({length: 16}, (_, i) => block + hexOf(i, 1)),
    '_0:00:00',
  );
  if (medium.size === 0)
    scan(
      Array.from({length: 4096}, (_, i) => block + hexOf(i, 3)),
      '_0:00',
    );
}

// The list of well-known addresses is a file of Wireshark's: address or prefix, length in bits, name.
const wellKnown = readFileSync(dist('wiregasm.data'), 'latin1').matchAll(
  /^((?:[0-9A-Fa-f]{2}-){2,5}[0-9A-Fa-f]{2})(?:\/(\d+))?[ \t]+(\S+)/gm,
);
const lines = [...wellKnown].map(([, digits, bits, name]) => {
  const prefix = digits.replaceAll('-', '').toLowerCase();
  return `${prefix}/${bits ?? prefix.length * 4} ${name}`;
});

const quoted = (text) => text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
writeFileSync(
  TARGET,
  `// Generated by test/wire/oui.generate.mjs from Wireshark 4.4.5's own output; do not edit.

/** A line is a maker's short name and its prefixes of 24, 28 or 36 bits in hexadecimal. */
export const MAKERS = \`
${quoted(
  [...byName]
    .map(([name, prefixes]) => `${name} ${prefixes.join(' ')}`)
    .sort()
    .join('\n'),
)}
\`;

/** A line is a prefix with its length in bits, and the well-known address's name. */
export const WELL_KNOWN = \`
${quoted(lines.join('\n'))}
\`;
`,
);
