// Routes of the mock server: method, path, answer.
import { readFileSync } from 'node:fs';
import { clientRoutes } from './clients.mjs';
import { checkFiles, etagOf, objectsOf } from './config.mjs';
import { kCatalogue, kFunctions, kGroups } from './data.mjs';
import { problemOf } from './server.mjs';
import { pipelineStatus, record } from './state.mjs';
import { taskRoutes } from './tasks.mjs';
import { trialRoutes } from './trials.mjs';

const kHostSchema = JSON.parse(readFileSync(new URL('./host_schema.json', import.meta.url), 'utf8'));

const page = (items, query) => {
  const limit = Number(query.get('limit') ?? 50);
  const from = Number(query.get('cursor') ?? 0);
  const next = from + limit < items.length ? { next: String(from + limit) } : {};
  return { body: { items: items.slice(from, from + limit), ...next } };
};

function pipelineNames(state) {
  return objectsOf(state.files).filter((o) => o.kind === 'pipeline').map((o) => o.name);
}

function statusOf(state) {
  return {
    server: { version: '1.0.0', config: 'shop/', revision: String(state.revision), started: new Date(Date.now() - 9e7).toISOString(), workers: 2, busy: 0, stopping: false },
    pipelines: pipelineNames(state).map((name) => pipelineStatus(state, name)),
  };
}

function events(state) {
  return ({ response, request }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = () => response.write(`event: status\ndata: ${JSON.stringify(statusOf(state))}\n\n`);
    send();
    state.streams.add(response);
    request.on('close', () => state.streams.delete(response));
    const timer = setInterval(send, 300).unref();
    request.on('close', () => clearInterval(timer));
  };
}

function logLines({ response }) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const lines = ['run 60 began', 'run 60: 370 delivered', 'the token is not valid'];
  lines.forEach((message, i) => response.write(`id: ${i}\ndata: ${JSON.stringify({ time: new Date().toISOString(), level: i === 2 ? 'error' : 'info', pipeline: 'nightly-products', message })}\n\n`));
}

function metricsOf(state) {
  const parked = new Map();
  for (const t of state.tasks) if (t.state === 'parked') parked.set(t.pipeline, (parked.get(t.pipeline) ?? 0) + 1);
  const lines = [...parked].map(([name, n]) => `sluice_tasks{pipeline="${name}",state="parked"} ${n}`);
  return `${lines.join('\n')}\nsluice_pipeline_lag_seconds{pipeline="nightly-products"} 754\nsluice_rate_budget_remaining{client="shop"} ${340 - (state.tick++ % 30)}\nsluice_rate_budget_limit{client="shop"} 350\nsluice_rate_budget_remaining{client="ledger"} 12\n`;
}

function put(state) {
  return ({ params: [path], body, headers }) => {
    const now = state.files[path];
    if (now === undefined && headers['if-none-match'] !== '*') return problemOf(428, 'If-None-Match: * is needed for a new file');
    if (now !== undefined && headers['if-match'] !== etagOf(now)) {
      return problemOf(412, 'The file was changed by somebody else', '', { current: { etag: etagOf(now), text: now, who: 'ben', at: new Date().toISOString() } });
    }
    const problems = checkFiles({ ...state.files, [path]: body }, state.components);
    if (problems.length) return problemOf(422, 'The configuration has problems', '', { problems });
    const etag = record(state, now === undefined ? 'create' : 'change', path, now ?? null, body);
    state.files[path] = body;
    return { body: { etag, revision: String(state.revision) }, etag };
  };
}

function undo(state) {
  return ({ params: [id] }) => {
    const entry = state.history.find((h) => String(h.id) === id);
    if ((state.files[entry.path] ?? null) !== entry.after) return problemOf(409, 'The file was changed since');
    record(state, 'undo', entry.path, entry.after, entry.before);
    if (entry.before === null) delete state.files[entry.path];
    else state.files[entry.path] = entry.before;
    return { body: {} };
  };
}

const shown = ({ before, after, ...entry }) => entry;

function configurationRoutes(state) {
  return [
    ['GET', /^\/api\/v1\/configuration\/files$/, () => ({ body: { files: Object.entries(state.files).map(([path, text]) => ({ path, size: text.length, etag: etagOf(text), writable: true })) } })],
    ['GET', /^\/api\/v1\/configuration\/files\/([^/]+)$/, ({ params: [path] }) => (path in state.files ? { type: 'text/yaml', text: state.files[path], etag: etagOf(state.files[path]) } : problemOf(404, 'There is no such file'))],
    ['PUT', /^\/api\/v1\/configuration\/files\/([^/]+)$/, put(state)],
    ['DELETE', /^\/api\/v1\/configuration\/files\/([^/]+)$/, ({ params: [path] }) => {
      record(state, 'delete', path, state.files[path], null);
      delete state.files[path];
      return { body: {} };
    }],
    ['POST', /^\/api\/v1\/configuration\/validate$/, ({ body }) => {
      const files = { ...state.files };
      for (const [path, text] of Object.entries(JSON.parse(body).files)) text === null ? delete files[path] : (files[path] = text);
      return { body: { problems: checkFiles(files, state.components) } };
    }],
    ['GET', /^\/api\/v1\/configuration\/history$/, ({ query }) => page(state.history.map(shown), query)],
    ['GET', /^\/api\/v1\/configuration\/history\/([^/]+)$/, ({ params: [id] }) => ({ body: state.history.find((h) => String(h.id) === id) })],
    ['POST', /^\/api\/v1\/configuration\/history\/([^/]+)\/undo$/, undo(state)],
    ['GET', /^\/api\/v1\/objects$/, () => ({ body: { items: objectsOf(state.files).map(({ raw, ...o }) => o) } })],
    ['POST', /^\/api\/v1\/objects$/, ({ body }) => ({ body: { items: objectsOf({ ...state.files, ...JSON.parse(body).files }).map(({ raw, ...o }) => o) } })],
  ];
}

