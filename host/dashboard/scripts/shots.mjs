// Writes screenshots of pages: node scripts/shots.mjs FOLDER [dark|light] [width] [address] path...
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startMock } from '../test/mock/server.mjs';

const [folder, scheme, width, given, ...paths] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const mock = given === 'mock' ? await startMock() : { address: given, stop: () => undefined };
const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'shots-')), {
  executablePath: '/usr/bin/chromium', headless: true, colorScheme: scheme, viewport: { width: Number(width), height: 900 },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log(m.type(), m.text()));
page.on('pageerror', (e) => console.log('pageerror', e.message));
for (const path of paths) {
  await page.goto(mock.address + path);
  await page.waitForTimeout(1100);
  const name = (path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'overview') + `-${scheme}-${width}.png`;
  await page.screenshot({ path: join(folder, name), fullPage: true });
}
await browser.close();
await mock.stop();
