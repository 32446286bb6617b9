import {describe, expect, it} from 'vitest';
import {defaultLanguage, languageNamed} from '../../src/cli/language.ts';
import {captures, choice, frameNumbers, one, several, wholeNumber} from '../../src/cli/options.ts';
import {outputFolders} from '../../src/cli/output-folders.ts';
import {machineTimeZone, timeZoneNamed} from '../../src/cli/time-zone.ts';
import {explainUsage} from '../../src/cli/usage.ts';
import {EXIT} from '../../src/model/errors.ts';

describe('option values', () => {
  it('stand once, or several times where that means something', () => {
    expect(one({out: 'x'}, 'out')).toBe('x');
    expect(one({}, 'out')).toBeUndefined();
    expect(() => one({out: ['x', 'y']}, 'out')).toThrow('--out was given 2 times');
    expect(several({format: ['md,pdf', 'html', 'md']}, 'format')).toEqual(['md', 'pdf', 'html']);
    expect(several({format: 'md, pdf'}, 'format')).toEqual(['md', 'pdf']);
    expect(several({}, 'format')).toBeUndefined();
    expect(() => several({format: ','}, 'format')).toThrow('--format needs a value');
  });

  it('come from a list', () => {
    expect(choice('format', 'PDF', ['md', 'pdf'])).toBe('pdf');
    expect(() => choice('format', 'pfd', ['md', 'pdf'])).toThrow("--format cannot be 'pfd': did you mean 'pdf'?");
    expect(() => choice('format', 'docx', ['md', 'pdf'])).toThrow("--format cannot be 'docx': it is one of md, pdf.");
  });

  it('are numbers', () => {
    expect(wholeNumber('stream', '0')).toBe(0);
    for (const wrong of ['-1', '1.5', '', 'x', '0x10', '1e3'])
      expect(() => wholeNumber('stream', wrong)).toThrow('--stream needs');
  });

  it('are packet numbers and ranges of them', () => {
    expect(frameNumbers(['7', '2-4', '3'])).toEqual([2, 3, 4, 7]);
    for (const wrong of ['0', '5-4', 'x', '1-', '1-999999999'])
      expect(() => frameNumbers([wrong])).toThrow('--frame needs');
  });
});

describe('captures on the command line', () => {
  const report = {name: 'report', captures: 'several'} as const;
  const show = {name: 'show', captures: 'one'} as const;

  it('are the words after the command', () => {
    expect(captures({_: ['report', 'a', '-', '7']}, report)).toEqual(['a', '-', '7']);
    expect(captures({_: ['show', 'report']}, show)).toEqual(['report']);
    expect(captures({_: ['report', 'report']}, report)).toEqual(['report']);
  });

  it('are one at least, and not more than the command takes', () => {
    expect(() => captures({_: ['report']}, report)).toThrow("'report' needs a capture file.");
    expect(() => captures({_: ['show', 'a', 'b']}, show)).toThrow("'show' takes one capture, and 'b' is one more.");
  });

  it('have names, and standard input is read once', () => {
    expect(() => captures({_: ['report', '-', '-']}, report)).toThrow('only once');
    expect(() => captures({_: ['report', '']}, report)).toThrow('empty name');
  });
});

describe('the language', () => {
  it.each([
    [{LANG: 'zh_CN.UTF-8'}, 'en-US', 'zh-CN'],
    [{LANG: 'zh'}, 'en-US', 'zh-CN'],
    [{LC_ALL: 'C.UTF-8', LANG: 'zh_CN.UTF-8'}, 'zh-CN', 'en'],
    [{LC_ALL: '', LC_MESSAGES: 'zh_TW', LANG: 'en_GB'}, 'en-US', 'zh-CN'],
    [{LANG: 'de_DE'}, 'zh-CN', 'en'],
    [{}, 'zh-Hans-CN', 'zh-CN'],
    [{}, 'fr-FR', 'en'],
    [{LANG: 'zhx_XX'}, 'en-US', 'en'],
  ])('of %j on a system in %s is %s', (env, system, language) => {
    expect(defaultLanguage(env, system)).toBe(language);
  });

  it('is one of two', () => {
    expect(languageNamed('zh-cn')).toBe('zh-CN');
    expect(() => languageNamed('zh')).toThrow("did you mean 'zh-CN'?");
    expect(() => languageNamed('fr')).toThrow('it is one of en, zh-CN');
  });
});

