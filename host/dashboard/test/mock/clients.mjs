// Clients of the mock server: checks, a grant by a provider of its own, the request log.
import { problemOf } from './server.mjs';

const kFindings = [
  { check: 'reached', ok: true, message: 'The shop answered in 84 ms' }, { check: 'authenticated', ok: true, message: 'The token is valid' },
  { check: 'scopes', ok: false, message: 'products:write is missing' },
];

// The provider is on the mock's own address: it grants at once and sends the browser back.
function begin(state) {
  return ({ params: [name], headers }) => {
    const here = `http://${headers.host}`;
    state.grantState = `made-by-the-server.${name}`;
    const url = `${here}/api/v1/mock-provider?redirect_uri=${encodeURIComponent(`${here}/oauth/callback`)}&state=${state.grantState}`;
    return { body: { url, redirect: `${here}/oauth/callback` } };
  };
}

function provider({ query, response }) {
  const code = query.get('state').includes('shop') ? 'a-secret-code' : '';
  response.writeHead(302, { location: `${query.get('redirect_uri')}?code=${code}&state=${query.get('state')}` });
  response.end();
}

function complete(state) {
  return ({ body }) => {
    const { query } = JSON.parse(body);
    if (!state.grantState || query.state !== state.grantState) return problemOf(409, 'The resource is not in a state that allows this', 'this is not the return of a connection that was begun here; begin again');
    state.grantState = '';
    state.granted = query.code;
    return { body: { granted: 'scopes products:read customers:read' } };
  };
}

const kRequest = { method: 'GET', url: '/api/2026-07/products?page_size=200', status: 200, ms: 84 };

// Sends what a test adds to state.requests.
function requests(state) {
  return ({ request, response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let sent = 0;
    const send = () => {
      for (; sent < state.requests.length; ++sent) response.write(`id: 1-${sent}\ndata: ${JSON.stringify({ time: new Date().toISOString(), ...kRequest, ...state.requests[sent] })}\n\n`);
    };
    send();
    const timer = setInterval(send, 50).unref();
    request.on('close', () => clearInterval(timer));
  };
}

export function clientRoutes(state) {
  return [
    ['GET', /^\/api\/v1\/clients$/, () => ({ body: { items: state.checks } })],
    ['POST', /^\/api\/v1\/clients\/([^/]+)\/check$/, ({ params: [client] }) => {
      state.checks = [{ client, checked: new Date().toISOString(), ok: false, findings: kFindings }];
      return { body: { findings: kFindings } };
    }],
    ['POST', /^\/api\/v1\/clients\/([^/]+)\/authorization$/, begin(state)],
    ['PUT', /^\/api\/v1\/clients\/([^/]+)\/authorization$/, complete(state)],
    ['GET', /^\/api\/v1\/mock-provider$/, provider],
    ['GET', /^\/api\/v1\/clients\/([^/]+)\/requests$/, requests(state)],
  ];
}
