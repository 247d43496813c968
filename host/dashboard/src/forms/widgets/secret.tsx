// A secret goes in and never comes out: only the name of where it comes from is shown.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type FieldProps, change, idOf, textIn } from '../form';
import { Frame, ariaOf } from './frame';

type Way = 'env' | 'secret' | 'file' | 'literal';
const kWays: [Way, string, string][] = [
  ['env', 'Environment variable', 'LIGHTSPEED_TOKEN'],
  ['secret', 'Secret of the state folder', 'shop_token'],
  ['file', 'File', '/etc/sluice/token'],
  ['literal', 'Written in the file (not advised)', ''],
];

function wayOf(text: string): { way: Way; name: string } {
  const m = /^\$\{(?:(secret|file):)?([^}]*)\}$/.exec(text);
  if (m) return { way: (m[1] as Way | undefined) ?? 'env', name: m[2] ?? '' };
  return { way: text ? 'literal' : 'env', name: '' };
}

const written = (way: Way, name: string): string => (way === 'literal' ? name : way === 'env' ? `\${${name}}` : `\${${way}:${name}}`);

const kHints: Record<Way, string> = {
  env: 'The name of the variable that the server has the secret in',
  secret: 'Kept encrypted on the machine of the server. Who runs it gives the value there: sluice secret set',
  file: 'The path of a file that only the server can read',
  literal: 'It stands in the file as plain text. It is not shown again',
};

export function SecretField(p: FieldProps): JSX.Element {
  const text = textIn(p.form, p.path);
  const found = wayOf(text);
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? found.way;
  const hidden = text !== '' && found.way === 'literal';
  const put = (name: string): void => change(p.form, p.path, name === '' ? undefined : written(way, name));
  const choose = (next: Way): void => {
    setChosen(next);
    if (found.name && next !== 'literal') change(p.form, p.path, written(next, found.name));
  };
  const common = { ...ariaOf({ ...p, hint: 'x' }), id: idOf(p.path), autocomplete: 'off', spellcheck: false, disabled: p.form.readOnly };
  const example = kWays.find(([w]) => w === way)?.[2] ?? '';
  return (
    <Frame field={{ ...p, hint: kHints[way] }}>
      <div class="halves">
        <select aria-label={`Where the ${p.schema.title ?? p.name} comes from`} value={way} disabled={p.form.readOnly} onChange={(e) => choose(e.currentTarget.value as Way)}>
          {kWays.map(([value, title]) => <option key={value} value={value} selected={value === way}>{title}</option>)}
        </select>
        {way === 'literal' ? (
          <input
            {...common} type="password" placeholder={hidden ? 'Set; type to replace' : ''}
            onChange={(e) => {
              put(e.currentTarget.value);
              e.currentTarget.value = '';
            }}
          />
        ) : (
          <input {...common} type="text" placeholder={example} value={found.way === way ? found.name : ''} onInput={(e) => put(e.currentTarget.value.trim())} />
        )}
      </div>
    </Frame>
  );
}
