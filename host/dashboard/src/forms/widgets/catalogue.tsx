// Pickers of an entity and an action from the plugin's catalogue, with search.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CatalogueAction, Parameter } from '../../api/model';
import { Badge, Button } from '../../ui/basics';
import { type FieldProps, change, currentAction, idOf, textIn } from '../form';
import { Frame } from './frame';

type Entry = { name: string; title: string; detail: string };

function contains(entry: Entry, words: string): boolean {
  return `${entry.name} ${entry.title} ${entry.detail}`.toLowerCase().includes(words.toLowerCase());
}

// The picker until something is chosen, then the choice with a button to change it. `implied`: what counts if nothing is.
function Chooser(p: { field: FieldProps; label: string; entries: Entry[]; value: string; implied?: string | undefined; onChoose: (name: string) => void }): JSX.Element {
  const [open, setOpen] = useState(false);
  const chosen = p.entries.find((e) => e.name === (p.value || p.implied));
  if (!chosen || open) {
    return <Picker {...p} onChoose={(name) => { p.onChoose(name); setOpen(false); }} />;
  }
  return (
    <div class="row between chosen">
      <span><strong>{chosen.title}</strong> <span class="small muted">{p.value === '' && 'if nothing else is chosen; '}{chosen.detail}</span></span>
      <Button kind="quiet" label={`Change ${p.label.replace('Search ', '')}`} disabled={p.field.form.readOnly ?? false} onClick={() => setOpen(true)}>Change</Button>
    </div>
  );
}

function Picker(p: { field: FieldProps; label: string; entries: Entry[]; value: string; onChoose: (name: string) => void }): JSX.Element {
  const [search, setSearch] = useState('');
  const shown = p.entries.filter((e) => contains(e, search));
  return (
    <div class="picker">
      <input class="picker-search" id={idOf(p.field.path)} type="search" placeholder={`Search ${p.entries.length}`} aria-label={p.label} value={search} onInput={(e) => setSearch(e.currentTarget.value)} />
      <ul class="picker-list">
        {shown.map((e) => (
          <li key={e.name}>
            <button type="button" aria-pressed={e.name === p.value} onClick={() => p.onChoose(e.name)}>
              <strong>{e.title}</strong>
              <span class="small muted">{e.detail}</span>
            </button>
          </li>
        ))}
        {shown.length === 0 && <li class="empty">Nothing fits.</li>}
      </ul>
    </div>
  );
}

const isRead = (a: CatalogueAction): boolean => (a.method ?? 'GET') === 'GET';

// Entities that have an action for this kind of component.
function useful(p: FieldProps) {
  const reads = p.form.component?.kind === 'subscriber';
  return (p.form.catalogue ?? []).filter((e) => e.actions.length === 0 || e.actions.some((a) => (reads ? isRead(a) || a.paged : !isRead(a))));
}

export function EntityPicker(p: FieldProps): JSX.Element {
  const value = textIn(p.form, p.path);
  const entries = useful(p).map((e) => ({ name: e.name, title: e.title ?? e.name, detail: e.description ?? [...new Set(e.actions.map((a) => a.name))].join(', ') }));
  return (
    <Frame field={p} group>
      <Chooser field={p} label="Search entities" entries={entries} value={value} onChoose={(name) => change(p.form, p.path, name)} />
    </Frame>
  );
}

export function ActionPicker(p: FieldProps): JSX.Element {
  const parent = p.path.slice(0, -1);
  const { entity, action } = currentAction(p.form, parent);
  const reads = p.form.component?.kind === 'subscriber';
  const actions = (entity?.actions ?? []).filter((a) => (reads ? isRead(a) || a.paged : !isRead(a)));
  const value = textIn(p.form, p.path);
  const entries = [...new Map(actions.map((a) => [a.name, a])).values()].map((a) => ({ name: a.name, title: a.title ?? a.name, detail: a.description ?? `${a.method ?? ''} ${a.path ?? ''}` }));
  if (!entity) return <Frame field={p} group><p class="muted">Choose an entity first.</p></Frame>;
  return (
    <Frame field={p} group>
      {entries.length > 0 && <Chooser field={p} label="Search actions" entries={entries} value={value} implied={reads && !p.required ? action?.name : undefined} onChoose={(name) => change(p.form, p.path, name)} />}
      <ActionFacts field={{ ...p, path: parent }} />
    </Frame>
  );
}

// Members that a record has for an action that writes: they are put together by the steps in front of the target.
function RecordParts(p: { parameters: Parameter[] }): JSX.Element {
  const required = p.parameters.filter((k) => k.required).map((k) => `${k.in}.${k.name}`);
  return (
    <details class="group">
      <summary>What a record has <span class="muted">{p.parameters.length} documented{required.length > 0 && `; needed: ${required.join(', ')}`}</span></summary>
      <div class="group-body">
        <p class="help">A record is an object of path, query and payload. Steps in front of the target make it so, such as Map.</p>
        <dl class="facts params">
          {p.parameters.map((k) => <><dt><code>{k.in}.{k.name}</code></dt><dd>{k.type ?? 'text'}{k.required && ', required'} <span class="muted">{k.description}</span></dd></>)}
        </dl>
      </div>
    </details>
  );
}

// What the chosen action needs: scopes, and which webhooks tell of changes.
export function ActionFacts(p: { field: FieldProps }): JSX.Element | null {
  const { action } = currentAction(p.field.form, p.field.path);
  if (!action) return null;
  const writes = p.field.form.component?.kind === 'publisher' && (action.parameters ?? []).length > 0;
  return (
    <>
      <dl class="facts params">
        {action.path && <><dt>Request</dt><dd><code>{action.method} {action.path}</code></dd></>}
        {(action.scopes ?? []).length > 0 && <><dt>Needs the scopes</dt><dd class="row">{action.scopes?.map((s) => <Badge>{s}</Badge>)}</dd></>}
        {(action.webhooks ?? []).length > 0 && <><dt>Webhooks</dt><dd class="row">{action.webhooks?.map((s) => <Badge tone="info">{s}</Badge>)}</dd></>}
      </dl>
      {writes && <RecordParts parameters={action.parameters ?? []} />}
    </>
  );
}
