import {readdirSync, readFileSync, statSync} from 'node:fs';
import {extname, join, relative, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import Handlebars from 'handlebars';
import {EXIT, LabError} from '../model/errors.ts';
import {checkTemplate, escapeOutputs, HELPERS, parseTemplate} from './template-syntax.ts';
import {tidy} from './tidy.ts';

const BUILT_IN = fileURLToPath(new URL('../../templates/', import.meta.url));
const PARTIAL = /^partials\/(.+)\.hbs$/;
const DOCUMENT = /^[^/]+\.md\.hbs$/;
/** What has no built-in file: a page before the report, and styles after the built-in ones. */
const OPTIONAL = ['theme/cover.html.hbs', 'theme/course.css'];
const IMAGE_TYPES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

/** The templates of one rendering: a folder of the user's own shadows the built-in files one by one. */
export interface Templates {
  /** Lays out a Markdown template, e.g. `report.md.hbs`; every plain string of the view is escaped for Markdown. */
  markdown(path: string, view: object): string;
  /** Lays out an HTML template, e.g. `theme/page.html.hbs`; strings are escaped for HTML unless it says `{{{…}}}`. */
  html(path: string, view: object): string;
  /** A file that is no template, e.g. `theme/report.css`. */
  text(path: string): string;
  /** Whether there is such a file: of those that need not be there. */
  has(path: string): boolean;
}

type Template = (view: object) => string;

/** Throws a LabError that names the folder, or the file and the line, that cannot be used. */
export function loadTemplates(own?: string): Templates {
  const builtIn = filesBelow(BUILT_IN);
  const files = new Map(builtIn);
  if (own !== undefined) for (const [path, file] of ownFiles(own, [...builtIn.keys()])) files.set(path, file);
  const state = JSON.stringify([...files.values()].map(stateOf));
  if (last?.state !== state) last = {state, templates: compiled(files)};
  return last.templates;
}

/** A class has a thousand reports with the same templates: they are compiled again only when a file has changed. */
let last: {readonly state: string; readonly templates: Templates} | undefined;

function stateOf(file: string): readonly [file: string, size: number, modifiedNs: string] {
  const {size, mtimeNs} = statSync(file, {bigint: true});
  return [file, Number(size), String(mtimeNs)];
}

function compiled(files: ReadonlyMap<string, string>): Templates {
  const find = (path: string): string => {
    const file = files.get(path);
    if (file === undefined) throw new LabError('no-template', `There is no template ${path}.`, {values: {path}});
    return file;
  };
  const partials = [...files.keys()].map((path) => PARTIAL.exec(path)?.[1]).filter((name) => name !== undefined);
  const handlebars = Handlebars.create();
  handlebars.unregisterHelper('log');
  for (const [name, helper] of Object.entries(HELPERS)) handlebars.registerHelper(name, helper);

  const compile = (path: string): Template => {
    const file = find(path);
    const program = parseTemplate(read(file), file);
    checkTemplate(program, file, partials);
    escapeOutputs(program, file);
    return handlebars.compile(program, {noEscape: true});
  };
  // All at once: a mistake shows up before the first of many reports is written, whatever the reports hold.
  for (const name of partials) handlebars.registerPartial(name, compile(`partials/${name}.hbs`));
  const documents = new Map(
    [...files.keys()].filter((path) => DOCUMENT.test(path)).map((path) => [path, compile(path)]),
  );

  const pages = new Map<string, Template>();
  const texts = new Map<string, string>();
  const pageOf = (file: string): Template => {
    const own = Handlebars.create();
    own.registerHelper('image', (name: unknown) => new Handlebars.SafeString(imageData(String(name), files, file)));
    return own.compile(parseTemplate(read(file), file), {strict: true});
  };

  return {
    markdown: (path, view) => tidy(filled(documents.get(path) ?? compile(path), view, find(path))),
    html: (path, view) => {
      const page = pages.get(path) ?? pageOf(find(path));
      pages.set(path, page);
      return filled(page, view, find(path));
    },
    text: (path) => {
      const text = texts.get(path) ?? read(find(path));
      texts.set(path, text);
      return text;
    },
    has: (path) => files.has(path),
  };
}

/** A picture beside the templates as a data URI, so that the page stays one file. Throws LabError that names `template`. */
function imageData(name: string, files: ReadonlyMap<string, string>, template: string): string {
  const file = files.get(name);
  const type = IMAGE_TYPES[extname(name).toLowerCase()];
  if (file !== undefined && type !== undefined) return `data:${type};base64,${readFileSync(file).toString('base64')}`;
  const reason =
    type === undefined
      ? `'${name}' is no picture that can be shown: use ${Object.keys(IMAGE_TYPES).join(', ')}`
      : `there is no picture '${name}' in the folder with templates`;
  throw new LabError('template-error', `${template}: ${reason}.`, {
    exitCode: EXIT.usage,
    values: {file: template, reason},
  });
}

function filled(template: Template, view: object, file: string): string {
  try {
    return template(view);
  } catch (error) {
    if (error instanceof LabError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError('template-error', `${file}: the template cannot be filled in: ${reason}.`, {
      exitCode: EXIT.usage,
      values: {file, reason},
      cause: error,
    });
  }
}

/** Path below the folder, with `/`, → file; in order of path, whatever the file system's order is. */
function filesBelow(directory: string): Map<string, string> {
  const files = readdirSync(directory, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, string] => [relative(directory, file).split(sep).join('/'), file])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(files);
}

/** A folder that shadows nothing is a mistake in the path, not a wish for the built-in templates. */
function ownFiles(directory: string, known: readonly string[]): Map<string, string> {
  const failure = (message: string) =>
    new LabError('no-templates', message, {exitCode: EXIT.usage, values: {path: directory}});
  if (!statSync(directory, {throwIfNoEntry: false})?.isDirectory()) {
    throw failure(`There is no folder '${directory}' with templates.`);
  }
  const files = filesBelow(directory);
  if ([...files.keys()].some((path) => known.includes(path) || OPTIONAL.includes(path))) return files;
  throw failure(`The folder '${directory}' holds no file that replaces a built-in one, such as ${known.join(', ')}.`);
}

const read = (file: string): string =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n');
