// A shop of Lightspeed on this machine: samples/xseries-simulator.
import { Child, kPrograms } from './program.mjs';

export const kToken = 'lsxs_pt_dashboard';

export async function startSimulator(...options) {
  const child = new Child(kPrograms.simulator, ['--port', '0', '--token', kToken, '--life', '600', ...options]);
  const [, address] = await child.says(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
  const control = async (path, body) => {
    const answer = await fetch(`${address}/control/${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const disarm = () => fetch(`${address}/control/faults`, { method: 'DELETE' });
  return { address, control, disarm, rows: (table) => control(`state/${table}`), stop: () => child.stop() };
}
