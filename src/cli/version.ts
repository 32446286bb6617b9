import {readFileSync} from 'node:fs';

/** From package.json, two folders up in the sources and in dist/ alike. */
export function programVersion(): string {
  const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
