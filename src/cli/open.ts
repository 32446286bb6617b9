import {openCapture, openLive} from '../capture/index.ts';
import {createTally} from '../flows/tally.ts';
import type {Capture} from '../model/capture.ts';
import type {Io} from './io.ts';
import {createLiveStatus} from './live-status.ts';
import {createProgress} from './progress.ts';
import {usageError} from './usage.ts';

/** After Ctrl-C: tcpdump gets the same signal and still writes what it holds, so its end is waited for. */
const GRACE_MS = 400;

/** Opens a capture file, or for `-` reads standard input until it ends or Ctrl-C ends it. Throws LabError. */
export async function openArgument(path: string, io: Io, {quiet}: {quiet: boolean}): Promise<Capture> {
  if (path === '-') return openStandardInput(io, quiet);
  const progress = createProgress(io.messages, {quiet});
  try {
    return await openCapture(path, {
      onProgress: (done, total) =>
        progress.show(`Reading ${path} … ${Math.floor((100 * done) / Math.max(1, total))} %`),
    });
  } finally {
    progress.clear();
  }
}

async function openStandardInput(io: Io, quiet: boolean): Promise<Capture> {
  if (io.input.isTTY) {
    throw usageError(
      'Standard input is a terminal: pipe a capture into it, as in `tcpdump -U -w - | labshark report -`.',
    );
  }
  const end = new AbortController();
  let grace: NodeJS.Timeout | undefined;
  const tally = createTally();
  const status = createLiveStatus(io.messages, {quiet});
  const release = io.onInterrupt(() => {
    status.ending();
    grace = setTimeout(() => end.abort(), GRACE_MS);
  });
  try {
    return await openLive(io.input, {
      onPacket: (view, row) => status.update(tally.add(view, row)),
      signal: end.signal,
    });
  } finally {
    release();
    clearTimeout(grace);
    status.end();
  }
}
