// What differs between clients, incoming and outgoing.
import type { ComponentKind, ObjectKind } from '../../api/model';
import type { Path } from '../../yaml/document';

export type Kind = {
  section: 'clients' | 'incoming' | 'outgoing';
  object: ObjectKind;
  component: ComponentKind;
  inner: Path; // where the component stands within the object
  title: string;
  one: string;
  lead: string;
  empty: string;
};

export const kKinds: Record<string, Kind> = {
  clients: {
    section: 'clients', object: 'client', component: 'client', inner: [], title: 'Clients', one: 'client',
    lead: 'Systems that records come from and go to: address, token, limits.',
    empty: 'A client holds the address and the token of a system. Connections use it by its name.',
  },
  incoming: {
    section: 'incoming', object: 'incoming', component: 'subscriber', inner: ['subscriber'], title: 'Incoming', one: 'incoming connection',
    lead: 'Where records come from.',
    empty: 'An incoming connection says what is read: from which client, which entity, with which parameters.',
  },
  outgoing: {
    section: 'outgoing', object: 'outgoing', component: 'publisher', inner: ['publisher'], title: 'Outgoing', one: 'outgoing connection',
    lead: 'Where records go.',
    empty: 'An outgoing connection says what is written: to which client, which action of which entity.',
  },
};

export const kNamePattern = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

export function faultOfName(name: string, taken: string[]): string {
  if (name === '') return 'A name is needed.';
  if (!kNamePattern.test(name)) return 'Letters, digits, - _ and . only; it begins with a letter or digit.';
  return taken.includes(name) ? 'There is one with this name already.' : '';
}