describe('the time zone', () => {
  it('is an IANA name, in any case', () => {
    expect(timeZoneNamed('asia/shanghai')).toBe('Asia/Shanghai');
    expect(timeZoneNamed('UTC')).toBe('UTC');
    expect(machineTimeZone()).toMatch(/^\w+/);
  });

  it.each([
    ['Asia/Shangai', 'Asia/Shanghai'],
    ['Shanghai', 'Asia/Shanghai'],
    ['Asia/Beijing', 'Asia/Shanghai'],
    ['New York', 'America/New_York'],
    ['Europe/Berln', 'Europe/Berlin'],
  ])('%s was meant to be %s', (written, meant) => {
    expect(() => timeZoneNamed(written)).toThrow(`--tz cannot be '${written}': did you mean '${meant}'?`);
  });

  it('is no offset, on any version of Node.js', () => {
    expect(() => timeZoneNamed('+08:00')).toThrow('it is an IANA time zone such as Asia/Shanghai');
  });
});

describe('output folders', () => {
  const named = (files: string[], isFree: (folder: string, file: string) => boolean = () => true) =>
    files.map(outputFolders((name) => name, isFree));

  it('have the names of the captures', () => {
    expect(named(['lab1.pcapng', 'lab2.pcap.gz', '-', 'x.CAP', 'notes'])).toEqual([
      'lab1',
      'lab2',
      'stdin',
      'x',
      'notes',
    ]);
  });

  it('are all different, also where capitals do not count', () => {
    expect(named(['lab.pcap', 'lab.pcapng', 'LAB.pcap', 'lab-2.pcap'])).toEqual(['lab', 'lab-2', 'LAB-3', 'lab-2-2']);
  });

  it('have a name where the ending is all there is', () => {
    expect(named(['.pcap'])).toEqual(['.pcap']);
  });

  it('are the first that are free for the file', () => {
    const reported: Record<string, string> = {lab: 'lab.pcap', 'lab-2': 'lab.pcapng'};
    const isFree = (folder: string, file: string) => (reported[folder] ?? file) === file;
    expect(named(['lab.pcapng', 'lab.pcap', 'lab.pcap.gz'], isFree)).toEqual(['lab-2', 'lab', 'lab-3']);
  });
});

describe('wrong usage', () => {
  const commands = [
    {name: 'report', options: {format: {}, quiet: {}}},
    {name: 'show', options: {frame: {}}},
  ];
  const sentence = (message: string, ...args: string[]) => explainUsage(message, args, commands).message;

  it('is exit code 2', () => {
    expect(explainUsage('anything', [], commands).exitCode).toBe(EXIT.usage);
  });

  it('says what was meant', () => {
    expect(sentence('Unknown argument: formt', 'report', '--formt=md', 'x')).toBe(
      'There is no option --formt: did you mean --format?',
    );
    expect(sentence('Unknown command: repotr', 'repotr', 'x')).toBe(
      "There is no command 'repotr': did you mean 'report'?",
    );
    expect(sentence('Unknown argument: x', 'show', '-x', 'a')).toBe(
      "There is no option -x. 'labshark show --help' lists what there is.",
    );
  });

  it('says what is missing', () => {
    expect(sentence('Not enough non-option arguments: got 0, need at least 1')).toMatch(
      /^Name a command: report or show\./,
    );
    expect(sentence('Not enough arguments following: format', 'report', 'x', '--format')).toMatch(
      /^--format needs a value\./,
    );
  });
});
