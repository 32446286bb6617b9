import type {TallyCounts} from '../flows/tally.ts';
import type {MessageStream} from './io.ts';
import {createProgress} from './progress.ts';

/** Between the lines that a log gets. */
const LINE_EVERY_MS = 5000;
/** Whose input ends at once has nothing to wait for, and needs no word about Ctrl-C. */
const PATIENCE_MS = 200;

export interface LiveStatus {
  update(counts: TallyCounts): void;
  /** Ctrl-C was pressed. */
  ending(): void;
  /** Says the last numbers: those counted on the way, or only the packets where it took the end to see them. */
  end(packets: number): void;
  /** Says nothing more: what came is no capture. */
  giveUp(): void;
}

/** What has come so far: a line that is written over on a terminal, a line every few seconds in a log. */
export function createLiveStatus(stream: MessageStream, {quiet = false} = {}): LiveStatus {
  if (quiet) return {update: () => {}, ending: () => {}, end: () => {}, giveUp: () => {}};
  let counts: TallyCounts = {packets: 0, handshakes: 0, requests: 0, closes: 0};
  const line = createProgress(stream, {patienceMs: 0});
  const showLine = () => line.show(`${countsText(counts)}   (Ctrl-C ends)`);

  let logged = 0;
  let timer: NodeJS.Timeout | undefined;
  const log = () => {
    if (stream.isTTY) showLine();
    else if (counts.packets !== logged) stream.write(`${countsText(counts)}\n`);
    logged = counts.packets;
  };
  const begin = () => {
    if (timer) return;
    clearTimeout(patience);
    stream.write('Reading packets from standard input; Ctrl-C ends the capture.\n');
    timer = setInterval(log, stream.isTTY ? 250 : LINE_EVERY_MS);
    showLine();
  };
  const patience = setTimeout(begin, PATIENCE_MS);
  const giveUp = () => {
    clearTimeout(patience);
    clearInterval(timer);
    line.clear();
  };
  return {
    update(latest) {
      counts = latest;
      begin();
      showLine();
    },
    ending() {
      line.clear();
      stream.write('Ending the capture …\n');
    },
    end(packets) {
      giveUp();
      const text = packets === counts.packets ? countsText(counts) : counted(packets, 'packet');
      stream.write(`The capture has ended: ${text}.\n`);
    },
    giveUp,
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
