import type {Capture} from '../model/capture.ts';
import {LabError} from '../model/errors.ts';
import {issue} from '../model/issue.ts';
import {captureOf, type Given, type Progress, scanInto} from './captured.ts';
import {newScan, type Scan} from './scan.ts';
import {SNIFF_LENGTH, sniff} from './sniff.ts';
import type {ByteSource} from './source.ts';
import {createSpool} from './spool.ts';
import {type Compression, MAX_UNPACKED, type Unpacked, unpack} from './unpack.ts';

/** Unpacks a compressed capture into a temporary file and reads it there. Closing the capture closes `source`. */
export async function openCompressed(
  source: ByteSource,
  compression: Compression,
  given: Given,
  onProgress?: Progress,
): Promise<Capture> {
  const spool = createSpool();
  try {
    const scan = newScan();
    note(scan, await unpack(source, compression, spool));
    if (spool.size === 0) throw nothing(given.file, compression);
    const found = sniff(given.file, spool.view(0, SNIFF_LENGTH), true);
    if (found.kind === 'compressed') throw nested(given.file);
    scanInto(scan, spool, found, onProgress);
    return captureOf({...given, compression}, found.kind, scan, spool, () => {
      spool.close();
      source.close();
    });
  } catch (error) {
    spool.close();
    throw error;
  }
}

function note(scan: Scan, outcome: Unpacked): void {
  if (outcome === 'whole') return;
  scan.truncated = true;
  scan.issues.push(
    outcome === 'cut-short'
      ? issue('capture.compressed-cut-short')
      : issue('capture.unpacked-too-large', {gibibytes: MAX_UNPACKED / 2 ** 30}),
  );
}

const nothing = (file: string, compression: Compression): LabError =>
  new LabError(
    'not-a-capture.compressed-empty',
    `'${file}' is compressed with ${compression}, but nothing can be unpacked from it. Copy it again, or pack the capture again.`,
    {values: {file, compression}},
  );

const nested = (file: string): LabError =>
  new LabError('not-a-capture.nested', `'${file}' is compressed twice. Unpack it once first.`, {values: {file}});
