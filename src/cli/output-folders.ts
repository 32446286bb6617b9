import {basename} from 'node:path';

const CAPTURE_ENDINGS = /(\.(pcapng|pcap|cap|dmp|ntar|gz|zst))+$/i;

/**
 * A folder name for each capture: the file's name without its ending, and a number where two would be the same (also
 * when they only differ in case, which many file systems ignore). `-`, standard input, is `stdin`. `safe` makes a
 * name that every system accepts.
 */
export function outputFolders(paths: readonly string[], safe: (name: string) => string): string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const stem = path === '-' ? 'stdin' : basename(path).replace(CAPTURE_ENDINGS, '') || basename(path);
    const name = safe(stem);
    let unique = name;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${name}-${number}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
