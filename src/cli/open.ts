import {openCapture, openLive} from '../capture/index.ts';
import {createTally} from '../flows/tally.ts';
import type {Capture} from '../model/capture.ts';
import {LabError} from '../model/errors.ts';
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
    const capture = await openLive(io.input, {
      onPacket: (view, row) => status.update(tally.add(view, row)),
      signal: end.signal,
    });
    status.end(capture.packets.length);
    return capture;
  } catch (error) {
    throw error instanceof LabError ? aboutStandardInput(error) : error;
  } finally {
    status.giveUp();
    release();
    clearTimeout(grace);
  }
}

/** What the sentence about an empty file advises does not help here. */
function aboutStandardInput(error: LabError): LabError {
  if (error.code !== 'not-a-capture.empty') return error;
  const {code, exitCode, values} = error;
  const message =
    'Standard input is empty (0 bytes): the program before the pipe wrote no packets. Look at its messages; tcpdump and dumpcap write to the pipe with `-w -`.';
  return new LabError(code, message, {exitCode, values, cause: error});
}
