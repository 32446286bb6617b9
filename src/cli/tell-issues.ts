import type {Capture} from '../model/capture.ts';
import type {Io} from './io.ts';
import {printable} from './printable.ts';

/** A capture as messages call it. */
export const shownName = (path: string): string => (path === '-' ? 'standard input' : path);

/** What is wrong with the file itself; notes about its packets are for reports. */
export function tellIssues({issues}: Capture, path: string, {messages}: Io): void {
  for (const {severity, message} of issues) {
    if (severity !== 'note') messages.write(`labshark: ${printable(`${shownName(path)}: ${message}`)}\n`);
  }
}
