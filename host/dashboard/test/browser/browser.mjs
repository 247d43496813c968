// A real Chromium on the mock server, watched for what a page must never do.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startMock } from '../mock/server.mjs';

const kArguments = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.SLUICE_SCREENSHOTS ?? fileURLToPath(new URL('../../../../build/screenshots/', import.meta.url));

// What a page may not do: ask another host, break the policy, fail in its own code.
function watch(page, address, faults) {
  // Leaving a page with changes asks; a test wants to leave.
  page.on('dialog', (d) => void d.accept());
  page.on('request', (r) => {
    if (!r.url().startsWith(address) && !r.url().startsWith('data:')) faults.push(`request to ${r.url()}`);
  });
  page.on('pageerror', (e) => faults.push(`error: ${e.message}`));
  page.on('console', (m) => {
    if (m.type() === 'error' && /Content Security Policy|Refused/.test(m.text())) faults.push(m.text());
  });
}

// A browser that visits `address` and nothing else.
export async function openAt(address, settings = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'sluice-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium', args: kArguments, viewport: { width: 1280, height: 900 }, ...settings,
  });
  context.setDefaultTimeout(Number(process.env.SLUICE_TEST_TIMEOUT ?? 30_000));
  const faults = [];
  const newPage = async () => {
    const page = await context.newPage();
    watch(page, address, faults);
    return page;
  };
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { address, context, faults, newPage, close };
}

export async function openBrowser(overrides = {}, settings = {}) {
  const mock = await startMock(0, overrides);
  const browser = await openAt(mock.address, settings);
  const close = async () => {
    await browser.close();
    await mock.stop();
  };
  return { ...browser, mock, state: mock.state, close };
}

// Findings of axe on what is shown now; of some rules only, if they are named.
export async function axe(page, ...rules) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const result = await page.evaluate(
    (names) => globalThis.axe.run(document, { resultTypes: ['violations'], ...(names.length > 0 ? { runOnly: names } : {}) }),
    rules,
  );
  return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`);
}

export async function screenshot(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

// Replaces the text of an editor with keys, as a person does.
export async function retype(page, text) {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

// The page is there when its heading is, and nothing says that it loads.
export async function settled(page) {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.loading'));
}

// How wide the page is once it fits, or after a while: plots follow a new size of the window a little later.
export async function widthOf(page, most) {
  await page.waitForFunction((limit) => document.documentElement.scrollWidth <= limit, most, { timeout: 5000 }).catch(() => undefined);
  return page.evaluate(() => document.documentElement.scrollWidth);
}
