// A page before the mock server, for the tests of one file: opened before them, with fresh data for each. Importing it is enough.
import { after, before, beforeEach } from 'node:test';
import { stateOf } from '../mock/state.mjs';
import { openBrowser, settled } from './browser.mjs';

export let browser;
export let page;
before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});
beforeEach(() => Object.assign(browser.state, stateOf({}), { components: browser.state.components }));
after(() => browser.close());

export const button = (name) => page.getByRole('button', { name, exact: true });

export async function open(path) {
  await page.goto(browser.address + path);
  await settled(page);
}
