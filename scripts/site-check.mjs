// What `scripts/site-check` looks at. Arguments: the browser, the site, the hostile site, the folder for screenshots.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, site, hostile, shots] = process.argv;
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args });
const problems = [];
const problem = (text) => { if (problems.length < 100 && !problems.includes(text)) problems.push(text); };

async function serve(folder) {
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    try {
      const bytes = await readFile(join(folder, path));
      response.writeHead(200, { 'content-type': (types[extname(path)] ?? 'text/plain') + '; charset=utf-8' });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

// The files of a site with their sizes.
async function list(folder) {
  const sums = await readFile(join(folder, 'SHA256SUMS'), 'utf8');
  const names = sums.trim().split('\n').map((line) => line.slice(66)).concat('SHA256SUMS');
  const sized = await Promise.all(names.map(async (name) => [name, (await readFile(join(folder, name))).length]));
  return new Map(sized);
}

// A page that reports whatever it should not do.
async function open(base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problem(`${page.url()}: console: ${message.text().slice(0, 300)}`);
  });
  page.on('pageerror', (error) => problem(`${page.url()}: error: ${error.message}`));
  page.on('dialog', (dialog) => { problem(`${page.url()}: a dialog`); dialog.dismiss(); });
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) problem(`${page.url()}: asks for ${request.url()}`);
  });
  page.on('requestfailed', (request) => problem(`${page.url()}: ${request.url()} fails`));
  return page;
}

const settled = (page) => page.waitForFunction(
  () => !document.getElementById('reference') || document.querySelector('#reference .opblock'), null, { timeout: 20000 });

