// A browser that is signed in at a real server, and what a person does with mouse or keys.
import { openAt, settled } from '../../browser/browser.mjs';

export { axe, retype, screenshot, settled, widthOf } from '../../browser/browser.mjs';

// One person in front of one browser.
export async function openScreen(server, settings = {}) {
  const browser = await openAt(server.address, settings);
  const page = await browser.newPage();
  await page.goto(server.link);
  await settled(page);
  return screenOf(browser, page, server);
}

// Signed in with a token, as somebody else.
export async function openAs(server, token) {
  const browser = await openAt(server.address);
  const page = await browser.newPage();
  await page.goto(server.address);
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await settled(page);
  return screenOf(browser, page, server);
}

function screenOf(browser, page, server) {
  const button = (name) => page.getByRole('button', { name, exact: true });
  const open = async (path) => {
    await page.goto(server.address + path);
    await settled(page);
  };
  const heading = (name) => page.getByRole('heading', { name, exact: true }).first().waitFor();
  const says = (text) => page.getByText(text).first().waitFor();
  // The diff is seen before an existing file is saved.
  const saveReviewed = async () => {
    await button('Review and save').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  };
  return { browser, page, faults: browser.faults, button, open, heading, says, saveReviewed, close: () => browser.close() };
}
