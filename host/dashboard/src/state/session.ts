// Who uses the page and what they may do.
import { signal } from '@preact/signals';
import { Problem, call, get } from '../api/client';
import type { Role, Session } from '../api/model';
import { isUnsaved } from './unsaved';

export const session = signal<Session | null>(null);
export const needsLogin = signal(false);
// Whose page waits behind the form: it has unsaved changes, and the session ended by itself. Nobody: it is taken away.
export const waitsFor = signal<string | null>(null);
// One more with each session that begins: what failed without one is read again.
export const sessions = signal(0);
// One more when somebody else goes on: nothing of the page before is left.
export const people = signal(0);

const kRoles: Role[] = ['viewer', 'data_viewer', 'operator', 'editor', 'admin'];

export const may = (role: Role): boolean =>
  session.value !== null && kRoles.indexOf(session.value.role) >= kRoles.indexOf(role);

// Why a button is disabled, or nothing.
export const reasonWhyNot = (role: Role): string =>
  may(role) ? '' : `Needs the role ${role}; you are ${session.value?.role ?? 'nobody'}`;

export async function loadSession(): Promise<void> {
  try {
    begin(await get<Session>('/api/v1/session'));
  } catch (e) {
    if (!(e instanceof Problem)) throw e;
    // A server without sessions is reached through its own guard: everything is allowed there.
    if (e.missing) session.value = { name: 'local', role: 'admin', payloads: true };
    else if (e.status === 401) signedOut();
    else throw e;
  }
}

function begin(next: Session): void {
  if (waitsFor.value !== null && waitsFor.value !== next.name) ++people.value;
  if (needsLogin.value) ++sessions.value;
  session.value = next;
  waitsFor.value = null;
  needsLogin.value = false;
}

// The session is over.
export function signedOut(): void {
  waitsFor.value = isUnsaved() ? (session.value?.name ?? waitsFor.value) : null;
  session.value = null;
  needsLogin.value = true;
}

export async function signIn(token: string): Promise<void> {
  const reply = await call<Session>('POST', '/api/v1/session', { body: { token } });
  begin(reply.data);
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/api/v1/session').catch(() => undefined);
  signedOut();
  waitsFor.value = null;
}
