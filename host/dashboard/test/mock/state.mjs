import { readFileSync } from 'node:fs';
import { etagOf } from './config.mjs';
import { kFiles, runsOf, tasksOf } from './data.mjs';

// Everything that the mock server holds; a test overrides what it needs.
export function stateOf(overrides) {
  return {
    files: { ...kFiles },
    runs: runsOf(60),
    tasks: tasksOf(40),
    jobs: [],
    requests: [{}],
    notes: {},
    checks: [],
    granted: undefined,
    grantState: '',
    tokens: [{ name: 'ci', role: 'operator', payloads: false, created_ms: Date.now() - 9e8, last_used_ms: Date.now() - 9e5 }],
    history: [],
    audit: [],
    session: { name: 'anna', role: 'admin', payloads: true, expires_ms: Date.now() + 3.6e6 },
    components: JSON.parse(readFileSync(new URL('./components.json', import.meta.url), 'utf8')),
    missing: [], // resources that answer 404, as an older server
    streams: new Set(),
    revision: 1,
    down: false,
    signedOut: false,
    tick: 0,
    ...overrides,
  };
}

export function pipelineStatus(state, name) {
  const own = state.runs.filter((r) => r.pipeline === name);
  const running = own.find((r) => r.outcome === 'running');
  const last = own.find((r) => r.outcome !== 'running');
  return {
    pipeline: name, schedule: name === 'customers-back' ? 'every 15 minutes' : '02:30 every day (Europe/Berlin)', always: false, queued: false,
    state: running ? 'running' : 'idle', next: new Date(Date.now() + 420_000).toISOString(), ...(last ? { last } : {}), ...(running ? { running } : {}),
  };
}

export function record(state, action, path, before, after) {
  const id = state.history.length + 1;
  state.history.unshift({ id, at_ms: Date.now(), who: state.session.name, path, action, before, after });
  state.audit.unshift({ at_ms: Date.now(), who: state.session.name, role: state.session.role, from: '127.0.0.1', method: after === null ? 'DELETE' : 'PUT', route: '/api/v1/configuration/files/{path}', object: path, result: '200' });
  ++state.revision;
  return etagOf(after ?? '');
}
