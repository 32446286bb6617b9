import Handlebars from 'handlebars';
import {didYouMean} from '../model/did-you-mean.ts';
import {EXIT, LabError} from '../model/errors.ts';
import {escapeText, Markdown} from '../model/markdown.ts';

type AST = hbs.AST.Program;
type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

/** Prints a value in a Markdown template; put around every output by escapeOutputs, never written by hand. */
const PRINT = 'print as Markdown';

/** Helpers lay out and decide nothing about content: the view brings ready values. */
export const HELPERS: Readonly<Record<string, Handlebars.HelperDelegate>> = {
  eq: (a: unknown, b: unknown) => a === b,
  [PRINT]: printed,
};

const KNOWN_HELPERS = ['if', 'unless', 'each', 'with', 'lookup', 'eq'];

/** Throws a LabError with file and line where the text is no template. */
export function parseTemplate(source: string, file: string): AST {
  try {
    return Handlebars.parse(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /\bon line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+$/.exec(message)?.[1] ?? '1';
    const reason = message.replace(/^(Parse|Lexical) error on line \d+[:.]\s*/, '').replace(/ - \d+:\d+$/, '');
    throw templateError(file, Number(line), reason.split('\n').filter(Boolean).join(' '), error);
  }
}

/** What would otherwise fail only once a report reaches it: unknown helpers and partials. */
export function checkTemplate(program: AST, file: string, partials: readonly string[]): void {
  const call = ({path, params, loc}: Call) => {
    if (path.type !== 'PathExpression' || params.length === 0) return;
    const {original} = path as hbs.AST.PathExpression;
    if (KNOWN_HELPERS.includes(original)) return;
    throw templateError(file, loc.start.line, `there is no helper '${original}'${didYouMean(original, KNOWN_HELPERS)}`);
  };
  const partial = ({name, loc}: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement) => {
    if (name.type !== 'PathExpression') return;
    const {original} = name as hbs.AST.PathExpression;
    if (original === '@partial-block' || partials.includes(original)) return;
    throw templateError(file, loc.start.line, `there is no partial '${original}'${didYouMean(original, partials)}`);
  };
  class Check extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement): void {
      call(node);
      super.MustacheStatement(node);
    }
    override BlockStatement(node: hbs.AST.BlockStatement): void {
      call(node);
      super.BlockStatement(node);
    }
    override SubExpression(node: hbs.AST.SubExpression): void {
      call(node);
      super.SubExpression(node);
    }
    override PartialStatement(node: hbs.AST.PartialStatement): void {
      partial(node);
      super.PartialStatement(node);
    }
    override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
      partial(node);
      super.PartialBlockStatement(node);
    }
  }
  new Check().accept(program);
}

/**
 * Rewrites every `{{value}}`, `{{{value}}}` and `{{helper …}}` so that it prints through `printed`: a template
 * cannot forget to escape, and cannot switch it off.
 */
export function escapeOutputs(program: AST, file: string): void {
  class Rewrite extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement): void {
      const {path, params, hash, loc} = node;
      const value =
        params.length > 0 ? ({type: 'SubExpression', path, params, hash, loc} as hbs.AST.SubExpression) : path;
      const name = 'original' in path ? String(path.original) : '…';
      node.path = {
        type: 'PathExpression',
        data: false,
        depth: 0,
        parts: [PRINT],
        original: PRINT,
        loc,
      } as hbs.AST.PathExpression;
      node.params = [value as hbs.AST.Expression, ...[name, file].map((text) => literal(text, loc)), number(loc)];
      node.hash = {type: 'Hash', pairs: [], loc};
    }
  }
  new Rewrite().accept(program);
}

const literal = (value: string, loc: hbs.AST.SourceLocation): hbs.AST.StringLiteral => ({
  type: 'StringLiteral',
  value,
  original: value,
  loc,
});

const number = (loc: hbs.AST.SourceLocation): hbs.AST.NumberLiteral => ({
  type: 'NumberLiteral',
  value: loc.start.line,
  original: loc.start.line,
  loc,
});

function printed(value: unknown, name: string, file: string, line: number): string {
  if (value instanceof Markdown) return value.toHTML();
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return escapeText(String(value));
    default:
      if (value === null) return '';
      throw templateError(file, line, `there is no text to print for {{${name}}}`);
  }
}

function templateError(file: string, line: number, reason: string, cause?: unknown): LabError {
  return new LabError('template-error', `${file}:${line}: ${reason}.`, {
    exitCode: EXIT.usage,
    values: {file, line, reason},
    cause,
  });
}
