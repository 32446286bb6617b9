import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, posix, relative, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Who may import whom, and why: data flows one way, from bytes to reports. Folders of src/, own folder aside. */
const MAY_IMPORT: Readonly<Record<string, {readonly folders: readonly string[]; readonly because: string}>> = {
  model: {folders: [], because: 'everything shares its types, so it knows nothing of anybody'},
  wire: {folders: ['model'], because: 'a protocol is what its bytes say, whatever they are read for'},
  capture: {folders: ['model', 'wire'], because: "the scan reads headers with wire's accessors, and no further"},
  flows: {folders: ['model', 'wire'], because: 'a connection is derived from packets, however they were read'},
  analyzers: {folders: ['model', 'wire', 'flows'], because: 'a finding is about one connection, not about its report'},
  report: {
    folders: ['model', 'analyzers', 'flows'],
    because: 'a report is data: nothing in it depends on how it is shown',
  },
  redaction: {
    folders: ['model', 'wire'],
    because: 'what is masked depends on how addresses are written, not on what is reported',
  },
  locales: {folders: ['model'], because: 'a sentence is made from values, whoever prints it'},
  render: {folders: ['model', 'locales'], because: 'renderers read only the report'},
  assignment: {folders: ['model', 'report', 'locales'], because: 'an assignment asks about reports'},
  grading: {
    folders: ['model', 'capture', 'report', 'assignment', 'locales'],
    because: 'grading compares reports with an assignment',
  },
  cli: {
    folders: [
      'model',
      'capture',
      'wire',
      'flows',
      'analyzers',
      'report',
      'redaction',
      'locales',
      'render',
      'assignment',
      'grading',
    ],
    because: 'the command line puts the parts together',
  },
};

