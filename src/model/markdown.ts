/**
 * A piece of Markdown that is safe to print as it is. Made only by the functions below, which escape what comes
 * from outside. Handlebars prints a value with `toHTML` unescaped, so a Markdown value passes a template unchanged.
 */
export class Markdown {
  private readonly source: string;

  private constructor(source: string) {
    this.source = source;
  }

  /** Only for text that is known to be Markdown, e.g. a template's literal parts. */
  static trusted(source: string): Markdown {
    return new Markdown(source);
  }

  toHTML(): string {
    return this.source;
  }

  toString(): string {
    return this.source;
  }
}

type Part = string | number | Markdown;

/** Literal parts are Markdown; interpolated Markdown goes in as it is, everything else as text. */
export function md(literals: TemplateStringsArray, ...values: readonly Part[]): Markdown {
  let source = literals[0] ?? '';
  values.forEach((value, index) => {
    source += sourceOf(value, source) + (literals[index + 1] ?? '');
  });
  return Markdown.trusted(source);
}

export function join(parts: readonly Part[], separator: string): Markdown {
  let source = '';
  parts.forEach((part, index) => {
    if (index > 0) source += separator;
    source += sourceOf(part, source);
  });
  return Markdown.trusted(source);
}

function sourceOf(part: Part, before: string): string {
  if (part instanceof Markdown) return part.toHTML();
  return before === '' || before.endsWith('\n') ? escapeText(String(part)) : escapeInline(String(part));
}

/**
 * Text as Markdown that shows exactly this text, on one line, in a paragraph, list item, heading or table cell.
 * Only what could mean something is escaped, so that ordinary text stays pleasant to read raw.
 */
export function escapeText(text: string): string {
  return escapeInline(text)
    .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$))/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** The same for text that does not begin a line. */
function escapeInline(text: string): string {
  return visible(text)
    .replace(/[\\`*[\]<>|~]/g, '\\$&')
    .replace(/&(?=#|[a-z])/gi, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/!(?=\\\[)/g, '\\!')
    .replace(/\b(https?|ftp):(?=\/\/)/gi, '$1\\:')
    .replace(/\bwww(?=\.)/gi, '$&\\')
    .replace(/(?<=[\w.+-])@(?=[\w-]+\.)/g, '\\@');
}

/**
 * A code span that shows exactly this text, wherever it stands. A pipe can't be written the same way in a code
 * span inside and outside of a table (GFM splits cells before it looks for code): such text goes without the span.
 */
export function code(text: string): Markdown {
  const shown = visible(text);
  if (shown === '' || shown.includes('|')) return Markdown.trusted(escapeText(text));
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return Markdown.trusted(`${fence}${pad}${shown}${pad}${fence}`);
}

/** A fenced block that shows exactly this text, line by line. */
export function codeBlock(text: string, language = ''): Markdown {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map(visible).join('\n');
  const longest = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return Markdown.trusted(`${fence}${language}\n${lines}\n${fence}`);
}

/** Control and formatting characters (line breaks, bidirectional overrides) as visible signs, so that none breaks or hides a line. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\t/g, ' ')
    .replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, (character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      // U+2400 … U+2421 are pictures of the C0 controls and DEL.
      if (codePoint < 0x20) return String.fromCharCode(0x2400 + codePoint);
      return codePoint === 0x7f ? '\u2421' : `\\u${codePoint.toString(16).padStart(4, '0')}`;
    });
}
