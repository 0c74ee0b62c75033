// Opens pages in a browser as their readers do, and says what is wrong with them.
//     node page.mjs OUT PAGE.html...
// Every page: axe in {light, dark} x {phone, laptop, print} x {sections closed, open}; nothing fetched, nothing said on the console, no
// scrolling sideways; the same words with scripts off; sorting, choosing policies, following an assumption to its source, printing to PDF.
// Pictures and PDFs of each are left in OUT.
import { readFileSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [out, ...pages] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), 'node_modules', 'here.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const LARGEST = 2_000_000;
const SCREENS = { phone: [360, 740], laptop: [1366, 768], print: [794, 1123] };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
let wrong = 0;
const fault = text => { wrong += 1; console.log(`  wrong: ${text}`); };

for (const path of pages) {
  const name = basename(dirname(path));
  console.log(path);
  mkdirSync(join(out, name), { recursive: true });
  if (statSync(path).size > LARGEST) fault(`${statSync(path).size} bytes`);
  for (const scheme of ['light', 'dark']) for (const screen of Object.keys(SCREENS)) await scanned(path, name, scheme, screen);
  await used(path);
  await sameWords(path);
}
await browser.close();
console.log(wrong ? `${wrong} faults` : 'nothing wrong');
process.exit(wrong ? 1 : 0);

// A page that tells of whatever it should not do.
async function opened(path, options) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  // A busy machine takes its time over a long page.
  page.setDefaultTimeout(180_000);
  page.on('console', message => message.type() === 'error' && fault(`console: ${message.text()}`));
  page.on('pageerror', error => fault(`script: ${error}`));
  page.on('request', request => !request.url().startsWith('file:') && fault(`fetched: ${request.url()}`));
  await page.goto(pathToFileURL(path).href);
  return page;
}

async function scanned(path, name, scheme, screen) {
  const [width, height] = SCREENS[screen];
  const phone = screen === 'phone';
  const page = await opened(path, { viewport: { width, height }, colorScheme: scheme, isMobile: phone, hasTouch: phone });
  if (screen === 'print') await page.emulateMedia({ media: 'print', colorScheme: scheme });
  for (const open of [false, true]) {
    await page.evaluate(open => document.querySelectorAll('details').forEach(one => { one.open = open; }), open);
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    const state = `${scheme}, ${screen}, ${open ? 'open' : 'closed'}`;
    for (const { id, impact, nodes } of found.violations) fault(`${state}: ${id} (${impact}): ${nodes.slice(0, 3).map(node => node.target).join(' ')}`);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (sideways > 0) fault(`${state}: scrolls ${sideways} px sideways`);
    await page.screenshot({ path: join(out, name, `${scheme}-${screen}-${open ? 'open' : 'closed'}.png`), fullPage: !open || screen !== 'phone' });
  }
  if (screen === 'print') await page.pdf({ path: join(out, name, `${scheme}.pdf`), format: 'A4', printBackground: true, tagged: true, outline: true });
  await page.context().close();
}

// What the script adds: sorting, choosing policies, links that lead somewhere.
async function used(path) {
  const page = await opened(path, { viewport: { width: 1366, height: 768 } });
  await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
  const sorted = await page.evaluate(() => {
    const faults = [];
    for (const table of document.querySelectorAll('table.sortable')) {
      const buttons = [...table.tHead.querySelectorAll('button')], rows = table.tBodies[0].rows;
      if (rows.length > 1 && buttons.length !== table.tHead.rows[0].cells.length) faults.push(`${table.id} cannot be sorted`);
      buttons.forEach((button, column) => {
        const figures = () => [...rows].map(row => row.cells[column].querySelector('data')).filter(Boolean).map(data => Number(data.value));
        button.click();
        const up = figures();
        button.click();
        const down = figures();
        if (up.some((value, at) => at && value < up[at - 1])) faults.push(`${table.id}, column ${column}: not rising`);
        if (down.some((value, at) => at && value > down[at - 1])) faults.push(`${table.id}, column ${column}: not falling`);
      });
    }
    return faults;
  });
  sorted.forEach(fault);
  const boxes = page.locator('#choose input');
  if (await boxes.count()) {
    const cells = page.locator('[data-policy="0"]');
    const seen = async () => cells.evaluateAll(all => all.filter(one => one.offsetParent !== null).length);
    const before = await seen();
    await boxes.first().uncheck();
    const hidden = await seen();
    await boxes.first().check();
    if (!before || hidden || await seen() !== before) fault(`hiding a policy: ${before}, ${hidden}, ${await seen()} cells`);
  }
  const more = page.locator('[data-more]');
  if (await more.count()) {
    await more.first().hover();
    if (await page.locator('#hint').isHidden()) fault('a figure says no more when it is pointed at');
  }
  const source = page.locator('a[href^="#source-"]');
  if (await source.count()) {
    await source.first().click();
    const place = await source.first().getAttribute('href');
    if (!await page.locator(place).isVisible() || !await page.locator(place).evaluate(row => row.matches(':target'))) fault(`${place} is not reached`);
  }
  const dead = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href')).filter(href => !document.getElementById(href.slice(1))));
  dead.forEach(href => fault(`${href} leads nowhere`));
  await page.context().close();
}

// The words of the page, all sections open, are there with scripts off; a script adds only the names of policies to choose.
async function sameWords(path) {
  const words = async options => {
    const page = await opened(path, options);
    const text = await page.evaluate(() => {
      document.querySelectorAll('details').forEach(one => { one.open = true; });
      document.querySelector('#choose')?.remove();
      return document.body.innerText.replace(/\s+/g, ' ').trim();
    }).catch(() => null);
    const still = text ?? (await page.locator('body').textContent()).replace(/\s+/g, ' ').trim();
    await page.context().close();
    return still;
  };
  const [on, off] = [await words({}), await words({ javaScriptEnabled: false })];
  if (on !== off) fault(`with scripts off the words differ: ${off.length} letters, with scripts ${on.length}`);
}
