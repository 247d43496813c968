// A new client, incoming or outgoing: choose its type, fill in the form, save. It becomes a small file of its own.
import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Component } from '../../api/model';
import { nameOf, useComponents, useObjects, usePlugins } from '../../state/catalog';
import { useFile } from '../../state/file';
import { go, query, setQuery } from '../../state/router';
import { Empty, Loading, PageHead, ProblemBox } from '../../ui/basics';
import { tell } from '../../ui/dialog';
import { renameKey } from '../../yaml/remove';
import { setAt } from '../../yaml/splice';
import { writeText } from '../../yaml/write';
import { FileAside, FileTrouble, SaveBar } from '../shared/save';
import type { PageProps } from '../table';
import { FetchPage } from './fetch';
import { ObjectForm, TrialResults, useObjectTrial } from './form';
import { type Kind, faultOfName, kKinds } from './kinds';

function Types(p: { kind: Kind }): JSX.Element {
  const components = useComponents();
  const plugins = usePlugins().data ?? [];
  const own = (components.data ?? []).filter((c) => c.kind === p.kind.component);
  return (
    <>
      <ProblemBox problem={components.problem} what="the list of components" retry={components.reload} />
      {components.loading && !components.data && <Loading />}
      <div class="choices">
        {own.map((c) => (
          <button type="button" class="choice" key={c.id} onClick={() => setQuery({ use: c.id })}>
            <strong>{nameOf(c, plugins)}</strong>
            <span class="small muted">{c.description || c.title}</span>
            <code class="small muted">{c.id}</code>
          </button>
        ))}
      </div>
    </>
  );
}

const startText = (kind: Kind, name: string, use: string): string => setAt('', [kind.section, name, ...kind.inner, 'use'], use);

function NameField(p: { name: string; fault: string; onChange: (name: string) => void }): JSX.Element {
  return (
    <div class="field">
      <label for="object-name">Name<span class="required" aria-hidden="true">*</span></label>
      <input id="object-name" value={p.name} autocomplete="off" spellcheck={false} aria-required="true" aria-invalid={p.name && p.fault ? 'true' : undefined} aria-describedby="object-name-help" onInput={(e) => p.onChange(e.currentTarget.value.trim())} />
      <p class={p.name && p.fault ? 'error' : 'help'} id="object-name-help">{p.name && p.fault ? p.fault : 'Others refer to it by this name.'}</p>
    </div>
  );
}

const kUnnamed = 'unnamed';

function CreateForm(p: { kind: Kind; component: Component; title: string }): JSX.Element {
  const { kind } = p;
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const shown = name || kUnnamed;
  const taken = (useObjects().data ?? []).filter((o) => o.kind === kind.object).map((o) => o.name);
  const file = useFile(`${kind.section}/${shown}.yaml`, startText(kind, kUnnamed, p.component.id));
  const trial = useObjectTrial(kind, shown, file);
  const fault = faultOfName(name, taken);
  useLayoutEffect(() => document.getElementById('object-name')?.focus(), []);
  const rename = (next: string): void => {
    if (file.edit((text) => renameKey(text, [kind.section, shown], next || kUnnamed, writeText))) setName(next);
  };
  const saved = (): void => {
    tell(`${name} is saved.`);
    go(`/${kind.section}/${encodeURIComponent(name)}`);
  };
  return (
    <>
      <PageHead title={`New ${p.title}`} lead={p.component.description} back={[`/${kind.section}/new`, 'Another type']} />
      <FileTrouble file={file} quiet={!tried} />
      <div class="split">
        <form class="form" onSubmit={(e) => e.preventDefault()}>
          <NameField name={name} fault={fault} onChange={rename} />
          <ObjectForm kind={kind} name={shown} file={file} trial={trial} />
          <SaveBar file={file} isNew ready={fault === ''} onSaved={saved} onRefused={() => { setTried(true); scrollTo(0, 0); }} onCancel={() => go(`/${kind.section}`)} />
        </form>
        <div class="beside stack">
          <TrialResults of={trial} />
          <FileAside file={file} isNew />
          {kind.component === 'subscriber' && <FetchPage name={shown} file={file} />}
        </div>
      </div>
    </>
  );
}

export function CreateObject(p: PageProps): JSX.Element {
  const kind = kKinds[p.params['kind'] as string];
  const components = useComponents();
  const plugins = usePlugins().data ?? [];
  const use = query.value.get('use');
  if (!kind) return <Empty title="There is no such page"><a href="/">To the overview</a></Empty>;
  const component = components.data?.find((c) => c.id === use);
  if (use && component) return <CreateForm key={use} kind={kind} component={component} title={nameOf(component, plugins)} />;
  if (use && components.loading) return <Loading />;
  return (
    <>
      <PageHead title={`New ${kind.one}`} lead="Choose what it is." back={[`/${kind.section}`, kind.title]} />
      <Types kind={kind} />
    </>
  );
}
