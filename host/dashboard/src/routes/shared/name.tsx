// The name of what is created.
import type { JSX } from 'preact';

const kId = 'object-name';

export const focusName = (): void => document.getElementById(kId)?.focus();

// To what keeps it from being saved: the name, or the list of problems above the form.
export function showFault(ofName: string): void {
  scrollTo(0, 0);
  if (ofName) focusName();
}

export function NameField(p: { name: string; fault: string; tried: boolean; help: string; onChange: (name: string) => void }): JSX.Element {
  const wrong = p.fault !== '' && (p.name !== '' || p.tried);
  return (
    <div class="field">
      <label for={kId}>Name<span class="required" aria-hidden="true">*</span></label>
      <input id={kId} value={p.name} autocomplete="off" spellcheck={false} aria-required="true" aria-invalid={wrong ? 'true' : undefined} aria-describedby={`${kId}-help`} onInput={(e) => p.onChange(e.currentTarget.value.trim())} />
      <p class={wrong ? 'error' : 'help'} id={`${kId}-help`}>{wrong ? p.fault : p.help}</p>
    </div>
  );
}
