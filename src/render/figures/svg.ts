import {escapeHtml} from '../html-text.ts';

/** A finished piece of SVG; made only by `el` and `text`, which escape what they are given. */
export interface Svg {
  readonly svg: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element. Attributes that are undefined are left out; numbers get two decimals at most. */
export function el(name: string, attributes: Attributes, ...children: readonly (Svg | undefined)[]): Svg {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? round(value) : escapeHtml(value)}"`],
  );
  const inside = children.map((child) => child?.svg ?? '').join('');
  return {svg: inside === '' ? `<${name}${pairs.join('')}/>` : `<${name}${pairs.join('')}>${inside}</${name}>`};
}

/** A line of text; several parts with a class each follow one another. */
export function text(x: number, y: number, content: string | readonly Span[], attributes: Attributes = {}): Svg {
  const spans = typeof content === 'string' ? [{text: content}] : content;
  return el('text', {x, y, ...attributes}, ...spans.map(span));
}

export interface Span {
  readonly text: string;
  readonly class?: string;
}

const span = ({text, class: name}: Span): Svg => {
  const escaped = {svg: escapeHtml(text)};
  return name === undefined ? escaped : el('tspan', {class: name}, escaped);
};

export const group = (attributes: Attributes, ...children: readonly (Svg | undefined)[]): Svg =>
  el('g', attributes, ...children);

/** Two decimals: more than any screen shows. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export interface Figure {
  /** File name without its ending, and part of the ids inside. */
  readonly name: string;
  /** What it shows, in a line; and all that a reader who cannot see it needs. */
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly content: readonly (Svg | undefined)[];
}

/** As an element of a page: it takes its colours and fonts from the page's `figure` rules. */
export function inline({name, title, description, width, height, content}: Figure): string {
  const ids = {title: `figure-${name}-title`, description: `figure-${name}-desc`};
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'figure',
    viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
    role: 'img',
    'aria-labelledby': `${ids.title} ${ids.description}`,
  };
  return el(
    'svg',
    attributes,
    el('title', {id: ids.title}, {svg: escapeHtml(title)}),
    el('desc', {id: ids.description}, {svg: escapeHtml(description)}),
    ...content,
  ).svg;
}

/** As a file of its own, with the rules that a page would have. */
export function standalone(figure: Figure, style: string): string {
  const {width, height} = figure;
  const size = `width="${Math.round(width)}" height="${Math.round(height)}"`;
  return `${inline(figure)
    .replace('<svg ', `<svg ${size} `)
    .replace('<title', (title) => `<style>${style.replaceAll('<', '')}</style>${title}`)}\n`;
}
