// Runs a script of this folder without a build, as `run.mjs class 1000`: Node.js 20 does not read TypeScript.
import {fileURLToPath} from 'node:url';
import {runnerImport} from 'vite';

const [name, ...args] = process.argv.slice(2);
const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
const {module} = await runnerImport(script, {configFile: false, logLevel: 'error'});
process.exitCode = await module.main(args);
