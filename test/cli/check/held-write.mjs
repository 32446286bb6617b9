/**
 * Loaded into a program before it starts: it writes the file HELD_FILE, or what it writes aside for it, to the half, and
 * goes on when there is a file HELD_UNTIL.
 */
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {basename, dirname, resolve} from 'node:path';

const held = resolve(process.env.HELD_FILE ?? '');
const until = process.env.HELD_UNTIL ?? '';
const {writeFile, copyFile} = fs.promises;
const {writeFileSync, copyFileSync} = fs;

const isHeld = (path) =>
  resolve(path) === held ||
  (dirname(resolve(path)) === dirname(held) && basename(path).startsWith(`.${basename(held)}.`));

const half = (content) => Buffer.from(content).subarray(0, Buffer.from(content).length / 2);

fs.promises.writeFile = async (path, content, options) => {
  if (isHeld(path)) {
    await writeFile(path, half(content));
    while (!fs.existsSync(until)) await new Promise((resume) => setTimeout(resume, 5));
    // Another run may have taken it away meanwhile: this one writes on what nobody sees.
    if (!fs.existsSync(path)) return;
  }
  return writeFile(path, content, isHeld(path) ? undefined : options);
};
fs.promises.copyFile = async (from, to, mode) =>
  isHeld(to) ? fs.promises.writeFile(to, fs.readFileSync(from)) : copyFile(from, to, mode);
fs.writeFileSync = (path, content, options) => {
  if (isHeld(path)) {
    writeFileSync(path, half(content));
    while (!fs.existsSync(until)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  return writeFileSync(path, content, options);
};
fs.copyFileSync = (from, to, mode) =>
  isHeld(to) ? fs.writeFileSync(to, fs.readFileSync(from)) : copyFileSync(from, to, mode);
syncBuiltinESMExports();
