/** One empty line between blocks, none at the end of lines; code blocks are left as they are. */
export function tidy(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0];
    const opens = fence === undefined && run !== undefined;
    if (fence !== undefined && line.trimEnd() === fence) fence = undefined;
    const shown = fence === undefined ? line.trimEnd() : line;
    if (opens) fence = run;
    if (fence === undefined && shown === '' && (lines.at(-1) ?? '') === '') continue;
    lines.push(shown);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