function sessionRoutes(state) {
  return [
    ['GET', /^\/api\/v1\/session$/, () => (state.signedOut ? problemOf(401, 'Sign in') : { body: state.session })],
    ['POST', /^\/api\/v1\/session$/, ({ body }) => {
      if (JSON.parse(body).token !== 'right-token-of-16') return problemOf(401, 'The token is not valid');
      state.signedOut = false;
      return { body: state.session };
    }],
    ['DELETE', /^\/api\/v1\/session$/, () => ((state.signedOut = true), { body: {} })],
    ['GET', /^\/api\/v1\/access\/tokens$/, () => ({ body: { items: state.tokens } })],
    ['POST', /^\/api\/v1\/access\/tokens$/, ({ body }) => {
      const asked = JSON.parse(body);
      state.tokens.push({ ...asked, created_ms: Date.now() });
      return { body: { ...asked, token: 'shown-once-0123456789' } };
    }],
    ['DELETE', /^\/api\/v1\/access\/tokens\/([^/]+)$/, ({ params: [name] }) => ((state.tokens = state.tokens.filter((t) => t.name !== name)), { body: {} })],
    ['GET', /^\/api\/v1\/audit$/, ({ query }) => page(state.audit, query)],
  ];
}

function componentRoutes(state) {
  return [
    ['GET', /^\/api\/v1\/schema$/, () => ({ body: kHostSchema })],
    ['GET', /^\/api\/v1\/components$/, () => ({ body: { items: state.components } })],
    ['GET', /^\/api\/v1\/components\/([^/]+)\/catalogue$/, ({ params: [id] }) => (id.startsWith('lightspeedhq.') ? { body: kCatalogue } : problemOf(404, 'No catalogue'))],
    ['GET', /^\/api\/v1\/functions$/, () => ({ body: { items: kFunctions } })],
    ['GET', /^\/api\/v1\/plugins$/, () => ({ body: { items: [{ name: 'lightspeedhq', version: '1.0.0', file: '/usr/lib/sluice/plugins/lightspeedhq.so', size: 812345, components: ['lightspeedhq.client', 'lightspeedhq.subscriber', 'lightspeedhq.publisher'] }, { name: 'core', version: '1.0.0', file: '/usr/lib/sluice/plugins/core.so', size: 412345, components: ['core.map', 'core.filter'] }] } })],
  ];
}

export function routesOf(state) {
  const gone = (path) => state.missing.some((m) => path.startsWith(m));
  const all = [
    ['GET', /^\/metrics$/, () => ({ type: 'text/plain', text: metricsOf(state) })],
    ['GET', /^\/api\/v1\/status$/, () => ({ body: statusOf(state) })],
    ['GET', /^\/api\/v1\/events$/, events(state)],
    ['GET', /^\/api\/v1\/log$/, logLines],
    ['GET', /^\/api\/v1\/runs$/, ({ query }) => page(state.runs.filter((r) => (!query.get('pipeline') || r.pipeline === query.get('pipeline')) && (!query.get('outcome') || r.outcome === query.get('outcome'))), query)],
    ['GET', /^\/api\/v1\/runs\/(\d+)$/, ({ params: [id] }) => {
      const run = state.runs.find((r) => String(r.id) === id);
      return run ? { body: run } : problemOf(404, 'There is no such run');
    }],
    ['POST', /^\/api\/v1\/pipelines\/([^/]+)\/runs$/, ({ params: [pipeline] }) => {
      const id = state.runs[0].id + 1;
      state.runs.unshift({ ...state.runs[0], id, pipeline, outcome: 'running', ended: undefined, started: new Date().toISOString(), parked: 0 });
      return { status: 202, body: { pipeline, state: 'started', run: id } };
    }],
    ['POST', /^\/api\/v1\/runs\/(\d+)\/stop$/, ({ params: [id] }) => {
      Object.assign(state.runs.find((r) => String(r.id) === id), { outcome: 'stopped', ended: new Date().toISOString() });
      return { status: 202, body: { state: 'stopping' } };
    }],
    ['GET', /^\/api\/v1\/task-groups$/, () => ({ body: { items: kGroups.map((g) => ({ ...g, ...(state.notes[g.group] ? { note: state.notes[g.group] } : {}) })) } })],
    ['PUT', /^\/api\/v1\/task-groups\/(\d+)\/note$/, ({ params: [group], body }) => {
      const { text } = JSON.parse(body);
      state.notes[group] = text ? { text, who: state.session.name, at: new Date().toISOString() } : undefined;
      return { body: kGroups.find((g) => String(g.group) === group) };
    }],
    ['GET', /^\/api\/v1\/state$/, () => ({ body: { items: [] } })],
    ...taskRoutes(state), ...configurationRoutes(state), ...sessionRoutes(state), ...componentRoutes(state), ...trialRoutes(state), ...clientRoutes(state),
  ];
  return all.map(([method, pattern, handle]) => [method, pattern, (call) => (gone(new URL(call.request.url, 'http://mock').pathname) ? problemOf(404, 'There is no such resource') : handle(call))]);
}
