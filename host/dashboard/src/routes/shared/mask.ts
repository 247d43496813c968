// Secrets that stand in a file as plain text are not shown.
const kSecret = /^(\s*(?:- )?["']?(?:token|password|client_secret|secret|credential_key|api_key|private_key|signing_secret)["']?:[ \t]+)(?!["']?\$\{)(?![|>[{#\n])("[^"\n]*"|'[^'\n]*'|[^#\s][^#\n]*?)([ \t]*(?:#.*)?)$/gm;
const kInline = /([{,]\s*["']?(?:token|password|client_secret|secret|credential_key|api_key)["']?:\s*)(?!["']?\$\{)("[^"\n]*"|'[^'\n]*'|[^,}\s][^,}\n]*)/g;

export const kHidden = '••••••';

export const masked = (text: string): string => text.replace(kSecret, `$1${kHidden}$3`).replace(kInline, `$1${kHidden}`);