async function overflow(page, name) {
  await page.setViewportSize({ width: 360, height: 740 });
  const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
  if (width > 360) problem(`${name}: ${width} pixels wide at a width of 360`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

// All pages load, and what they link to is there.
async function everyPage(base, names, expect) {
  const page = await open(base);
  const anchors = new Map();
  const links = [];
  for (const name of names.keys()) {
    if (!name.endsWith('.html')) continue;
    await page.goto(base + name);
    await settled(page);
    await overflow(page, name);
    anchors.set(name, new Set(await page.$$eval('[id]', (nodes) => nodes.map((node) => node.id))));
    const found = await page.$$eval('a[href], link[href], script[src]', (nodes) =>
      nodes.filter((node) => !node.closest('#reference')).map((node) => node.href || node.src));
    for (const link of found) links.push([name, link]);
    await expect(page, name);
  }
  for (const [name, link] of links) {
    if (!link.startsWith(base)) continue;
    const [file, anchor] = link.slice(base.length).split('#');
    if (!names.has(decodeURIComponent(file))) problem(`${name}: leads to ${file}, which is not there`);
    else if (anchor && !anchor.startsWith('operation/') && anchors.has(file) && !anchors.get(file).has(anchor)) {
      problem(`${name}: leads to ${file}#${anchor}, which is not there`);
    }
  }
  await page.context().close();
  return anchors.size;
}

// Every operation opens by its link.
async function everyOperation(base, file) {
  const page = await open(base);
  await page.goto(base + file);
  await settled(page);
  const links = await page.$$eval('#contents a[data-tag]', (nodes) => nodes.map((node) => node.getAttribute('href')));
  for (const link of links) {
    // By the link in the page, and, for one in eight, by the address alone.
    const slug = link.slice('#operation/'.length);
    if (links.indexOf(link) % 8 === 0) await page.goto('about:blank');
    await page.goto(base + file + link);
    const end = '-' + slug.replaceAll('-', '_');
    await page.waitForFunction((end) => [...document.querySelectorAll('#reference .opblock')].some(
      (block) => block.id.endsWith(end) && block.querySelector('.opblock-body') && block.getBoundingClientRect().top < innerHeight), end, { timeout: 10000 })
      .catch(() => problem(`${file}${link}: does not open`));
  }
  await page.context().close();
  return links.length;
}

const shown = (page) => page.$$eval('[data-item]', (nodes) => nodes.filter((node) => node.offsetParent !== null).length);

async function searches(base, prefix, names) {
  const page = await open(base);
  for (const file of ['index.html', 'reference.html', 'errors.html', 'findings.html']) {
    if (!names.has(prefix + file)) continue;
    await page.goto(base + prefix + file);
    await settled(page);
    const all = await shown(page);
    const word = await page.$$eval('[data-item]', (nodes) => (nodes.at(-1).querySelector('code, .what') ?? nodes.at(-1)).textContent.trim());
    await page.fill('input[type=search]', word.toUpperCase());
    const some = await shown(page);
    if (!(some >= 1 && some < all)) problem(`${prefix}${file}: a search for ${word} shows ${some} of ${all}`);
    await page.fill('input[type=search]', 'no such word anywhere');
    if (await shown(page) !== 0) problem(`${prefix}${file}: a search for nothing shows something`);
  }
  await page.context().close();
  const plain = await open(base, { javaScriptEnabled: false });
  if (names.has(prefix + 'errors.html')) {
    await plain.goto(base + prefix + 'errors.html');
    const rows = await plain.locator('[data-item]').count();
    if (rows === 0 || !await plain.locator('[data-item]').last().isVisible()) problem('errors.html: no rows without scripts');
  }
  await plain.context().close();
}

const ground = (page) => page.evaluate(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
  return (r + g + b) / 3;
});

async function themes(base) {
  for (const scheme of ['light', 'dark']) {
    const page = await open(base, { colorScheme: scheme });
    await page.goto(base + 'index.html');
    const dark = async () => await ground(page) < 60;
    if (await dark() !== (scheme === 'dark')) problem(`index.html: is not ${scheme} where the system is`);
    await page.click('#theme');
    if (await dark() === (scheme === 'dark')) problem('index.html: the button does not change the theme');
    await page.goto(base + 'reference.html');
    if (await dark() === (scheme === 'dark')) problem('reference.html: the theme that was chosen is not kept');
    await page.context().close();
  }
}

async function languages(base, names) {
  const page = await open(base);
  await page.goto(base + 'index.html');
  const codes = await page.$$eval('a[data-language]', (nodes) => nodes.map((node) => node.lang));
  if (codes.length > 1) {
    for (const name of names.keys()) {
      if (!name.endsWith('.html') || name.startsWith(codes[1] + '/')) continue;
      if (!names.has(`${codes[1]}/${name}`)) problem(`${name} is not there in ${codes[1]}`);
    }
    const operation = [...names.keys()].find((name) => name.startsWith('operations/') && name.endsWith('.html'));
    const link = await page.goto(base + 'reference.html').then(() => page.$eval('#contents a[data-tag]', (node) => node.getAttribute('href')));
    for (const place of [operation && operation + '#responses', 'reference.html' + link, 'index.html#files'].filter(Boolean)) {
      await page.goto(base + place);
      await page.click(`a[data-language][lang="${codes[1]}"]`);
      await page.waitForURL(base + codes[1] + '/' + place);
      if (await page.evaluate(() => document.documentElement.lang) !== codes[1]) problem(`${place}: does not lead to ${codes[1]}`);
      await page.click(`a[data-language][lang="${codes[0]}"]`);
      await page.waitForURL(base + place);
    }
  }
  await page.context().close();
  return codes.length || 1;
}

// How long pages take until they can be read, and how much of that is work of the page: the medians of five runs, each in
// a page of its own. On a busy machine only the work says something.
async function times(base, names) {
  const largest = [...names].filter(([name]) => name.endsWith('.html')).sort((a, b) => b[1] - a[1])[0][0];
  const first = await open(base);
  await first.goto(base + 'reference.html');
  const links = await first.$$eval('#contents a[data-tag]', (nodes) => nodes.map((node) => node.getAttribute('href')));
  await first.context().close();
  const found = [];
  for (const name of [largest, 'errors.html', 'reference.html', 'reference.html' + links.at(-1)]) {
    if (!names.has(name.split('#')[0])) continue;
    const runs = [];
    for (let i = 0; i < 5; i += 1) {
      const page = await open(base);
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(base + name);
      await settled(page);
      await page.waitForFunction(() => !location.hash || document.querySelector('.opblock .opblock-body'));
      const wall = await page.evaluate(() => document.getElementById('reference') ? performance.now()
        : performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
      const { metrics } = await session.send('Performance.getMetrics');
      runs.push([wall, metrics.find((one) => one.name === 'TaskDuration').value * 1000]);
      await page.context().close();
    }
    const median = (at) => Math.round(runs.map((run) => run[at]).sort((a, b) => a - b)[2]);
    found.push(`  ${name}: ready after ${median(0)} ms, of which ${median(1)} ms are work of the page`);
  }
  return found;
}

async function pictures(base, names) {
  const operation = [...names.keys()].find((name) => name.startsWith('operations/create') && name.endsWith('.html'))
    ?? [...names.keys()].find((name) => name.startsWith('operations/') && name.endsWith('.html'));
  const prefixes = [''].concat([...names.keys()].filter((name) => /^[a-z-]+\/index\.html$/.test(name)).map((name) => name.replace('index.html', '')));
  for (const [size, viewport] of [['wide', { width: 1280, height: 900 }], ['phone', { width: 360, height: 740 }]]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(base, { viewport, colorScheme });
      for (const prefix of prefixes) {
        for (const file of ['index.html', 'reference.html', 'errors.html', 'findings.html', 'changelog.html', operation]) {
          if (!file || !names.has(prefix + file)) continue;
          await page.goto(base + prefix + file);
          await settled(page);
          await page.screenshot({ path: join(shots, `${(prefix + file).replace(/[^a-z0-9]+/gi, '-')}-${size}-${colorScheme}.png`) });
        }
      }
      await page.context().close();
    }
  }
}

const harmless = async (page, name) => {
  await page.evaluate(() => document.querySelectorAll('details').forEach((node) => { node.open = true; }));
  if (await page.$('#reference')) {
    for (const summary of await page.$$('#reference .opblock:not(:has(.opblock-body)) .opblock-summary-control')) await summary.click();
    await page.waitForTimeout(500);
  }
  const bad = await page.evaluate(() => ({
    hit: 'hit' in window,
    elements: document.querySelectorAll('main iframe, main b, main style, main script:not([src]), main object, main form:not(.swagger-ui form), img:not(#reference img)').length
      + document.querySelectorAll('#reference img, #reference iframe, #reference style').length,
    handlers: [...document.querySelectorAll('*')].filter((node) => [...node.attributes].some((one) => one.name.startsWith('on'))).length,
    links: [...document.querySelectorAll('a[href]')].filter((node) => !/^(https?|file|about):/.test(node.href)).map((node) => node.href),
  }));
  if (bad.hit) problem(`${name}: a text of the document ran`);
  if (bad.elements || bad.handlers || bad.links.length) problem(`${name}: a text became markup: ${JSON.stringify(bad)}`);
};

const names = await list(site);
const bad = await list(hostile);
const started = Date.now();
for (const kind of ['disk', 'server']) {
  for (const [folder, files] of [[site, names], [hostile, bad]]) {
    const server = kind === 'server' ? await serve(folder) : null;
    const base = server ? server.base : pathToFileURL(folder).href + '/';
    const pages = await everyPage(base, files, folder === hostile ? harmless : async () => {});
    const operations = await everyOperation(base, 'reference.html');
    const spoken = await languages(base, files);
    if (folder === site) {
      await searches(base, '', files);
      await themes(base);
      console.log(`${kind}: ${pages} pages, ${operations} operations, languages: ${spoken}`);
      console.log([...await times(base, files), `  load of the machine: ${loadavg()[0].toFixed(1)}`].join('\n'));
      if (kind === 'disk') await pictures(base, files);
    } else {
      console.log(`${kind}: ${pages} pages of a hostile document, ${operations} operations`);
    }
    server?.close();
  }
}
await browser.close();
const total = [...names.values()].reduce((sum, size) => sum + size, 0);
console.log(`size: ${names.size} files, ${(total / 1e6).toFixed(1)} MB; screenshots in ${shots.replace(process.cwd() + '/', '')}; ${Math.round((Date.now() - started) / 1000)} s`);
problems.forEach((text) => console.error(`problem: ${text}`));
process.exit(problems.length > 0 ? 1 : 0);
