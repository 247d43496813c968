// A target of records that breaks when told: it counts what it took.
import { createServer } from 'node:http';

async function bodyOf(request) {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}

export async function startTarget() {
  // `judge` says what a record gets: a status, or [status, body], now or later.
  const target = { taken: [], asked: 0, judge: () => 200 };
  const server = createServer(async (request, response) => {
    const text = await bodyOf(request);
    ++target.asked;
    const [status, body = ''] = [await target.judge(text, request)].flat();
    if (status < 300) target.taken.push(text);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(String(body));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  target.address = `http://127.0.0.1:${server.address().port}`;
  target.stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return target;
}
