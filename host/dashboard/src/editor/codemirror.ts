// CodeMirror in a shadow root: there it adopts style sheets, so the policy style-src 'self' holds.
import { autocompletion, closeBrackets, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { EditorMark, Suggest } from './editor';

export type EditorSettings = {
  text: string;
  language: 'yaml' | 'json' | 'text';
  label: string;
  readOnly: boolean;
  oneLine: boolean;
  onChange: (text: string) => unknown;
  suggest: Suggest;
};
export type EditorHandle = { setText(text: string): void; setMarks(marks: EditorMark[]): void; close(): void };

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--info)' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--good)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--muted)' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--bg)', color: 'var(--text)', fontSize: '12.5px', maxHeight: '620px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--muted)', border: 'none' },
  '.cm-content': { caretColor: 'var(--text)', padding: '6px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--accent-soft) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--line-strong)', borderRadius: '6px', color: 'var(--text)', maxWidth: '480px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionInfo': { padding: '6px 10px', fontFamily: 'var(--sans)', maxWidth: '320px' },
  // The editor's own marks are images from data: addresses, which the policy forbids.
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn)' },
  '.cm-lint-marker': { borderRadius: '50%', width: '9px', height: '9px', marginTop: '5px' },
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--bad)' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--warn)' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.8' },
});

function completions(suggest: Suggest) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = suggest(context.state.doc.toString(), context.pos);
    if (!found || (!context.explicit && context.pos === found.from)) return null;
    const options = found.options.map((o) => ({ ...o, type: 'property' }));
    return { from: found.from, options, validFor: /^[\w.\-]*$/ };
  };
}

const languageOf = (name: EditorSettings['language']): Extension => (name === 'yaml' ? yaml() : name === 'json' ? json() : []);

function extensionsOf(s: EditorSettings): Extension[] {
  const common = [
    history(), drawSelection(), bracketMatching(), closeBrackets(), languageOf(s.language), syntaxHighlighting(colours), look,
    EditorView.lineWrapping, EditorState.readOnly.of(s.readOnly), EditorView.contentAttributes.of({ 'aria-label': s.label }),
    autocompletion({ override: [completions(s.suggest)] }), indentUnit.of('  '),
    EditorView.updateListener.of((u) => u.docChanged && s.onChange(u.state.doc.toString())),
  ];
  // Tab indents only in larger editors after Escape was not pressed: CodeMirror lets Escape, Tab leave.
  const keys = keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap, ...(s.oneLine ? [] : [indentWithTab])]);
  if (!s.oneLine) return [...common, keys, lineNumbers(), lintGutter(), highlightActiveLine()];
  return [...common, keys, EditorState.transactionFilter.of((tr) => (tr.newDoc.lines > 1 ? [] : tr))];
}

function placeOf(view: EditorView, mark: EditorMark): number {
  const line = view.state.doc.line(Math.min(Math.max(1, mark.line), view.state.doc.lines));
  return Math.min(line.to, line.from + Math.max(0, mark.column - 1));
}

function diagnosticOf(view: EditorView, mark: EditorMark): Diagnostic {
  const from = placeOf(view, mark);
  return { from, to: view.state.doc.lineAt(from).to, severity: mark.severity, message: mark.message };
}

// Opens an editor in `parent`, which must be empty of shadow roots. close() takes it away.
export function openEditor(parent: HTMLElement, settings: EditorSettings): EditorHandle {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
  // Only what a person types is told; what setText puts in is known already.
  let quiet = false;
  const told: EditorSettings = { ...settings, onChange: (text) => quiet || settings.onChange(text) };
  const state = EditorState.create({ doc: settings.text, extensions: extensionsOf(told) });
  const view = new EditorView({ state, parent: root as unknown as DocumentFragment, root });
  return {
    setText(text) {
      const now = view.state.doc.toString();
      if (text === now) return;
      quiet = true;
      view.dispatch({ changes: { from: 0, to: now.length, insert: text } });
      quiet = false;
    },
    setMarks(marks) {
      view.dispatch(setDiagnostics(view.state, marks.map((m) => diagnosticOf(view, m))));
    },
    close() {
      view.destroy();
    },
  };
}
