#!/usr/bin/env node
import process from 'node:process';
import {hideBin} from 'yargs/helpers';
import {EXIT, type ExitCode} from '../model/errors.ts';
import {analyze} from './analyze.ts';
import {check} from './check.ts';
import type {Command} from './command.ts';
import {runCommandLine} from './command-line.ts';
import {checkCurrentFolder} from './current-folder.ts';
import {tellFailure} from './failure.ts';
import {init} from './init.ts';
import {listenForInterrupts} from './interrupts.ts';
import type {Io} from './io.ts';
import {key} from './key.ts';
import {merge} from './merge.ts';
import {createOutput, OutputClosed} from './output.ts';
import {report} from './report.ts';
import {show} from './show.ts';
import {programVersion} from './version.ts';
import {worksheet} from './worksheet.ts';

/** In the order in which --help lists them. */
const COMMANDS: readonly Command[] = [report, check, key, merge, worksheet, analyze, show, init];

const io: Io = {
  input: process.stdin,
  output: createOutput(process.stdout),
  messages: process.stderr,
  env: process.env,
  version: programVersion(),
  onInterrupt: listenForInterrupts(process, (code) => process.exit(code)),
};
// Nobody reads the messages any more: no reason to stop.
process.stderr.on('error', () => {});

const exitCode = await run().catch(exitOf);
await io.output.flush();
// A pipe that is still open, or a browser that hangs, must not keep the program.
process.exit(exitCode);

async function run(): Promise<ExitCode> {
  checkCurrentFolder(() => process.cwd());
  return runCommandLine(hideBin(process.argv), COMMANDS, io, process.stdout.columns || 80);
}

function exitOf(error: unknown): ExitCode {
  return error instanceof OutputClosed ? EXIT.ok : tellFailure(error, io);
}
