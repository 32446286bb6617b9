import type {Report} from '../model/report.ts';
import {type Figure, standalone} from './figures/svg.ts';
import {fontFaces} from './fonts.ts';
import {toHtml} from './html.ts';
import type {Format, MarkdownTarget, RenderOptions} from './options.ts';
import {createPdfPrinter, type PdfPrinter} from './pdf.ts';
import {reportMarkdown} from './report.ts';
import {loadTemplates} from './templates.ts';

type Make = (report: Report, options: RenderOptions, printer: () => PdfPrinter) => Promise<string | Uint8Array>;

/** How each format is made; a new one is a line here. */
export const FORMATS: Readonly<Record<Format, Make>> = {
  json: async (report) => `${JSON.stringify(report, undefined, 2)}\n`,
  md: async (report, options) => markdownFor(report, options, 'md').markdown,
  html: async (report, options) => {
    const {markdown, page} = markdownFor(report, options, 'html');
    return toHtml(markdown, page);
  },
  pdf: async (report, options, printer) => {
    const date = report.capture.startTime;
    return printer().print(printablePage(report, options), date === undefined ? {} : {date});
  },
};

/** Renders a report in the formats asked for. A browser is started only for PDF; throws LabError when there is none. */
export async function renderReport(
  report: Report,
  options: RenderOptions,
  shared?: PdfPrinter,
): Promise<Map<Format, string | Uint8Array>> {
  let own: PdfPrinter | undefined;
  const printer = () => {
    if (shared) return shared;
    own ??= createPdfPrinter(options.browser);
    return own;
  };
  try {
    const rendered = new Map<Format, string | Uint8Array>();
    for (const format of options.formats) rendered.set(format, await FORMATS[format](report, options, printer));
    return rendered;
  } finally {
    await own?.close();
  }
}

/** The figures that a Markdown report names, as files: name and content. */
export function figureFiles(report: Report, options: RenderOptions): Map<string, string> {
  const {figures = new Map<string, Figure>()} = markdownFor(report, options, 'md').page;
  const style = loadTemplates(options.templates).text('theme/figure.css');
  return new Map([...figures].map(([name, figure]) => [`${name}.svg`, standalone(figure, style)]));
}

/** The page that a PDF is printed from: for whoever prints elsewhere than it is made. */
export function printablePage(report: Report, options: RenderOptions): string {
  const {markdown, page} = markdownFor(report, options, 'html');
  return toHtml(markdown, page, fontFaces());
}

const markdownFor = (report: Report, options: RenderOptions, target: MarkdownTarget) =>
  reportMarkdown(report, {...options, target});

export {createPdfPrinter, type PdfPrinter};
