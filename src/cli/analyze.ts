import {deriveFlows} from '../flows/index.ts';
import {redact} from '../redaction/index.ts';
import {buildReport} from '../report/index.ts';
import {type Command, FOCUS, QUIET, REDACT} from './command.ts';
import {eachCapture} from './each-capture.ts';
import {focusRequest} from './focus-options.ts';
import {openArgument} from './open.ts';
import {flag} from './options.ts';

/** `labshark analyze`: one JSON document a capture, a line each. */
export const analyze: Command = {
  name: 'analyze',
  describe: 'Print what captures contain as JSON, a line each (NDJSON)',
  captures: 'several',
  options: {...FOCUS, ...REDACT, ...QUIET},
  examples: [
    ['$0 analyze lab1.pcapng | jq .connections', 'All connections of a capture'],
    ["$0 analyze class/*.pcap | jq -r '.capture.file'", 'The captures that can be read'],
  ],
  async run(paths, argv, io) {
    const quiet = flag(argv, 'quiet');
    const focus = focusRequest(argv);
    const {exitCode} = await eachCapture(paths, io, async (path) => {
      const capture = await openArgument(path, io, {quiet});
      try {
        const report = buildReport(deriveFlows(capture), {version: io.version, ...focus});
        await io.output.write(`${JSON.stringify(flag(argv, 'redact') ? redact(report) : report)}\n`);
      } finally {
        capture.close();
      }
    });
    return exitCode;
  },
};
