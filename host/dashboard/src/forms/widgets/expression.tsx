// An expression with completion from the sample, what is known of the records, and the functions, and with its result on the sample's first record.
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Problem, call } from '../../api/client';
import { useFunctions } from '../../state/catalog';
import { type FieldProps, type Form, change, textIn } from '../form';
import { exampleOf, typesOf } from '../schema';
import { Frame, type Aria, ariaOf } from './frame';
import { type Hint, hintsFor, wordBefore } from './suggest';

type InputProps = { form: Form; value: string; label?: string; disabled?: boolean; onChange: (text: string) => void; aria?: Aria; placeholder?: string };

function Hints(p: { id: string; hints: Hint[]; at: number; onChoose: (hint: Hint) => void }): JSX.Element {
  return (
    <ul class="hints" role="listbox" id={p.id} aria-label="Suggestions">
      {p.hints.map((h, i) => (
        <li role="option" id={`${p.id}-${i}`} aria-selected={i === p.at} onMouseDown={(e) => { e.preventDefault(); p.onChoose(h); }}>
          <code>{h.text}</code> <span class="muted">{h.detail}</span>
        </li>
      ))}
    </ul>
  );
}

// What the expression gives for the first record, a moment after the last key.
function useResult(expression: string, sample: string, active: boolean): { text: string; bad: boolean } {
  const [result, setResult] = useState({ text: '', bad: false });
  useEffect(() => {
    const input = sample.split('\n').find((l) => l.trim() !== '');
    if (!active || !expression || !input) return setResult({ text: '', bad: false });
    const controller = new AbortController();
    const timer = setTimeout(() => {
      call<{ value?: unknown }>('POST', '/api/v1/eval', { body: { expression, input }, signal: controller.signal }).then(
        (r) => setResult({ text: `= ${typeof r.data.value === 'string' ? r.data.value : JSON.stringify(r.data.value)}`, bad: false }),
        (e: unknown) => {
          if (e instanceof Problem && !e.missing) setResult({ text: e.detail || e.title, bad: true });
        },
      );
    }, 300);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [expression, sample, active]);
  return result;
}

export function ExpressionInput(p: InputProps): JSX.Element {
  const functions = useFunctions().data ?? [];
  const input = useRef<HTMLInputElement>(null);
  const [word, setWord] = useState<string>(); // what suggestions are wanted for; undefined: none
  const [at, setAt] = useState(-1);
  const [active, setActive] = useState(false);
  const id = useId();
  const sample = p.form.sample ?? '';
  const result = useResult(p.value, sample, active);
  const hints = word === undefined || !active ? [] : hintsFor(word, sample, functions, p.form.known);
  const look = (): void => {
    const box = input.current;
    if (!box) return;
    setWord(wordBefore(box.value, box.selectionStart ?? box.value.length).word || undefined);
    setAt(-1);
  };
  const choose = (hint: Hint): void => {
    const box = input.current;
    if (!box) return;
    const caret = box.selectionStart ?? box.value.length;
    const { from } = wordBefore(box.value, caret);
    p.onChange(box.value.slice(0, from) + hint.text + box.value.slice(caret));
    setWord(undefined);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return setWord(undefined);
    if (event.ctrlKey && event.key === ' ') return setWord('');
    if (hints.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : hints.length) + (at < 0 && event.key === 'ArrowUp' ? 0 : 0)) % hints.length);
    } else if (event.key === 'Enter' && hints[at]) {
      event.preventDefault();
      choose(hints[at] as Hint);
    }
  };
  const open = hints.length > 0;
  return (
    <div class="expression-box">
      <input
        {...(p.aria ?? { 'aria-label': p.label })}
        ref={input}
        class="expression"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined}
        spellcheck={false}
        autocomplete="off"
        placeholder={p.placeholder}
        disabled={p.disabled || p.form.readOnly}
        value={p.value}
        onInput={(e) => { p.onChange(e.currentTarget.value); look(); }}
        onKeyDown={onKey}
        onFocus={() => setActive(true)}
        onBlur={() => setActive(false)}
      />
      {open && <Hints id={id} hints={hints} at={at} onChoose={choose} />}
      {active && result.text && <p class={result.bad ? 'error' : 'result'} role="status">{result.text}</p>}
    </div>
  );
}

export function ExpressionField(p: FieldProps): JSX.Element {
  const types = typesOf(p.schema);
  const put = (text: string): void => {
    const constant = types.includes('boolean') && (text === 'true' || text === 'false');
    change(p.form, p.path, text === '' ? undefined : constant ? text === 'true' : text);
  };
  return (
    <Frame field={p}>
      <ExpressionInput form={p.form} value={textIn(p.form, p.path)} aria={ariaOf(p)} placeholder={exampleOf(p.schema)} onChange={put} />
    </Frame>
  );
}
