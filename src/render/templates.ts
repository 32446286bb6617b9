import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import Handlebars from 'handlebars';
import {EXIT, LabError} from '../model/errors.ts';
import {escapeText, Markdown} from '../model/markdown.ts';

const BUILT_IN = fileURLToPath(new URL('../../templates', import.meta.url));

/** The templates of one rendering: a folder of the user's own shadows the built-in files one by one. */
export interface Templates {
  /** Lays out a Markdown template; every plain string of the view is escaped for Markdown. */
  markdown(name: string, view: object): string;
  /** Lays out an HTML template; every plain string of the view is escaped for HTML. */
  html(name: string, view: object): string;
  /** A file that is no template, e.g. a style sheet. */
  text(name: string): string;
}

/** Throws LabError when `own` is no folder or one of its templates can't be read. */
export function loadTemplates(own?: string): Templates {
  if (own !== undefined && !existsSync(own)) {
    throw new LabError('no-templates', `There is no folder '${own}' with templates.`, {
      exitCode: EXIT.usage,
      values: {path: own},
    });
  }
  const folders = own === undefined ? [BUILT_IN] : [own, BUILT_IN];
  const find = (name: string): string => {
    const folder = folders.find((one) => existsSync(join(one, name)));
    if (folder === undefined) throw new Error(`missing template ${name}`);
    return join(folder, name);
  };
  const environment = Handlebars.create();
  for (const name of partialNames(folders)) {
    environment.registerPartial(name, readFileSync(find(`partials/${name}.hbs`), 'utf8'));
  }
  const layOut = (name: string, view: object): string => {
    const path = find(name);
    try {
      const template = environment.compile(readFileSync(path, 'utf8'), {noEscape: false});
      return template(view, {allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false});
    } catch (error) {
      throw failure(path, error);
    }
  };
  return {
    markdown: (name, view) => tidy(layOut(name, escaped(view) as object)),
    html: layOut,
    text: (name) => readFileSync(find(name), 'utf8'),
  };
}

function partialNames(folders: readonly string[]): string[] {
  const names = folders.flatMap((folder) => {
    const partials = join(folder, 'partials');
    if (!existsSync(partials)) return [];
    return readdirSync(partials, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
      .map((entry) => relative(partials, join(entry.parentPath, entry.name)).replaceAll('\\', '/').slice(0, -4));
  });
  return [...new Set(names)];
}

/** Markdown values stay, plain strings become Markdown that shows them: a template can't forget to escape. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return Markdown.trusted(escapeText(value.trim()));
  if (value instanceof Markdown || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(escaped);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, escaped(child)]));
}

/** One empty line between blocks, none at the end of lines; code blocks are left as they are. */
function tidy(markdown: string): string {
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    const found = /^(`{3,})/.exec(line)?.[1];
    if (found !== undefined && (fence === undefined || line.trimEnd() === fence))
      fence = fence === undefined ? found : undefined;
    const shown = fence === undefined ? line.trimEnd() : line;
    if (fence === undefined && shown === '' && (lines.at(-1) ?? '') === '') continue;
    lines.push(shown);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function failure(path: string, error: unknown): LabError {
  const message = error instanceof Error ? error.message : String(error);
  return new LabError('bad-template', `The template '${path}' can't be used: ${message.split('\n').join(' ')}`, {
    exitCode: EXIT.usage,
    values: {path},
    cause: error,
  });
}