/** Packages and parts of Node.js that only some places may use. */
const RESTRICTED: readonly {readonly module: RegExp; readonly where: RegExp; readonly because: string}[] = [
  {
    module: /^(node:)?fs(\/promises)?$/,
    where: /^(capture\/(source|spool)|grading\/submissions|render\/(write|templates|browser|fonts|pdf)|cli\/)/,
    because: 'files are touched at the edges only, so that everything between is a function of its input',
  },
  {module: /^(node:)?child_process$/, where: /^render\/browser/, because: 'only the browser is a program of its own'},
  {
    module: /^(node:)?(net|http|https|http2|dgram|tls|dns)(\/promises)?$/,
    where: /^$/,
    because: 'the program reads captures and reaches no network',
  },
  {module: /^yargs(\/|$)/, where: /^cli\//, because: 'the command line is one of several ways in'},
  {module: /^(handlebars|marked)$/, where: /^render\//, because: 'templates and HTML belong to rendering'},
  {
    module: /^(puppeteer|puppeteer-core|@sparticuz\/chromium)$/,
    where: /^render\//,
    because: 'only PDFs need a browser',
  },
  {
    module: /^yauzl$/,
    where: /^grading\/submissions/,
    because: 'zips of students are hostile, and unpacked in one place',
  },
  {module: /^docx$/, where: /^render\//, because: 'documents are laid out where pages are'},
  {
    module: /^(mammoth|pdfjs-dist)(\/|$)/,
    where: /^grading\/answers\/read\//,
    because: 'documents of students are hostile, and read in one place',
  },
  {module: /^pcap-parser$/, where: /^capture\//, because: 'it reads captures from standard input'},
  {module: /^fzstd$/, where: /^(capture|flows)\//, because: 'it unpacks captures and HTTP bodies'},
];

/** Files over the limit, each with its reason. */
const LONG: Readonly<Record<string, string>> = {
  'model/report.ts': 'the public JSON document, in one place',
};
const LONGEST = 400;

interface Source {
  /** Below src/, with `/`. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = filesUnder('src')
  .filter((path) => path.endsWith('.ts'))
  .map((file) => {
    const path = file.slice('src/'.length);
    const text = readFileSync(join(ROOT, file), 'utf8');
    return {path, folder: path.split('/')[0] as string, text, imports: importsOf(text)};
  });

describe('the import scan', () => {
  it('finds every form of import', () => {
    const text = [
      "import {a} from './a.ts';",
      'import {\n  type B,\n  c,\n} from "../b/c.ts";',
      "import type {D} from './d.ts';",
      "import './e.ts';",
      "export * from './f.ts';",
      "export type {G} from './g.ts';",
      "const h = await import('./h.ts');",
      "const i = import.meta.resolve('./i.css');",
      "type J = import('./j.ts').J;",
      "// import {no} from './comment.ts';",
    ].join('\n');
    expect(importsOf(text)).toEqual([
      './a.ts',
      '../b/c.ts',
      './d.ts',
      './e.ts',
      './f.ts',
      './g.ts',
      './h.ts',
      './j.ts',
    ]);
  });

  it('sees the sources', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.find(({path}) => path === 'cli/main.ts')?.imports).toContain('../model/errors.ts');
  });
});

describe.each(Object.entries(MAY_IMPORT))('src/%s', (folder, {folders, because}) => {
  it(`imports ${folders.length === 0 ? 'no other folder' : `only ${folders.join(', ')}`}: ${because}`, () => {
    const wrong = sources
      .filter((source) => source.folder === folder)
      .flatMap(({path, imports}) =>
        imports
          .filter((name) => name.startsWith('.'))
          .filter((name) => ![folder, ...folders].includes(folderOf(path, name)))
          .map((name) => `${path} → ${name}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe('the sources', () => {
  it('lie in folders that the table knows', () => {
    expect([...new Set(sources.map(({folder}) => folder))].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });

  it('have no import cycle between folders', () => {
    const graph = new Map<string, Set<string>>();
    for (const {path, folder, imports} of sources) {
      const targets = graph.get(folder) ?? new Set();
      graph.set(folder, targets);
      for (const name of imports.filter((name) => name.startsWith('.'))) {
        const target = folderOf(path, name);
        if (target !== folder) targets.add(target);
      }
    }
    expect(cycleIn(graph)).toBeUndefined();
  });

  it.each(RESTRICTED)('$module only in $where: $because', ({module, where}) => {
    const users = sources.filter(({imports}) => imports.some((name) => module.test(name))).map(({path}) => path);
    expect(users.filter((path) => !where.test(path))).toEqual([]);
  });

  it('use no package that package.json does not name', () => {
    const {dependencies, optionalDependencies} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'optionalDependencies',
      Record<string, string>
    >;
    const known = new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies)]);
    const used = sources.flatMap(({imports}) => imports.filter((name) => !/^(\.|node:)/.test(name)).map(packageOf));
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('end the process only in cli/main.ts: everything else returns or throws', () => {
    // Text in quotes is another process's, as where a browser is asked for its path; a minus sign names a browser's group,
    // and a signal of 0 only asks whether a process is running.
    const users = sources.filter(({text}) =>
      /\bprocess\.(exit\b|exitCode\b|abort\b|kill\b(?!\(-leader|\(pid, 0\)))/.test(withoutText(text)),
    );
    expect(users.map(({path}) => path)).toEqual(['cli/main.ts']);
  });

  it('print nothing by console: results go to standard output, all else to standard error', () => {
    expect(sources.filter(({text}) => /\bconsole\.\w/.test(text)).map(({path}) => path)).toEqual([]);
  });

  it('use no clock but where the program meets the user', () => {
    const users = sources.filter(({text}) => /\b(Date\.now|new Date\(\)|performance\.now|Math\.random)\b/.test(text));
    expect(users.map(({path}) => path).filter((path) => !/^(cli|render\/(browser|pdf))/.test(path))).toEqual([]);
  });

  it(`have at most ${LONGEST} lines a file`, () => {
    const long = sources
      .filter(({path}) => !/\/data\//.test(path) && !(path in LONG))
      .filter(({text}) => text.split('\n').length - 1 > LONGEST)
      .map(({path}) => path);
    expect(long).toEqual([]);
  });

  it('give exceptions only to files that need them', () => {
    for (const path of Object.keys(LONG)) {
      const lines = sources.find((source) => source.path === path)?.text.split('\n').length ?? 0;
      expect(lines, path).toBeGreaterThan(LONGEST);
    }
  });
});

describe('what is published', () => {
  const INTERNAL = [
    ['/wor', 'k/'],
    ['../sha', 'red'],
    ['see', 'ds/0'],
    ['issues sh', 'ow'],
    ['brief', '.md'],
    ['/ro', 'ot/'],
  ].map((parts) => parts.join(''));

  it('speaks of nothing that only its makers have', () => {
    const found = ['src', 'test', 'samples', 'templates', 'docs', '.ci']
      .flatMap(filesUnder)
      .concat(readdirSync(ROOT).filter((name) => /\.(md|json|ts|js|cjs)$/.test(name) && name !== 'package-lock.json'))
      .filter((path) => /\.(ts|mjs|cjs|js|json|md|hbs|css|html|sh|yaml|run)$|\/run$/.test(path))
      .filter((path) => !path.includes('/goldens/'))
      .flatMap((path) => {
        const text = readFileSync(join(ROOT, path), 'utf8');
        return INTERNAL.filter((word) => text.includes(word)).map((word) => `${path}: ${word}`);
      });
    expect(found).toEqual([]);
  });
});

/** Paths below the root, with `/`, in order. */
function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** What a module imports, in order; comments that begin a line are left out. */
function importsOf(text: string): string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const found = /(?:[}*\w]\s*from|^import|\bimport\()\s*['"]([^'"\s]+)['"]/gm;
  return [...code.matchAll(found)].map(([, name]) => name as string);
}

const withoutText = (code: string): string => code.replace(/'[^'\n]*'|`[^`]*`/g, "''");

const folderOf = (path: string, name: string): string =>
  posix.normalize(posix.join(posix.dirname(path), name)).split('/')[0] as string;

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

function cycleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node]);
      if (cycle) return cycle;
    }
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}
