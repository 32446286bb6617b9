// Builds the program into dist/cli: one file for the program, one for its threads, and what they share or load when it
// is needed. Hundreds of modules would take longer to load than most captures to read. Packages stay packages.
import {mkdirSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {rolldown} from 'rolldown';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OUT = join(ROOT, 'dist', 'cli');

const bundle = await rolldown({
  input: {main: join(ROOT, 'src/cli/main.ts'), thread: join(ROOT, 'src/cli/check/thread.ts')},
  platform: 'node',
  external: (id, importer, isResolved) => importer !== undefined && !isResolved && !id.startsWith('.'),
});
const {output} = await bundle.generate({
  format: 'esm',
  sourcemap: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();

mkdirSync(OUT, {recursive: true});
const files = output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]);
for (const [name, content] of files) {
  // Another build, or the program itself, may be at work in the same folder.
  const aside = join(OUT, `.${name}.${process.pid}`);
  writeFileSync(aside, content);
  renameSync(aside, join(OUT, name));
}
const names = new Set(files.map(([name]) => name));
for (const name of readdirSync(OUT)) {
  if (!names.has(name) && !name.startsWith('.')) rmSync(join(OUT, name), {recursive: true, force: true});
}
