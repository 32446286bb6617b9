import type {Browser, HTTPRequest} from 'puppeteer';
import {LabError} from '../model/errors.ts';
import {launchBrowser} from './browser.ts';
import {CHINESE_FAMILY, FONT_FAMILY, fontFile} from './fonts.ts';
import {reproducible} from './pdf-reproducible.ts';

export interface PdfOptions {
  /** Goes into the file as its date of creation, so that the same report gives the same bytes. ISO 8601. */
  readonly date?: string;
}

/** One browser that prints pages; several may be printed at a time. */
export interface PdfPrinter {
  print(html: string, options?: PdfOptions): Promise<Uint8Array>;
  close(): Promise<void>;
}

const EPOCH = '1970-01-01T00:00:00Z';
/** For the longest of reports on the slowest of machines. */
const PAGE_MS = 180_000;

/** The browser is started when the first page is printed, and once again should it die. */
export function createPdfPrinter(browserPath?: string): PdfPrinter {
  let browser: Promise<Browser> | undefined;
  const current = (): Promise<Browser> => {
    browser ??= launchBrowser(browserPath);
    return browser;
  };
  return {
    async print(html, options = {}) {
      const used = current();
      try {
        return await printPage(await used, html, options);
      } catch (error) {
        const died = await used.then(
          ({connected}) => !connected,
          () => false,
        );
        if (!died) throw failure(error);
        // Several pages may have been lost with it: the first one to notice starts the next browser.
        if (browser === used) browser = undefined;
        return printPage(await current(), html, options).catch((again: unknown) => {
          throw failure(again);
        });
      }
    },
    async close() {
      const running = browser && (await browser.catch(() => undefined));
      browser = undefined;
      await running?.close();
    },
  };
}

function failure(error: unknown): LabError {
  if (error instanceof LabError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The browser could not print the PDF (${reason.split('\n')[0]}): try another one with --browser.`;
  return new LabError('print-failed', message, {values: {reason}, cause: error});
}

/**
 * Loads the font's subsets for all text, that of the running heads in the style sheet included, before the page is
 * printed: a subset that comes late prints as nothing. Evaluated through the protocol, which needs no page script.
 */
const LOAD_FONTS = `(async () => {
  const text = [...new Set(document.documentElement.textContent)].join('');
  const fonts = ${JSON.stringify([FONT_FAMILY, CHINESE_FAMILY].flatMap((name) => [400, 600].map((w) => `${w} 1em "${name}"`)))};
  await Promise.allSettled(fonts.map((font) => document.fonts.load(font, text)));
  await document.fonts.ready;
  return [...document.fonts].filter(({status}) => status === 'error' || status === 'loading').length;
})()`;

/** The page runs no script and reaches nothing: every request is refused but those for the fonts. */
async function printPage(browser: Browser, html: string, {date = EPOCH}: PdfOptions): Promise<Uint8Array> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    page.on('request', answer);
    await page.emulateMediaType('print');
    await page.setContent(html, {waitUntil: 'load', timeout: PAGE_MS});
    const missing = await page.evaluate(LOAD_FONTS);
    if (missing !== 0) throw new Error(`${missing} parts of its font did not load`);
    const pdf = await page.pdf({
      format: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      outline: true,
      tagged: true,
      timeout: PAGE_MS,
    });
    return reproducible(pdf, date);
  } finally {
    await page.close().catch(() => undefined);
  }
}

function answer(request: HTTPRequest): void {
  const font = fontFile(request.url());
  const done = font
    ? request.respond({
        status: 200,
        contentType: 'font/woff2',
        headers: {'access-control-allow-origin': '*'},
        body: font,
      })
    : // The one leaves the page as it is, the other would put an error page in its place.
      request.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient');
  done.catch(() => undefined);
}
