import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {analyze} from '../src/cli/analyze.ts';
import {init} from '../src/cli/init.ts';
import {key} from '../src/cli/key.ts';
import {report} from '../src/cli/report.ts';
import {show} from '../src/cli/show.ts';
import {worksheet} from '../src/cli/worksheet.ts';
import {EXIT} from '../src/model/errors.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('docs/report-json.md', () => {
  const page = text('docs/report-json.md');
  const named = new Set([...page.matchAll(/`(\w+)\??`/g)].map(([, name]) => name));

  it.each(['src/model/report.ts', 'src/model/tree.ts', 'src/model/issue.ts'])('names every field of %s', (path) => {
    const document = path.endsWith('issue.ts') ? /export interface Issue \{[^}]*\}/.exec(text(path))?.[0] : text(path);
    // Packet list columns are not part of the document.
    const types = (document ?? '').replace(/export interface Dissection \{[^}]*\}/, '');
    const fields = [...types.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
    expect(fields.length).toBeGreaterThan(5);
    expect([...new Set(fields)].filter((name) => !named.has(name))).toEqual([]);
  });

  it('names every word of the unions', () => {
    const model = text('src/model/report.ts');
    const words = [...model.matchAll(/(?:\||=|:) '([a-z-]+)'/g)].map(([, word]) => word as string);
    const both = page + text('docs/architecture.md');
    expect(words.length).toBeGreaterThan(30);
    expect([...new Set(words)].filter((word) => !both.includes(`\`${word}\``))).toEqual([]);
  });
});

describe('docs/key-json.md', () => {
  const page = text('docs/key-json.md');
  const model = text('src/model/answer-key.ts');

  it('names every field, and every word', () => {
    const named = new Set([...page.matchAll(/`([\w-]+)\??`/g)].map(([, name]) => name));
    const fields = [...model.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name as string);
    const words = [...model.matchAll(/(?:\||:) '([a-z-]+)'/g)].map(([, word]) => word as string);
    expect(fields.length).toBeGreaterThan(20);
    expect(words.length).toBeGreaterThanOrEqual(3);
    expect([...new Set([...fields, ...words])].filter((name) => !named.has(name))).toEqual([]);
  });
});

describe('docs/cli.md', () => {
  const page = text('docs/cli.md');

  it.each([report, key, worksheet, analyze, show, init])('names every option of $name', ({name, options}) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${name}\n`)) ?? '';
    const missing = Object.keys(options).filter((option) => !new RegExp(`\`--${option}[\`\\s]`).test(section));
    expect(missing).toEqual([]);
  });

  it('names every exit code', () => {
    for (const code of Object.values(EXIT)) expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  });
});

describe('docs/dependencies.md', () => {
  it('has a row for every package, with its version', () => {
    const {dependencies, optionalDependencies, devDependencies} = JSON.parse(text('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const page = text('docs/dependencies.md');
    for (const [name, version] of Object.entries({...dependencies, ...optionalDependencies, ...devDependencies})) {
      const row = page
        .split('\n')
        .find((line) => line.startsWith('|') && line.includes(name) && line.includes(version));
      expect(row, `${name} ${version}`).toBeDefined();
    }
  });
});

describe('links between the documents', () => {
  const pages = [
    'README.md',
    'README.zh-CN.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
  ];

  it.each(pages)('of %s lead somewhere', (page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, target]) => target as string);
    for (const target of links) {
      const path = join(dirname(page), target);
      const listed = readdirSync(join(ROOT, dirname(path)));
      expect(listed, `${page} → ${target}`).toContain(path.replace(/\/$/, '').split('/').at(-1));
    }
  });
});
