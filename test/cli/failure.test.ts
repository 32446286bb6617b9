import {EventEmitter} from 'node:events';
import {describe, expect, it} from 'vitest';
import {tellFailure} from '../../src/cli/failure.ts';
import {listenForInterrupts} from '../../src/cli/interrupts.ts';
import type {Io} from '../../src/cli/io.ts';
import {OutputClosed} from '../../src/cli/output.ts';
import {EXIT, LabError} from '../../src/model/errors.ts';

function told(error: unknown, path?: string, env: Io['env'] = {}) {
  let text = '';
  const io = {messages: {write: (more: string) => (text += more)}, env} as unknown as Io;
  return {code: tellFailure(error, io, path), text: () => text};
}

describe('what went wrong', () => {
  it('is one sentence, with the code of the error', () => {
    const {code, text} = told(new LabError('x', "'a.docx' is a Word document.", {exitCode: EXIT.unusable}));
    expect([code, text()]).toEqual([EXIT.unusable, "labshark: 'a.docx' is a Word document.\n"]);
  });

  it('has its details on lines of their own, none of which can change the screen', () => {
    const error = new LabError('x', 'Two things are wrong.', {
      details: ['a.yaml:1:1 One.', 'a.yaml:2:1 Two\u001b[2J.'],
    });
    expect(error.message).toBe('Two things are wrong.\na.yaml:1:1 One.\na.yaml:2:1 Two\u001b[2J.');
    expect(told(error).text()).toBe('labshark: Two things are wrong.\n  a.yaml:1:1 One.\n  a.yaml:2:1 Two\u241b[2J.\n');
  });

  it('names the file as it was given', () => {
    expect(told(new LabError('x', "'a.docx' is a Word document."), 'li/a.docx').text()).toBe(
      "labshark: 'li/a.docx' is a Word document.\n",
    );
    expect(told(new LabError('x', 'There is no TCP connection 4.'), 'li/$&.pcap').text()).toBe(
      'labshark: li/$&.pcap: There is no TCP connection 4.\n',
    );
    expect(told(new LabError('x', "There is no file 'li/a'."), 'li/a').text()).toBe(
      "labshark: There is no file 'li/a'.\n",
    );
  });

  it('names standard input', () => {
    expect(told(new LabError('x', 'There is no TCP connection 4.'), '-').text()).toBe(
      'labshark: standard input: There is no TCP connection 4.\n',
    );
    expect(told(new LabError('x', "'standard input' holds text."), '-').text()).toBe(
      "labshark: 'standard input' holds text.\n",
    );
  });

  it('cannot write control characters to the terminal', () => {
    expect(told(new LabError('x', "'\u001b]0;\u0007' is empty.")).text()).toBe("labshark: '␛]0;␇' is empty.\n");
  });

  it('says that a defect is one, and shows the stack only when asked to', () => {
    const {code, text} = told(new TypeError('x is not a function'), 'a.pcap');
    expect(code).toBe(EXIT.someFailed);
    expect(text()).toBe(
      'labshark: a.pcap: Internal error: x is not a function. LABSHARK_DEBUG=1 shows where it happened.\n',
    );
    expect(told(new TypeError('x'), 'a.pcap', {LABSHARK_DEBUG: '1'}).text()).toMatch(/\n {4}at /);
  });

  it('does not count a reader that went away', () => {
    expect(() => told(new OutputClosed('closed'))).toThrow(OutputClosed);
  });
});

describe('signals', () => {
  function listening() {
    const signals = new EventEmitter();
    const exits: number[] = [];
    const onInterrupt = listenForInterrupts(signals, (code) => exits.push(code));
    return {signals, exits, onInterrupt};
  }

  it('end the program', () => {
    const {signals, exits} = listening();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) signals.emit(signal);
    expect(exits).toEqual([130, 143, 129]);
  });

  it('first end what a command wants to end, and the second time the program', () => {
    const {signals, exits, onInterrupt} = listening();
    let ended = 0;
    onInterrupt(() => ended++);
    signals.emit('SIGINT');
    expect([ended, exits]).toEqual([1, []]);
    signals.emit('SIGINT');
    expect([ended, exits]).toEqual([1, [130]]);
  });

  it('end the program again when that is over', () => {
    const {signals, exits, onInterrupt} = listening();
    onInterrupt(() => {})();
    signals.emit('SIGINT');
    expect(exits).toEqual([130]);
  });
});
