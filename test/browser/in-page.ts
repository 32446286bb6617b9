/// <reference lib="dom" />
// What a browser measures in a report's page. Each function is sent to the page as its text, so it names nothing that is
// outside of it. It gives what it objects to, a line each.

/** The page scrolls sideways, or something is neither inside the window nor in a box of its own that a keyboard scrolls. */
export function beyondTheEdge(): string[] {
  const width = document.documentElement.clientWidth;
  const inside = (one: Element) => {
    const {left, right} = one.getBoundingClientRect();
    return left >= -1 && right <= width + 1;
  };
  const boxOf = (one: Element): Element | null =>
    /auto|scroll/.test(getComputedStyle(one).overflowX) ? one : one.parentElement && boxOf(one.parentElement);
  const named = (one: Element) => {
    const ids = one.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const text = ids.map((id) => document.getElementById(id)?.textContent ?? '').join('');
    return one.matches('figure, [role]') && (one.getAttribute('aria-label') ?? text).trim() !== '';
  };
  const found: string[] = [];
  const {scrollWidth} = document.documentElement;
  if (scrollWidth > width) found.push(`the page is ${scrollWidth} wide and the window ${width}`);
  for (const one of document.querySelectorAll('table, figure, svg.figure, pre, img')) {
    const where = `${one.tagName} '${one.textContent?.trim().slice(0, 40)}'`;
    const box = boxOf(one);
    if (!inside(box ?? one)) found.push(`${where} is cut off`);
    if (box && !(box instanceof HTMLElement && box.tabIndex === 0 && named(box)))
      found.push(`${where} scrolls in a box that has no focus or no name`);
  }
  return found;
}

/** Texts of a figure that overlap, leave it, or are lower than `smallest` pixels on the screen. */
export function crowdedFigures(smallest: number): string[] {
  const found: string[] = [];
  for (const svg of document.querySelectorAll<SVGSVGElement>('svg.figure')) {
    const {width, height} = svg.viewBox.baseVal;
    const scale = svg.getBoundingClientRect().width / width;
    const name = svg.closest('figure')?.id;
    const texts = [...svg.querySelectorAll<SVGTextElement>('text:not(:empty)')].map((one) => {
      const size = Number.parseFloat(getComputedStyle(one).fontSize);
      const {x, width: length} = one.getBBox();
      const {y} = one.getStartPositionOfChar(0);
      const placed = svg
        .getScreenCTM()
        ?.inverse()
        .multiply(one.getScreenCTM() ?? new DOMMatrix());
      // From the top of a Chinese character to the foot of a `p`; a line's box is higher than that in some fonts.
      const start = new DOMPoint(x, y - 0.8 * size).matrixTransform(placed);
      const end = new DOMPoint(x + length, y + 0.2 * size).matrixTransform(placed);
      const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
      const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
      return {text: one.textContent, left, right, top, bottom, size};
    });
    for (const [index, {text, left, right, top, bottom, size}] of texts.entries()) {
      if (left < 0 || top < 0 || right > width || bottom > height)
        found.push(`${name}: '${text}' leaves the figure (${[left, right, top, bottom].map(Math.round)})`);
      if (size * scale < smallest) found.push(`${name}: '${text}' is ${size * scale} px high`);
      for (const other of texts.slice(index + 1)) {
        const across = Math.min(right, other.right) - Math.max(left, other.left);
        const down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        if (across > 0 && down > 0.5)
          found.push(`${name}: '${text}' overlaps '${other.text}' (${across} × ${down} px)`);
      }
    }
  }
  return found;
}

/** Each piece of text and each figure that can be seen, in order, but for a head that only screen readers read, and what folds tables. */
export function visible(): string[] {
  const seen: string[] = [];
  for (const one of document.querySelectorAll('main :not(.title-block thead *, .fold > summary)')) {
    const own = [...one.childNodes].flatMap((node) => (node instanceof Text ? [node.data.trim()] : [])).join('');
    if (own === '' && !one.matches('svg.figure, img')) continue;
    const {width, height} = one.getBoundingClientRect();
    if (one.checkVisibility({opacityProperty: true, visibilityProperty: true}) && width > 1 && height > 1)
      seen.push(`${one.tagName} ${own.slice(0, 60)}`);
  }
  return seen;
}

/** Tables and blocks wider than the sheet, or cut by a box, and headings that may be the last line of one. */
export function badlyPrinted(): string[] {
  const found: string[] = [];
  const sheet = document.documentElement.clientWidth;
  for (const one of document.querySelectorAll('table, pre, svg.figure')) {
    const {right} = one.getBoundingClientRect();
    const width = Math.max(right, one.getBoundingClientRect().left + one.scrollWidth);
    if (width > sheet + 1)
      found.push(`${one.tagName} '${one.textContent?.trim().slice(0, 40)}' reaches to ${width} of ${sheet}`);
  }
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (getComputedStyle(heading).breakAfter !== 'avoid') found.push(`a sheet may end with '${heading.textContent}'`);
  }
  return found;
}

/** Ids that are there twice, references that lead nowhere, heading levels that are left out. */
export function brokenStructure(): string[] {
  const ids = [...document.querySelectorAll('[id]')].map(({id}) => id);
  const found = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two elements have the id ${id}`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) found.push(`${link.hash} leads nowhere`);
  }
  for (const one of document.querySelectorAll('[aria-labelledby], [aria-describedby]')) {
    const named = `${one.getAttribute('aria-labelledby') ?? ''} ${one.getAttribute('aria-describedby') ?? ''}`;
    for (const id of named.trim().split(/ +/)) if (!document.getElementById(id)) found.push(`nothing has the id ${id}`);
  }
  let before = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.tagName.slice(1));
    if (level > before + 1 || (level === 1 && before > 0)) found.push(`'${heading.textContent}' has level ${level}`);
    before = level;
  }
  return found;
}

/** From now on, notes where the focus goes: what it is on, and whether that is outlined. */
export function watchFocus(): void {
  const seen: {index: number; outlined: boolean}[] = [];
  const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
  document.addEventListener('focusin', ({target}) => {
    if (!(target instanceof Element)) return;
    const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(target);
    const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
    seen.push({index: all.indexOf(target), outlined});
  });
  Object.assign(window, {focusSeen: seen});
}

/** What the focus did not reach in the order of the page, or without an outline; how much there is to reach. */
export function focusMissed(): {count: number; missed: string[]} {
  const {focusSeen: seen} = window as unknown as {focusSeen: {index: number; outlined: boolean}[]};
  const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
  const missed = all.flatMap((one, index) =>
    seen[index]?.index === index && seen[index]?.outlined ? [] : [one.outerHTML.slice(0, 80)],
  );
  return {count: all.length, missed};
}
