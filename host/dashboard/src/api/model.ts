// What the API gives, by short names. What openapi.json describes comes from schema.ts.
import type { components } from './schema';

type Schemas = components['schemas'];
export type Status = Schemas['Status'];
export type Pipeline = Schemas['Pipeline'];
export type Run = Schemas['Run'];
export type Task = Schemas['Task'];
export type WholeTask = Schemas['WholeTask'];
export type TaskGroup = Schemas['TaskGroup'];
export type PipelineState = Schemas['State'];
export type LogLine = Schemas['LogLine'];
export type Checkpoint = Schemas['Checkpoint'];
export type Configuration = Schemas['Configuration'];

export type Page<T> = { items: T[]; next?: string };

export type Role = 'viewer' | 'data_viewer' | 'operator' | 'editor' | 'admin';
export type Session = { name: string; role: Role; payloads?: boolean; expires_ms?: number };

export type ConfigProblem = {
  severity?: 'error' | 'warning';
  message: string;
  file: string;
  line: number;
  column: number;
  pointer: string;
  hint?: string;
};

export type ConfigFile = { path: string; size: number; etag: string; writable: boolean };
export type HistoryEntry = { id: number | string; at_ms: number; who: string; path: string; action: string };
export type HistoryTexts = { before: string | null; after: string | null };

export type ObjectKind = 'client' | 'incoming' | 'outgoing' | 'pipeline' | 'table';
export type ConfigObject = {
  kind: ObjectKind;
  name: string;
  file: string;
  line: number;
  pointer: string;
  use?: string;
  title?: string;
  value: unknown;
  used_by: string[];
};

export type ComponentKind = 'client' | 'subscriber' | 'transformer' | 'publisher';
export type Component = {
  id: string;
  kind: ComponentKind;
  plugin: string;
  version: string;
  title: string;
  description: string;
  schema: Schema;
  client?: boolean;
};

// The closed list of JSON Schema keywords that components use.
export type Schema = {
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  definitions?: Record<string, Schema>;
  'x-order'?: number;
  'x-group'?: string;
  'x-widget'?: string;
  'x-secret'?: boolean;
  'x-expression'?: boolean;
  'x-example'?: unknown;
  examples?: unknown[];
};

export type Parameter = { in: string; name: string; type?: string; required?: boolean; description?: string };
export type CatalogueAction = {
  name: string;
  title?: string;
  description?: string;
  method?: string;
  path?: string;
  paged?: boolean;
  scopes?: string[];
  webhooks?: string[];
  versions?: string[];
  parameters?: Parameter[];
};
export type CatalogueEntity = { name: string; title?: string; description?: string; actions: CatalogueAction[] };

export type ExpressionFunction = { name: string; signature: string; family: string; help: string; example?: string };
export type Plugin = {
  name: string;
  version: string;
  title?: string;
  description?: string;
  file: string;
  components: string[];
  size?: number;
  docs?: string;
};

// Of a component of a pipeline: what is known of the records in front of it and behind it.
export type MembersAt = { instance: string; pointer: string; before?: Schema; after?: Schema };

export type Finding = { check: string; ok: boolean | null; message: string };
export type ClientCheck = { client: string; checked: string; ok: boolean | null; findings: Finding[]; problem?: string };
export type RequestLine = { time?: string; method?: string; url?: string; status?: number; ms?: number; message?: string };

export type Job = {
  id: number | string;
  action: 'retry' | 'skip';
  state: string;
  total: number;
  done: number;
  failed: number;
  who?: string;
  reason?: string;
  started?: string;
  ended?: string;
  message?: string;
};

export type AuditEntry = {
  at_ms: number;
  who: string;
  role?: string;
  from?: string;
  method: string;
  route: string;
  object?: string;
  result: string | number;
};
export type AccessToken = { name: string; role: Role; payloads: boolean; created_ms?: number; last_used_ms?: number };

export type TestResult = { name: string; file?: string; line?: number; passed: boolean; message?: string; diff?: string };
export type SchedulePreview = { words: string; next: (string | number)[] };
