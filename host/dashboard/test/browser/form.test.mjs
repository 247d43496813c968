// What a form says that cannot be saved yet, and where.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe } from './browser.mjs';
import { button, open, page } from './mocked.mjs';

test('what is new cannot be saved without a name, and says so at the name', async () => {
  for (const path of ['/clients/new?use=lightspeedhq.client', '/pipelines/new']) {
    await open(path);
    await button('Save').click();
    await page.getByText('A name is needed.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'object-name');
  }
});

test('a setting that is missing is named by its title, which leads to its field', async () => {
  await open('/clients/new?use=lightspeedhq.client');
  await page.getByLabel('Name', { exact: false }).first().fill('till');
  await button('Save').click();
  const problems = page.locator('.alert.bad');
  await problems.getByRole('button', { name: 'Address of the shop' }).click();
  const field = page.getByLabel('Address of the shop');
  assert.equal(await field.evaluate((one) => one === document.activeElement), true);
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await axe(page), []);
});

test('on a phone the menu takes no more than its line, however short the page is', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('/access');
  const height = await page.locator('.side').evaluate((one) => one.getBoundingClientRect().height);
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.ok(height < 70, `${height} px`);
});
