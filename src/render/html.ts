import {Marked, type Tokens} from 'marked';
import type {AlertTitles, PageOptions} from './options.ts';
import {loadTemplates} from './templates.ts';

/** Where the PDF path serves fonts from; no such host exists, so nothing ever reaches a network. */
export const FONT_ORIGIN = 'https://fonts.labshark.invalid';

/** A link with this title marks a place instead of pointing at it: `[4](#frame-4 "row")`. */
export const ANCHOR_TITLE = 'row';

interface Heading {
  readonly id: string;
  readonly html: string;
}

/**
 * Markdown as one self-contained page: styles inside, no script, nothing loaded from anywhere. Raw HTML in the
 * Markdown is shown as text. `fontFaces` are @font-face rules for printing.
 */
export function toHtml(markdown: string, page: PageOptions, fontFaces = ''): string {
  const templates = loadTemplates(page.templates);
  const sections: Heading[] = [];
  const body = parser(page.alerts, sections).parse(markdown, {async: false});
  const firstSection = body.indexOf('<h2');
  const cut = firstSection < 0 ? body.length : firstSection;
  const style = [templates.text('theme/report.css'), templates.text('theme/print.css'), runningHeads(page), fontFaces];
  return templates.html('theme/page.html.hbs', {
    lang: page.locale,
    title: page.title,
    generator: page.generator ?? 'labshark',
    fontSource: fontFaces === '' ? 'data:' : FONT_ORIGIN,
    style: style.join('\n'),
    head: body.slice(0, cut),
    contents: page.contents ?? '',
    sections,
    body: body.slice(cut),
  });
}

function parser(alerts: AlertTitles, sections: Heading[]): Marked {
  const ids = new Set<string>();
  return new Marked({
    gfm: true,
    renderer: {
      html: ({text}: Tokens.HTML | Tokens.Tag) => (/^<!--[\s\S]*-->\s*$/.test(text) ? '' : escapeHtml(text)),
      heading({tokens, depth}) {
        const html = this.parser.parseInline(tokens);
        const id = uniqueId(html, ids);
        if (depth === 2) sections.push({id, html});
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      table(token) {
        const cell = (one: Tokens.TableCell, tag: string) =>
          `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${this.parser.parseInline(one.tokens)}</${tag}>`;
        const head = `<tr>${token.header.map((one) => cell(one, 'th')).join('')}</tr>`;
        const rows = token.rows.map((row) => `<tr>${row.map((one) => cell(one, 'td')).join('')}</tr>`).join('\n');
        const wide = token.header.length >= 6 ? ' wide' : '';
        return `<div class="table${wide}" tabindex="0"><table>\n<thead>${head}</thead>\n<tbody>\n${rows}\n</tbody></table></div>\n`;
      },
      link({href, title, tokens}) {
        const html = this.parser.parseInline(tokens);
        if (title === ANCHOR_TITLE && href.startsWith('#'))
          return `<span id="${escapeHtml(href.slice(1))}">${html}</span>`;
        if (!/^(#|https?:\/\/|mailto:)/i.test(href)) return html;
        return `<a href="${escapeHtml(href)}">${html}</a>`;
      },
      image: ({text}) => escapeHtml(text),
      blockquote({tokens}) {
        const html = this.parser.parse(tokens);
        const found = /^<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/.exec(html);
        if (!found) return `<blockquote>\n${html}</blockquote>\n`;
        const kind = (found[1] as string).toLowerCase() as keyof AlertTitles;
        const title = `<p class="alert-title">${escapeHtml(alerts[kind])}</p>`;
        return `<aside class="alert ${kind}">\n${title}\n<p>${html.slice(found[0].length)}</aside>\n`;
      },
    },
  });
}

/** A readable id from a heading's text: letters and digits of any script, the rest as hyphens. */
function uniqueId(html: string, taken: Set<string>): string {
  const text = html.replace(/<[^>]*>|&[a-z0-9#]+;/gi, ' ');
  const base =
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'section';
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}

/** Page numbers and what is printed at the top of each sheet (css-page-3 margin boxes). */
function runningHeads({header}: PageOptions): string {
  return `@page {
  @top-left { content: ${cssString(header?.left ?? '')}; }
  @top-right { content: ${cssString(header?.right ?? '')}; }
  @bottom-center { content: counter(page) ' / ' counter(pages); }
}`;
}

/** A CSS string that no text can end: everything but letters, digits and spaces is written by code point. */
const cssString = (text: string): string =>
  `'${text.replace(/[^\p{L}\p{N} ]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}'`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'})[c] ?? c);
