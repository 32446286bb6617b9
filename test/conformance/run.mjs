// Runs main.ts without a build: Node.js 20 does not read TypeScript, and the tool is no part of the program.
import {fileURLToPath} from 'node:url';
import {runnerImport} from 'vite';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const {module} = await runnerImport(main, {configFile: false, logLevel: 'error'});
process.exitCode = await module.main(process.argv.slice(2));
