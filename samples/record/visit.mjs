// Opens the page, reloads it, closes the browser: what a student does by hand. Usage: node visit.mjs URL BROWSER
import puppeteer from 'puppeteer';

const [url, executablePath] = process.argv.slice(2);
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await puppeteer.launch({
  executablePath,
  args: [...root, '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
const page = await browser.newPage();
await page.goto(url, {waitUntil: 'networkidle0'});
await new Promise((resolve) => setTimeout(resolve, 1500));
await page.reload({waitUntil: 'networkidle0'});
await new Promise((resolve) => setTimeout(resolve, 1000));
await browser.close();
