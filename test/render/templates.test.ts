import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {LabError} from '../../src/model/errors.ts';
import {md} from '../../src/model/markdown.ts';
import {loadTemplates} from '../../src/render/templates.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), {recursive: true});
  writeFileSync(join(folder, path), text);
}

/** What the user's own report.md.hbs makes of a view. */
function filled(template: string, view: object): string {
  put('report.md.hbs', template);
  return loadTemplates(folder).markdown('report.md.hbs', view);
}

function failure(work: () => unknown): LabError {
  try {
    work();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('what a Markdown template prints', () => {
  const view = {text: '*a* | <b>', own: md`*a*`, n: 3, no: false, empty: null, list: ['*', md`*b*`]};

  test('plain strings as text, Markdown as Markdown, however it is asked for', () => {
    expect(filled('{{text}} {{{text}}} {{& text}} {{own}} {{{own}}}', view)).toBe(
      '\\*a\\* \\| \\<b\\> \\*a\\* \\| \\<b\\> \\*a\\* \\| \\<b\\> *a* *a*\n',
    );
  });

  test('in blocks, partials and helpers too', () => {
    put('partials/own/each.hbs', '{{#each list}}{{this}},{{@index}} {{/each}}');
    expect(filled('{{> own/each}}{{#with own}}{{this}}{{/with}} {{lookup list 0}}', view)).toBe(
      '\\*,0 *b*,1 *a* \\*\n',
    );
    expect(filled('{{#if (eq text "*a* | <b>")}}yes{{/if}}{{#unless (eq n 4)}}no{{/unless}}', view)).toBe('yesno\n');
  });

  test('numbers and truth as they are, null as nothing', () => {
    expect(filled('{{n}} {{no}} [{{empty}}]', view)).toBe('3 false []\n');
  });

  test('nothing that the view does not have itself', () => {
    expect(failure(() => filled('{{list.constructor}}', view)).message).toMatch(
      /report\.md\.hbs:1: .*\{\{list\.constructor\}\}/,
    );
    expect(filled('{{#if constructor}}yes{{else}}no{{/if}}', view)).toBe('no\n');
  });

  test('files with a byte order mark and CRLF are the same templates', () => {
    expect(filled('\uFEFFa\r\n{{#if n}}\r\nb\r\n{{/if}}\r\n', view)).toBe('a\nb\n');
  });
});

describe('shadowing', () => {
  const view = {head: ['a'], rows: [['1']], number: 1, title: 't', intro: 'i', facts: {head: ['h'], rows: []}};

  test('a file replaces the built-in one of its path, and only that one', () => {
    put('partials/table.hbs', 'TABLE');
    put('capture.md.hbs', '{{> capture}}');
    const found = loadTemplates(folder).markdown('capture.md.hbs', view);
    expect(found).toBe('## 1. t\n\ni\n\nTABLE\n');
  });

  test('theme files as well', () => {
    put('theme/report.css', 'body {}');
    const templates = loadTemplates(folder);
    expect(templates.text('theme/report.css')).toBe('body {}');
    expect(templates.text('theme/print.css')).toContain('@page');
  });
});

describe('what cannot be used', () => {
  test('a folder that is none, and one that replaces nothing', () => {
    expect(failure(() => loadTemplates(join(folder, 'x'))).message).toMatch(/There is no folder '.*x' with templates/);
    put('Report.txt', '');
    const {message, exitCode} = failure(() => loadTemplates(folder));
    expect(message).toMatch(/holds no file that replaces a built-in one, such as .*report\.md\.hbs/);
    expect(exitCode).toBe(2);
  });

  test.each([
    ['an open block', 'a\n\n{{#if x}}\nb\n', 5, /EOF/],
    ['a block closed by another', 'a\n{{#if x}}\n{{/each}}', 2, /if doesn't match each/],
    ['a broken expression', 'a\n{{ }\n', 2, /Expecting|Lexical|INVALID/],
    ['an unknown partial', 'a\n{{> tabel}}\n', 2, /there is no partial 'tabel': did you mean 'table'\?/],
    [
      'an unknown partial in a block',
      'a\n{{#if x}}\n{{> nothing-like-it}}\n{{/if}}',
      3,
      /no partial 'nothing-like-it'\./,
    ],
    ['an unknown helper', '{{uper title}}\n', 1, /there is no helper 'uper'/],
    ['an unknown block helper', 'a\n{{#unles x}}\n{{/unles}}', 2, /no helper 'unles': did you mean 'unless'\?/],
    ['an unknown helper in an expression', 'a\nb\n{{#if (eqq 1 2)}}{{/if}}', 3, /no helper 'eqq': did you mean 'eq'\?/],
    ['the helper that logs', '{{log "x"}}', 1, /no helper 'log'/],
  ])('%s: file and line', (_, template, line, reason) => {
    put('report.md.hbs', template);
    const {message, exitCode} = failure(() => loadTemplates(folder));
    expect(message).toContain(`${join(folder, 'report.md.hbs')}:${line}: `);
    expect(message).toMatch(reason);
    expect(message).not.toContain('\n');
    expect(exitCode).toBe(2);
  });

  test('a value that is not there, and one that is no text', () => {
    const {message} = failure(() => filled('a\n{{#each rows}}\n{{titel}}\n{{/each}}', {rows: [1]}));
    expect(message).toBe(`${join(folder, 'report.md.hbs')}:3: there is no text to print for {{titel}}.`);
    expect(failure(() => filled('{{rows}}', {rows: [1]})).message).toMatch(
      /:1: there is no text to print for \{\{rows\}\}/,
    );
  });

  test('a partial that calls itself without end', () => {
    put('partials/loop.hbs', '{{> loop}}');
    expect(failure(() => filled('{{> loop}}', {})).message).toMatch(
      /report\.md\.hbs: the template cannot be filled in: /,
    );
  });
});

describe('HTML templates', () => {
  const page = (template: string, view: object) => {
    put('theme/page.html.hbs', template);
    return loadTemplates(folder).html('theme/page.html.hbs', view);
  };

  test('strings are escaped for HTML, unless the template says otherwise', () => {
    expect(page('<p title="{{a}}">{{a}}</p>{{{b}}}', {a: '<"&', b: '<i>'})).toBe(
      '<p title="&lt;&quot;&amp;">&lt;&quot;&amp;</p><i>',
    );
  });

  test('a value that is not there names the file', () => {
    expect(failure(() => page('a\n{{x}}', {})).message).toMatch(/page\.html\.hbs: .*"x" not defined/);
  });
});
