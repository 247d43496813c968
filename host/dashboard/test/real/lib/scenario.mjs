// From an empty folder to records that flow both ways, as a person does it at the pages. `hands` are a mouse or a keyboard.
import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { until } from './program.mjs';

const linesOf = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const kNew = [{ first_name: 'Ada', last_name: 'Lovelace' }, { first_name: 'Grace', last_name: 'Hopper' }];

// The files that records come from and go to.
export function placesOf(server) {
  const places = { products: join(server.home.path, 'products.ndjson'), customers: join(server.home.path, 'customers.ndjson') };
  writeFileSync(places.customers, kNew.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return places;
}

export async function createClient({ screen, hands, simulator, server }) {
  await hands.press('link', 'Clients');
  await hands.press('link', 'Create the first one');
  await hands.press('button', 'LightSpeedHQ Client');
  await hands.fill('Name', 'shop');
  await hands.fill('Address of the shop', simulator.address);
  await hands.fill('Personal token', 'LIGHTSPEED_TOKEN');
  await hands.choose('Request log', 'headers');
  await hands.press('button', 'Save');
  await screen.heading('shop');
  assert.equal(
    server.read('clients/shop.yaml'),
    `clients:\n  shop:\n    use: lightspeedhq.client\n    base_uri: ${simulator.address}\n    token: \${LIGHTSPEED_TOKEN}\n    log_requests: headers\n`,
  );
  await hands.tab('Test connection');
  await hands.press('button', 'Test connection');
  await screen.says('accepts the personal token');
}

export async function createIncoming({ screen, hands, server, places }) {
  await hands.press('link', 'Incoming');
  await hands.press('link', 'Create the first one');
  await hands.press('button', 'LightSpeedHQ Subscriber');
  await hands.fill('Name', 'products');
  await hands.choose('Client', 'shop');
  await hands.fill('Search entities', 'products');
  await hands.press('button', /^products/i);
  await hands.open('Query parameters');
  await hands.fill('page_size', '10');
  await hands.press('button', 'Fetch a page');
  await screen.says(/^\d+ records$/);
  assert.ok(!server.has('incoming/products.yaml'));
  await hands.press('button', 'Save');
  await screen.heading('products');
  assert.deepEqual(parse(server.read('incoming/products.yaml')), {
    incoming: { products: { subscriber: { use: 'lightspeedhq.subscriber', client: 'shop', entity: 'products', request: { query: { page_size: 10 } } } } },
  });
  await hands.tab('Fetch a page');
  await hands.press('button', 'Fetch a page');
  await screen.says(/^\d+ records$/);
  await createFile(hands, screen, 'Incoming', 'contacts', places.customers);
}

export async function createOutgoing({ screen, hands, server, places }) {
  await hands.press('link', 'Outgoing');
  await hands.press('link', 'Create the first one');
  await hands.press('button', 'LightSpeedHQ Publisher');
  await hands.fill('Name', 'customers');
  await hands.choose('Client', 'shop');
  await hands.fill('Search entities', 'customers');
  await hands.press('button', /^customers/i);
  await hands.press('button', /^upsert/);
  await hands.open('What a record has');
  await screen.says('payload.first_name');
  await hands.press('button', 'Save');
  await screen.heading('customers');
  assert.deepEqual(parse(server.read('outgoing/customers.yaml')).outgoing.customers.publisher, {
    use: 'lightspeedhq.publisher', client: 'shop', entity: 'customers', action: 'upsert',
  });
  await createFile(hands, screen, 'Outgoing', 'archive', places.products);
}

async function createFile(hands, screen, menu, name, path) {
  await hands.press('link', menu);
  await hands.press('link', 'Create');
  await hands.press('button', menu === 'Incoming' ? 'Files Subscriber' : 'Files Publisher');
  await hands.fill('Name', name);
  await hands.fill('File', path);
  await hands.press('button', 'Save');
  await screen.heading(name);
}

async function createPipeline({ screen, hands }, name, from, to) {
  await hands.press('link', 'Pipelines');
  await hands.press('link', 'New pipeline');
  await hands.fill('Name', name);
  await hands.choose('Incoming', from);
  await hands.tick(to);
  await hands.press('button', 'Save');
  await screen.heading(name);
}

// What a publisher of the shop takes: the key `query`, the key `payload`.
async function shapeRecords({ screen, hands }) {
  await hands.choose('Add a step', 'Core Map: Map');
  await hands.press('button', 'Add the chosen step');
  const rows = { path: '`{}`', query: '`{}`', payload: '{first_name: first_name, last_name: last_name}' };
  for (const [name, expression] of Object.entries(rows)) {
    await hands.press('button', 'Add a row');
    await hands.fillEmpty('Name', name);
    await hands.fill(`Value of ${name}`, expression);
  }
  for (const [i, name] of ['first_name', 'last_name'].entries()) {
    await hands.press('button', /^Add$/);
    await hands.fill(`Drop ${i + 1}`, name);
  }
  await screen.page.getByRole('status').filter({ hasText: 'Checked: no problems' }).waitFor();
  await hands.press('button', 'Review and save');
  await screen.page.getByRole('dialog').waitFor();
  await hands.press('button', 'Save');
  await screen.says('contacts-to-shop is saved and in use.');
}

export async function createPipelines(all) {
  await createPipeline(all, 'products-to-file', 'products', 'archive');
  await createPipeline(all, 'contacts-to-shop', 'contacts', 'customers');
  await shapeRecords(all);
}

const notesIn = (rows) => rows.data.filter((row) => kNew.some((one) => one.first_name === row.first_name && one.last_name === row.last_name));
const live = async (simulator) => (await simulator.rows('products')).data.filter((row) => row.deleted_at === null).length;

export async function startBoth({ hands, server, simulator, places }) {
  await hands.press('link', 'Pipelines');
  for (const name of ['products-to-file', 'contacts-to-shop']) await hands.press('button', `Start ${name}`);
  await until('both runs are done', async () => (await server.get('/runs')).items.filter((run) => run.outcome === 'done').length === 2);
  assert.equal(linesOf(places.products).length, await live(simulator));
  assert.equal(notesIn(await simulator.rows('customers')).length, kNew.length);
}

// The files as they are, with the program alone and a state of its own.
export async function runUnchanged({ server, simulator, places }) {
  writeFileSync(places.products, '');
  await server.child.stop();
  renameSync(join(server.home.path, 'state'), join(server.home.path, 'state-of-the-server'));
  const ran = server.command('run', 'shop');
  assert.equal(ran.code, 0, ran.err);
  assert.equal(linesOf(places.products).length, await live(simulator));
  assert.equal(notesIn(await simulator.rows('customers')).length, 2 * kNew.length);
}
