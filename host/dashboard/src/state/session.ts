// Who uses the page and what they may do.
import { signal } from '@preact/signals';
import { Problem, call, get } from '../api/client';
import type { Role, Session } from '../api/model';

export const session = signal<Session | null>(null);
export const needsLogin = signal(false);

const kRoles: Role[] = ['viewer', 'data_viewer', 'operator', 'editor', 'admin'];

export const may = (role: Role): boolean =>
  session.value !== null && kRoles.indexOf(session.value.role) >= kRoles.indexOf(role);

// Why a button is disabled, or nothing.
export const reasonWhyNot = (role: Role): string =>
  may(role) ? '' : `Needs the role ${role}; you are ${session.value?.role ?? 'nobody'}`;

export async function loadSession(): Promise<void> {
  try {
    session.value = await get<Session>('/api/v1/session');
    needsLogin.value = false;
  } catch (e) {
    if (!(e instanceof Problem)) throw e;
    // A server without sessions is reached through its own guard: everything is allowed there.
    if (e.missing) session.value = { name: 'local', role: 'admin', payloads: true };
    else if (e.status === 401) signedOut();
    else throw e;
  }
}

export function signedOut(): void {
  session.value = null;
  needsLogin.value = true;
}

export async function signIn(token: string): Promise<void> {
  const reply = await call<Session>('POST', '/api/v1/session', { body: { token } });
  session.value = reply.data;
  needsLogin.value = false;
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/api/v1/session').catch(() => undefined);
  signedOut();
}
