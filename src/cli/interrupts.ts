import {constants} from 'node:os';
import {EXIT} from '../model/errors.ts';
import type {Io} from './io.ts';

/** What `process` offers, as far as it is needed here. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
}

/**
 * Ctrl-C and other signals end the program by `exit`, whose listeners remove temporary files; Ctrl-C only when no
 * command wants to end something else first.
 */
export function listenForInterrupts(signals: SignalSource, exit: (code: number) => void): Io['onInterrupt'] {
  let handler: (() => void) | undefined;
  signals.on('SIGINT', () => {
    const first = handler;
    handler = undefined;
    if (first) first();
    else exit(EXIT.interrupted);
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    // As a shell reports a program that a signal ended.
    signals.on(signal, () => exit(128 + constants.signals[signal]));
  }
  return (wanted) => {
    handler = wanted;
    return () => {
      if (handler === wanted) handler = undefined;
    };
  };
}
