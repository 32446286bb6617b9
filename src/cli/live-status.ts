import type {TallyCounts} from '../flows/tally.ts';
import type {MessageStream} from './io.ts';
import {createProgress} from './progress.ts';

/** Between the lines that a log gets. */
const LINE_EVERY_MS = 5000;

export interface LiveStatus {
  update(counts: TallyCounts): void;
  /** Ctrl-C was pressed. */
  ending(): void;
  /** Says the last numbers. */
  end(): void;
}

/** What has come so far: a line that is written over on a terminal, a line every few seconds in a log. */
export function createLiveStatus(stream: MessageStream, {quiet = false} = {}): LiveStatus {
  if (quiet) return {update: () => {}, ending: () => {}, end: () => {}};
  let counts: TallyCounts = {packets: 0, handshakes: 0, requests: 0, closes: 0};
  const line = createProgress(stream, {patienceMs: 0});
  const showLine = () => line.show(`${countsText(counts)}   (Ctrl-C ends)`);
  stream.write('Reading packets from standard input; Ctrl-C ends the capture.\n');
  showLine();

  let logged = 0;
  const timer = setInterval(
    () => {
      if (stream.isTTY) showLine();
      else if (counts.packets !== logged) stream.write(`${countsText(counts)}\n`);
      logged = counts.packets;
    },
    stream.isTTY ? 250 : LINE_EVERY_MS,
  );
  return {
    update(latest) {
      counts = latest;
      showLine();
    },
    ending() {
      line.clear();
      stream.write('Ending the capture …\n');
    },
    end() {
      clearInterval(timer);
      line.clear();
      stream.write(`The capture has ended: ${countsText(counts)}.\n`);
    },
  };
}

export function countsText({packets, handshakes, requests, closes}: TallyCounts): string {
  return [
    counted(packets, 'packet'),
    counted(handshakes, 'handshake'),
    counted(requests, 'HTTP request'),
    counted(closes, 'close'),
  ].join(', ');
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
