import {Marked, type Renderer, type Tokens} from 'marked';
import {inline} from './figures/svg.ts';
import {hexDumpHtml} from './hex-dump.ts';
import {escapeHtml, plainText} from './html-text.ts';
import type {AlertTitles, PageOptions} from './options.ts';

/** A link with this title marks a place instead of pointing at it: `[4](#frame-4 "row")`. */
const PLACE = 'row';
/** A comment before a table that can be folded on a screen. */
const FOLD = /^<!-- fold: (.+?) -->\s*$/;
/** Into the page, to the web, to an address, or to a table beside the page. */
const LEADS = /^(#|https?:\/\/|mailto:|[\w.-]+\.csv$)/i;
/** So many columns and more are set smaller. */
const WIDE = 6;

export interface MarkdownHtml {
  /** What comes before the first section: title and facts. */
  readonly head: string;
  readonly body: string;
  /** Headings of the second level. */
  readonly sections: readonly {readonly id: string; readonly text: string}[];
}

/**
 * GitHub-flavoured Markdown as HTML in which every element comes from here: raw HTML is shown as text, comments
 * vanish, links lead into the page, to the web or to an address, and images have their data with them.
 */
export function markdownHtml(
  markdown: string,
  alerts: AlertTitles,
  {figures = new Map(), dumps = new Map()}: Pick<PageOptions, 'figures' | 'dumps'> = {},
): MarkdownHtml {
  const sections: {id: string; text: string}[] = [];
  const ids = new Set<string>();
  let fold: string | undefined;
  let heading: string | undefined;
  // What may scroll: a keyboard reaches it, and a screen reader names it after what it stands under.
  const scrolls = () => `tabindex="0"${heading === undefined ? '' : ` role="group" aria-labelledby="${heading}"`}`;
  const renderer: Partial<Renderer> & ThisType<Renderer> = {
    html({text}: Tokens.HTML | Tokens.Tag) {
      fold = FOLD.exec(text)?.[1];
      return escapeHtml(text.replace(/<!--[\s\S]*?-->\n?/g, ''));
    },
    heading({tokens, depth}: Tokens.Heading) {
      const html = this.parser.parseInline(tokens);
      const text = plainText(html);
      const id = uniqueId(text, ids);
      heading = id;
      if (depth === 2) sections.push({id, text});
      return `<h${depth} id="${id}">${html}</h${depth}>\n`;
    },
    table({header, rows}: Tokens.Table) {
      const line = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td') =>
        `<tr>${cells.map(({tokens}) => cell(this.parser.parseInline(tokens), tag)).join('')}</tr>`;
      const body = rows.map((row) => line(row, 'td')).join('\n');
      const wide = header.length >= WIDE ? ' wide' : '';
      const table = `<div class="table${wide}" ${scrolls()}><table>\n<thead>${line(header, 'th')}</thead>\n<tbody>\n${body}\n</tbody></table></div>\n`;
      if (fold === undefined) return table;
      const summary = escapeHtml(fold);
      fold = undefined;
      return `<details class="fold" open>\n<summary>${summary}</summary>\n${table}</details>\n`;
    },
    link({href, title, tokens}: Tokens.Link) {
      const html = this.parser.parseInline(tokens);
      if (title === PLACE && href.startsWith('#')) return `<span id="${escapeHtml(href.slice(1))}">${html}</span>`;
      return LEADS.test(href) ? `<a href="${escapeHtml(href)}">${html}</a>` : html;
    },
    paragraph({tokens}: Tokens.Paragraph) {
      const html = this.parser.parseInline(tokens);
      return html.startsWith('<figure') ? `${html}\n` : `<p>${html}</p>\n`;
    },
    image({href, text}: Tokens.Image) {
      const figure = figures.get(/^figure:(.+)$/.exec(href)?.[1] ?? '');
      if (figure) {
        const id = `figure-${figure.name}`;
        const caption = `<figcaption id="${id}-caption">${escapeHtml(text)}</figcaption>`;
        return `<figure id="${id}" tabindex="0" aria-labelledby="${id}-caption">${inline(figure)}${caption}</figure>`;
      }
      const own = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i.test(href);
      return own ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">` : escapeHtml(text);
    },
    code({text, lang = ''}: Tokens.Code) {
      const marks = dumps.get(lang);
      if (marks) return `<pre ${scrolls()}><code>${hexDumpHtml(text, marks) ?? escapeHtml(text)}\n</code></pre>\n`;
      const language = /^[\w+-]+/.exec(lang)?.[0];
      const attribute = language === undefined ? '' : ` class="language-${language}"`;
      return `<pre ${scrolls()}><code${attribute}>${hexDumpHtml(text) ?? escapeHtml(text)}\n</code></pre>\n`;
    },
    blockquote({tokens}: Tokens.Blockquote) {
      const html = this.parser.parse(tokens);
      const found = /^<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?:\s+|(?=<\/p>))/.exec(html);
      if (!found) return `<blockquote>\n${html}</blockquote>\n`;
      const kind = (found[1] as string).toLowerCase() as keyof AlertTitles;
      const content = `<p>${html.slice(found[0].length)}`.replace(/^<p><\/p>\n?/, '');
      const title = `<p class="alert-title">${escapeHtml(alerts[kind])}</p>`;
      return `<aside class="alert ${kind}">\n${title}\n${content}</aside>\n`;
    },
  };
  const html = new Marked({gfm: true, renderer}).parse(markdown, {async: false});
  const first = html.indexOf('<h2');
  const cut = first < 0 ? html.length : first;
  return {head: html.slice(0, cut), body: html.slice(cut), sections};
}

/** What a cell holds decides how it is set: numbers and ranges stay whole, long codes break anywhere, sentences get room. */
function cell(html: string, tag: 'th' | 'td'): string {
  if (tag === 'th') return `<th scope="col">${html}</th>`;
  const text = plainText(html);
  const kind = CELLS.find(({is}) => is.test(text));
  return `<td${kind ? ` class="${kind.name}"` : ''}>${html}</td>`;
}

const CELLS = [
  {name: 'number', is: /^[-−+]?[\d.,]+(?:–[\d.,]+)?$/},
  {name: 'long', is: /[!-~]{24}/},
  {name: 'sentence', is: /^[\s\S]{30}/},
] as const;

/** A PDF's names should be no longer than 127 bytes (ISO 32000-1 Annex C), and ids become such names. */
const LONGEST_ID = 30;

/** A readable id from a heading's text: letters and digits of any script, the rest as hyphens. */
function uniqueId(text: string, taken: Set<string>): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['section'];
  const base = [...words.join('-')].slice(0, LONGEST_ID).join('').replace(/-$/, '');
  let id = base;
  // The packet list's rows have the ids frame-1, frame-2 …
  for (let n = 2; taken.has(id) || /^frame-\d+$/.test(id); n++) id = `${base}-${n}-`;
  taken.add(id);
  return id;
}
