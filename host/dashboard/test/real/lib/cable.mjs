// A network cable between a browser and the server: it can be torn (connections end) or muted (nothing arrives any more).
import { connect, createServer } from 'node:net';

export async function startCable(address) {
  const { hostname, port } = new URL(address);
  const ends = new Set();
  let torn = false;
  let muted = false;
  const carry = (from, to) => from.on('data', (part) => muted || to.write(part)).on('error', () => to.destroy()).on('close', () => to.destroy());
  const server = createServer((near) => {
    if (torn) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const end of [near, far]) ends.add(end.on('close', () => ends.delete(end)));
    carry(near, far);
    carry(far, near);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const drop = () => ends.forEach((end) => end.destroy());
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    tear: () => { torn = true; drop(); },
    mute: () => { muted = true; },
    // What was lost on a muted cable stays lost, so its connections end.
    mend: () => { torn = muted = false; drop(); },
    stop: () => { drop(); return new Promise((done) => server.close(done)); },
  };
}
