// Makes the reports of all samples in both languages, as `labshark report samples/*.pcap* --lang en,zh-CN` does,
// and says where they are.
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const samples = readdirSync(join(ROOT, 'samples'))
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .sort()
  .map((name) => join('samples', name));

const {status, stdout} = spawnSync(
  process.execPath,
  [join('dist', 'cli', 'main.js'), 'report', ...samples, '--lang', 'en,zh-CN', '--out', 'output'],
  {cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26},
);

const folders = new Map();
for (const path of (stdout || '').split('\n').filter(Boolean)) {
  const folder = dirname(path);
  folders.set(folder, [...(folders.get(folder) || []), basename(path)]);
}
for (const [folder, files] of folders) {
  process.stdout.write(`${folder}\n  ${files.join('  ')}\n`);
}
process.stdout.write(`${folders.size} of ${samples.length} reports are in ${join(ROOT, 'output')}\n`);
process.exitCode = status === null ? 1 : status;
