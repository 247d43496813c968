// The three procedures on the simulated shop, from an empty folder to records that flow both ways: once with the mouse, once
// with the keyboard alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { keyboard, mouse } from './lib/hands.mjs';
import { kMissing } from './lib/program.mjs';
import { createClient, createIncoming, createOutgoing, createPipelines, placesOf, runUnchanged, startBoth } from './lib/scenario.mjs';
import { openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';
import { kToken, startSimulator } from './lib/simulator.mjs';

for (const [name, handsOf] of [['mouse', mouse], ['keyboard', keyboard]]) {
  describe(`with the ${name} alone`, { skip: kMissing }, () => {
    const all = {};
    before(async () => {
      all.simulator = await startSimulator('--products', '40', '--customers', '5');
      all.server = await serve({ env: { LIGHTSPEED_TOKEN: kToken } });
      all.places = placesOf(all.server);
      all.screen = await openScreen(all.server);
      all.hands = handsOf(all.screen.page);
    });
    after(async () => {
      await all.screen?.close();
      await all.server?.stop();
      await all.simulator?.stop();
    });

    test('a client of the shop is created and its connection tested', () => createClient(all));
    test('an incoming reads products, and shows real records', () => createIncoming(all));
    test('an outgoing writes customers', () => createOutgoing(all));
    test('pipelines use them, with a step that shapes the records', () => createPipelines(all));
    test('records flow both ways', () => startBoth(all));
    test('the files that came out run with sluice run, unchanged', () => runUnchanged(all));
    test('nothing asked another host, broke the policy or failed', () => assert.deepEqual(all.screen.faults, []));
  });
}
