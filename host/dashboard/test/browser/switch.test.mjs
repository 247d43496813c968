// A switch by form: its cases, their steps, and what it looks like in the flow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, screenshot } from './browser.mjs';
import { browser, button, open, page } from './mocked.mjs';

const kFile = 'pipelines/nightly-products.yaml';
const save = async () => {
  await button('Review and save').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('is saved and in use').waitFor();
  return browser.state.files[kFile];
};

const kSwitch = `pipelines:
  nightly-products:
    from: products
    transformers:
      - switch:
          # what is closed has a sum
          - when: state == 'CLOSED'
            transformers:
              - use: core.map
                set: {sum: a + b} # both are numbers
          - when: state == 'VOIDED'
            transformers: [{use: core.filter, where: false}]
        else:
          - use: core.map
            set: {open: "\`true\`"}
    to: [books]
`;

test('a switch is added with a condition and a step of a case', async () => {
  await open('/pipelines/nightly-products');
  await page.getByLabel('Add a step').last().selectOption('switch');
  await page.getByRole('button', { name: 'Add the chosen step' }).last().click();
  await page.getByLabel('When*').fill("state == 'CLOSED'");
  const ofCase = page.getByRole('group', { name: 'Case 1' });
  await ofCase.getByLabel('Add a step').selectOption('core.filter');
  await ofCase.getByRole('button', { name: 'Add the chosen step' }).click();
  await ofCase.getByLabel('Condition*').fill('total > `0`');
  const saved = await save();
  assert.match(saved, /- switch:\n {10}- when: state == 'CLOSED'\n {12}transformers:\n {14}- use: core\.filter\n {16}where: "?total > `0`"?\n/);
});

test('the cases of a switch stand in the flow, and one of their steps is edited by form', async () => {
  browser.state.files[kFile] = kSwitch;
  await open('/pipelines/nightly-products');
  const flow = page.getByRole('list', { name: 'Flow of records' });
  await flow.getByText("When state == 'CLOSED'").waitFor();
  await flow.getByText('Else').waitFor();
  await page.getByRole('button', { name: /Switch state == 'CLOSED': 1 step/ }).click();
  const second = page.getByRole('group', { name: 'Case 2' });
  await second.getByRole('button', { name: /Core Filter/ }).first().click();
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'switch');
  await button('Move case 2 up').click();
  const saved = await save();
  assert.match(saved, /- switch:\n {10}- when: state == 'VOIDED'\n[^]*# what is closed has a sum\n {10}- when: state == 'CLOSED'\n[^]*# both are numbers/);
});

test('a case and the else of a switch are taken out', async () => {
  browser.state.files[kFile] = kSwitch;
  await open('/pipelines/nightly-products');
  await page.getByRole('button', { name: /Switch state == 'CLOSED': 1 step/ }).click();
  await button('Take out else').click();
  await button('Take out case 2').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take out' }).click();
  const saved = await save();
  assert.doesNotMatch(saved, /else:|VOIDED/);
  assert.match(saved, /# what is closed has a sum/);
});

test('nothing asked another host, broke the policy or failed', () => {
  assert.deepEqual(browser.faults, []);
});
