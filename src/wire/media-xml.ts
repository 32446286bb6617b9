// XML 1.0 (W3C) as Wireshark 4.4 shows it: tags with their attributes, text and comments, nested as in the document.
import type {FieldNode} from '../model/tree.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {cutLine, latin1, visible} from './text.ts';

/** Lines that are listed of one document, and elements inside elements. */
const MAX_LINES = 10_000;
const MAX_DEPTH = 100;

const SPACE = /\s*/y;
const TEXT = /[^<]+/y;
const COMMENT = /<!--.*?-->/sy;
const CDATA = /<!\[CDATA\[.*?\]\]>/sy;
const INSTRUCTION = /<\?([\w:.-]+)/y;
const INSTRUCTION_END = /\?>/y;
const DOCTYPE_SUBSET = /<!DOCTYPE[^<>[]*\[/y;
const DOCTYPE_SUBSET_END = /\]\s*>/y;
const DECLARATION = /<![^>]*>/y;
const TAG = /<[\w:.-]+(?:\s*\/?>)?/y;
const CLOSING = /<\/[^<>]*>/y;
/** RFC-like `name = "value"`; the last one of a tag is shown with what ends the tag. */
const ATTRIBUTE = /[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')(?:\s*\/?>)?/y;
const TAG_END = /\/?>/y;
/** What is no attribute is passed over a word at a time. */
const WORD = /[\w:.-]+|./sy;

interface Open {
  readonly from: number;
  readonly title: string;
  readonly field: string;
  readonly children: FieldNode[];
  /** Where its attributes end and its content begins. */
  inside: boolean;
}

/** The lines of a document. What is never closed ends with it. */
export function xmlNodes(bytes: Uint8Array, at: number): FieldNode[] {
  const reader = new Reader(bytes, at);
  while (reader.here < bytes.length && reader.lines < MAX_LINES && reader.step());
  return reader.finish();
}

/** Every byte is one character of `source`, so that positions are those of the bytes. */
class Reader {
  here = 0;
  lines = 0;
  private readonly neverClosed = new Set<RegExp>();
  private readonly source: string;
  private readonly open: Open[] = [{from: 0, title: '', field: 'xml', children: [], inside: true}];
  private readonly bytes: Uint8Array;
  private readonly at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
    this.source = latin1(bytes);
  }

  /** Reads what begins here; false when nothing does. */
  step(): boolean {
    this.take(SPACE);
    if (this.here >= this.source.length) return false;
    const innermost = this.open.at(-1) as Open;
    return innermost.inside ? this.content() : this.attribute(innermost);
  }

  finish(): FieldNode[] {
    while (this.open.length > 1) this.close();
    return this.open[0]?.children ?? [];
  }

  private content(): boolean {
    const from = this.here;
    if (this.takeClosed(COMMENT, '<!--')) return this.line('xml.comment', from);
    if (this.takeClosed(CDATA, '<![CDATA[')) return this.line('xml.cdatasection', from);
    if (this.take(CLOSING)) return this.closing(from);
    if (this.take(DOCTYPE_SUBSET)) return this.begin('xml.doctype', from, true);
    if (this.take(DOCTYPE_SUBSET_END)) return this.end(from);
    if (this.takeClosed(DECLARATION, '<!'))
      return this.line(this.source.startsWith('<!DOCTYPE', from) ? 'xml.doctype' : 'xml.dtdtag', from);
    if (this.take(INSTRUCTION)) return this.begin('xml.xmlpi', from, false);
    const tag = this.take(TAG);
    if (tag) {
      if (tag.endsWith('/>')) return this.line('xml.tag', from);
      return this.begin('xml.tag', from, tag.endsWith('>'));
    }
    if (this.take(TEXT)) return this.line(this.open.length > 1 ? 'xml.cdata' : 'xml.unknown', from);
    // A '<' that begins nothing.
    this.here++;
    return true;
  }

  private attribute(tag: Open): boolean {
    const from = this.here;
    if (tag.field === 'xml.xmlpi' && this.take(INSTRUCTION_END)) return this.end(from);
    const attribute = this.take(ATTRIBUTE);
    if (attribute) {
      this.line('xml.attribute', from);
      if (attribute.endsWith('/>')) this.close();
      else if (attribute.endsWith('>')) tag.inside = true;
      return true;
    }
    const end = this.take(TAG_END);
    if (end === undefined) this.take(WORD);
    else if (end === '/>') this.close();
    else tag.inside = true;
    return true;
  }

  /** A closing tag ends the innermost element, whatever its name. */
  private closing(from: number): boolean {
    if (this.open.length > 1) return this.end(from);
    this.line('xml.tag', from);
    const message = 'Closing an unopened tag';
    const remark = expert('xml.closing_unopened_tag', 'Error', 'Malformed', message);
    this.open[0]?.children.push(node('xml.tag', message, this.at + from, this.here - from, [remark]));
    return true;
  }

  private end(from: number): boolean {
    this.line('xml.tag', from);
    this.close();
    return true;
  }

  private begin(field: string, from: number, inside: boolean): boolean {
    if (this.open.length > MAX_DEPTH) return false;
    this.open.push({from, title: this.shown(from), field, children: [], inside});
    return true;
  }

  private close(): void {
    if (this.open.length < 2) return;
    const {from, title, field, children} = this.open.pop() as Open;
    this.lines++;
    this.open.at(-1)?.children.push(node(field, title, this.at + from, this.here - from, children));
  }

  private line(field: string, from: number): boolean {
    this.lines++;
    this.open.at(-1)?.children.push(node(field, this.shown(from), this.at + from, this.here - from));
    return true;
  }

  private shown(from: number): string {
    const decoded = new TextDecoder('utf-8', {ignoreBOM: true}).decode(this.bytes.subarray(from, this.here));
    return withoutLateEnd(visible(decoded));
  }

  /** `take` of what goes on to its end mark: where one has none, no later one has, and none is looked for again. */
  private takeClosed(pattern: RegExp, beginning: string): string | undefined {
    if (this.neverClosed.has(pattern) || !this.source.startsWith(beginning, this.here)) return undefined;
    const found = this.take(pattern);
    if (found === undefined) this.neverClosed.add(pattern);
    return found;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.here;
    const found = pattern.exec(this.source)?.[0];
    this.here += found?.length ?? 0;
    return found;
  }
}

/** As Wireshark does, an attribute without the end of its tag where it nearly fills the line. */
function withoutLateEnd(line: string): string {
  const end = /["']\s*\/?>$/.exec(line);
  if (!end || line.startsWith('<')) return cutLine(line);
  const attribute = line.slice(0, end.index + 1);
  return cutLine(Buffer.byteLength(attribute) >= NO_ROOM ? attribute : line);
}

const NO_ROOM = 236;
