// Tasks and bulk jobs of the mock server.
import { problemOf } from './server.mjs';

const kSimple = ['pipeline', 'step'];

function fits(task, words) {
  if (words.state !== 'all' && task.state !== (words.state ?? 'parked')) return false;
  if (kSimple.some((w) => words[w] && task[w] !== words[w])) return false;
  if (words.group && String(task.group) !== String(words.group)) return false;
  if (words.id && !words.id.split(',').includes(String(task.id))) return false;
  return !words.text || `${task.message} ${task.key}`.includes(words.text);
}

const etag = (task) => `"${task.version}"`;

function change(task, next) {
  Object.assign(task, next);
  ++task.version;
}

function act(state, what) {
  return ({ query }) => {
    const found = state.tasks.filter((t) => t.state === 'parked' && fits(t, Object.fromEntries(query)));
    for (const t of found) change(t, { state: what === 'retry' ? 'done' : 'skipped' });
    return what === 'retry' ? { status: 202, body: { runs: [] } } : { body: { tasks: found.length } };
  };
}

function startJob(state) {
  return ({ body }) => {
    const asked = JSON.parse(body);
    const same = state.jobs.find((j) => j.key === asked.key);
    if (same) return { status: 202, body: { id: same.id } };
    const found = state.tasks.filter((t) => t.state === 'parked' && fits(t, asked.filter));
    if (found.length !== asked.expected) return problemOf(409, 'The count is not what was expected', `${found.length} tasks`);
    const job = { id: state.jobs.length + 1, key: asked.key, action: asked.action, reason: asked.reason, state: 'running', total: found.length, done: 0, failed: 0, who: state.session.name, started: new Date().toISOString(), left: found };
    state.jobs.unshift(job);
    return { status: 202, body: { id: job.id } };
  };
}

// A job moves on each time that somebody looks at it.
function advance(job) {
  if (job.state !== 'running') return job;
  for (const t of job.left.splice(0, 15)) {
    change(t, { state: job.action === 'retry' ? 'done' : 'skipped' });
    ++job.done;
  }
  if (job.left.length === 0) job.state = 'done';
  return job;
}

const shown = ({ left, key, ...job }) => job;

function save(state) {
  return ({ params: [id], body, headers }) => {
    const task = state.tasks.find((t) => String(t.id) === id);
    if (headers['if-match'] !== etag(task)) return problemOf(412, 'The task is not as it was seen');
    change(task, { edited: body });
    return { body: task, etag: etag(task) };
  };
}

const kPiece = 64 * 1024;

function cut(task) {
  if (task.source.length <= kPiece) return task;
  return { ...task, source: task.source.slice(0, kPiece), value: task.value.slice(0, kPiece), sizes: { source: task.source.length, value: task.value.length } };
}

function payload(task, query) {
  const text = task[query.get('text') ?? 'source'];
  const from = Number(query.get('from') ?? 0);
  const to = Math.min(from + kPiece, text.length);
  return { body: { text: text.slice(from, to), from, size: text.length, ...(to < text.length ? { next: to } : {}) } };
}

export function taskRoutes(state) {
  const job = (id) => state.jobs.find((j) => String(j.id) === id);
  return [
    ['GET', /^\/api\/v1\/tasks$/, ({ query }) => {
      const found = state.tasks.filter((t) => fits(t, Object.fromEntries(query)));
      const from = Number(query.get('cursor') ?? 0);
      return { body: { items: found.slice(from, from + 50), ...(from + 50 < found.length ? { next: String(from + 50) } : {}) } };
    }],
    ['GET', /^\/api\/v1\/tasks\/count$/, ({ query }) => ({ body: { count: state.tasks.filter((t) => fits(t, Object.fromEntries(query))).length } })],
    ['GET', /^\/api\/v1\/tasks\/(\d+)$/, ({ params: [id], query }) => {
      const task = state.tasks.find((t) => String(t.id) === id);
      return task ? { body: query.get('texts') === 'cut' ? cut(task) : task, etag: etag(task) } : problemOf(404, 'There is no such task');
    }],
    ['GET', /^\/api\/v1\/tasks\/(\d+)\/payload$/, ({ params: [id], query }) => payload(state.tasks.find((t) => String(t.id) === id), query)],
    ['PUT', /^\/api\/v1\/tasks\/(\d+)\/value$/, save(state)],
    ['POST', /^\/api\/v1\/tasks\/retry$/, act(state, 'retry')],
    ['POST', /^\/api\/v1\/tasks\/skip$/, act(state, 'skip')],
    ['POST', /^\/api\/v1\/jobs$/, startJob(state)],
    ['GET', /^\/api\/v1\/jobs$/, () => ({ body: { items: state.jobs.map(shown) } })],
    ['GET', /^\/api\/v1\/jobs\/(\d+)$/, ({ params: [id] }) => ({ body: shown(advance(job(id))) })],
    ['POST', /^\/api\/v1\/jobs\/(\d+)\/continue$/, ({ params: [id] }) => ((job(id).state = 'running'), { body: shown(job(id)) })],
    ['POST', /^\/api\/v1\/jobs\/(\d+)\/cancel$/, ({ params: [id] }) => ((job(id).state = 'cancelled'), { body: {} })],
  ];
}
