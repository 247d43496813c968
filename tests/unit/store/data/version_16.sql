-- The store of a run of version 16 (commit 032121d6), as sqlite3 .dump wrote it: of a target that was down two records wait, which
-- core.changed knows; the other target, a file, has both.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE sluice_schema (version INTEGER NOT NULL);
INSERT INTO sluice_schema VALUES(16);
CREATE TABLE pipelines (
  pipeline TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  cursor TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  configured TEXT NOT NULL,
  request TEXT NOT NULL,
  walk INTEGER NOT NULL,
  started_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  read INTEGER NOT NULL,
  filtered INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  pages INTEGER NOT NULL
, commit_id TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO pipelines VALUES('p',3,'','fb74a68f4b13a4c6229b98d3e83ebc81eb9950d85ea568021f2c56479400a495','50690c8335f80a1d1c12cd33e133ffd4259dd5c6a7a7afa6ae91c32acd9645c8','{}',3,1796148221288424,1796148221290877,2,0,2,0,1,'12209171228876872241-3');
CREATE TABLE positions (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  identity TEXT NOT NULL,
  position TEXT NOT NULL,
  PRIMARY KEY (pipeline, publisher)
) WITHOUT ROWID;
INSERT INTO positions VALUES('p','a (http.publisher)',replace('http.publisher\nhttp://127.0.0.1:1\n/a/{id}','\n',char(10)),'');
INSERT INTO positions VALUES('p','f (file.publisher)',replace('file.publisher\nout.ndjson','\n',char(10)),'{"path":"/tmp/flow2-v16/out.ndjson","device":65024,"inode":11253937,"bytes":30,"head":11720250652752651379,"tail":11542566046765430823,"line":1,"token":"16506467603074278103","complete":false}');
CREATE TABLE transformer_state (
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (pipeline, step, key)
) WITHOUT ROWID;
INSERT INTO transformer_state VALUES('p','transformers[0] (core.changed)',X'63',X'30');
INSERT INTO transformer_state VALUES('p','transformers[0] (core.changed)',X'6b6b2b313a3165313a30',X'30204b152360858a1e26099dec0d5af073ec');
INSERT INTO transformer_state VALUES('p','transformers[0] (core.changed)',X'6b6b2b313a3265313a30',X'3020b68ec73744a6676c9bedb38f87c709dc');
INSERT INTO transformer_state VALUES('p','transformers[0] (core.changed)',X'77',X'31');
CREATE TABLE credentials (
  identity TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE rate_budgets (
  identity TEXT PRIMARY KEY,
  allowed INTEGER NOT NULL,
  remaining INTEGER NOT NULL,
  window_end_s INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE request_counts (
  pipeline TEXT NOT NULL,
  identity TEXT NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (pipeline, identity)
) WITHOUT ROWID;
INSERT INTO request_counts VALUES('p','8f46b025183ed7b06df3a4b89ec0893322ead599',1);
CREATE TABLE inbox (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  source TEXT NOT NULL,
  entity TEXT NOT NULL,
  text BLOB NOT NULL,
  time_us INTEGER NOT NULL
);
CREATE TABLE inbox_memory (
  pipeline TEXT NOT NULL,
  source TEXT NOT NULL,
  entity TEXT NOT NULL,
  version INTEGER,
  digest BLOB NOT NULL,
  seen_us INTEGER NOT NULL,
  PRIMARY KEY (pipeline, source, entity)
) WITHOUT ROWID;
CREATE TABLE taken_spans (
  pipeline TEXT PRIMARY KEY,
  span INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE taken_records (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  identity TEXT NOT NULL,
  record TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (pipeline, publisher, identity, record)
) WITHOUT ROWID;
CREATE TABLE sent_batches (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  number INTEGER NOT NULL,
  identity TEXT NOT NULL,
  notes BLOB NOT NULL,
  PRIMARY KEY (pipeline, publisher, number)
) WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  cause TEXT NOT NULL,
  planned_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  message TEXT NOT NULL,
  read INTEGER NOT NULL,
  filtered INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  parked INTEGER NOT NULL
, waiting INTEGER NOT NULL DEFAULT 0);
CREATE TABLE schedules (
  pipeline TEXT PRIMARY KEY,
  planned_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE checkpoints (
  pipeline TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  read INTEGER NOT NULL,
  cursor TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  configured TEXT NOT NULL,
  request TEXT NOT NULL,
  walk INTEGER NOT NULL,
  PRIMARY KEY (pipeline, sequence)
) WITHOUT ROWID;
INSERT INTO checkpoints VALUES('p',2,1796148221290877,2,'','fb74a68f4b13a4c6229b98d3e83ebc81eb9950d85ea568021f2c56479400a495','50690c8335f80a1d1c12cd33e133ffd4259dd5c6a7a7afa6ae91c32acd9645c8','{}',2);
INSERT INTO checkpoints VALUES('p',3,1796148221290877,2,'','fb74a68f4b13a4c6229b98d3e83ebc81eb9950d85ea568021f2c56479400a495','50690c8335f80a1d1c12cd33e133ffd4259dd5c6a7a7afa6ae91c32acd9645c8','{}',3);
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until_ms INTEGER NOT NULL,
  fence INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO leases VALUES('pipeline/p','17677.1797927758420960070',0,1);
CREATE TABLE task_groups (
  id INTEGER PRIMARY KEY,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  code INTEGER NOT NULL,
  pattern TEXT NOT NULL, first_us INTEGER NOT NULL DEFAULT 0, last_us INTEGER NOT NULL DEFAULT 0,
  UNIQUE (pipeline, step, code, pattern)
);
CREATE TABLE task_counts (
  grp INTEGER NOT NULL,
  state INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (grp, state)
) WITHOUT ROWID;
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  origin TEXT NOT NULL,
  part INTEGER NOT NULL,
  record_key TEXT NOT NULL,
  version INTEGER NOT NULL,
  grp INTEGER NOT NULL,
  code INTEGER NOT NULL,
  remote_code INTEGER NOT NULL,
  message TEXT NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  from_start INTEGER NOT NULL,
  redacted INTEGER NOT NULL,
  merged TEXT NOT NULL, kept INTEGER NOT NULL DEFAULT 0, record_order INTEGER NOT NULL DEFAULT 0, again_us INTEGER NOT NULL DEFAULT 0, overtaken INTEGER NOT NULL DEFAULT 0,
  UNIQUE (pipeline, step, origin, part)
);
CREATE TABLE task_texts (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  edited TEXT
);
CREATE TABLE backlogs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  last INTEGER NOT NULL DEFAULT 0,
  records INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  next_try_ms INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '',
  UNIQUE (pipeline, publisher)
);
INSERT INTO backlogs VALUES(1,'p','a (http.publisher)',2,2,30,1,1796148221839,'record 1 of 2: PUT /a/{id}: clients.c: PUT 127.0.0.1:1/a/1: could not connect: 127.0.0.1 port 1: Connection refused; check base_uri and that the remote system runs, and no other record was taken since');
CREATE TABLE backlog_records (
  id INTEGER PRIMARY KEY,
  record_key BLOB NOT NULL,
  source BLOB NOT NULL,
  part INTEGER NOT NULL,
  value BLOB NOT NULL,
  time_us INTEGER NOT NULL,
  maybe_sent INTEGER NOT NULL
);
INSERT INTO backlog_records VALUES(1099511627777,X'31',X'',0,X'7b226964223a312c2276223a317d',1796148221289066,0);
INSERT INTO backlog_records VALUES(1099511627778,X'32',X'',0,X'7b226964223a322c2276223a317d',1796148221289067,0);
CREATE TABLE task_attempts (
  task INTEGER NOT NULL,
  number INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  code INTEGER NOT NULL,
  remote_code INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (task, number)
) WITHOUT ROWID;
CREATE TABLE task_answers (
  id INTEGER PRIMARY KEY,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  response BLOB NOT NULL
, payload BLOB NOT NULL DEFAULT x'');
CREATE TABLE task_blocks (
  block INTEGER PRIMARY KEY,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  marks BLOB NOT NULL
);
CREATE TABLE kept_bytes (
  pipeline TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE table_rows (
  tbl TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  expires_us INTEGER NOT NULL,
  PRIMARY KEY (tbl, key)
) WITHOUT ROWID;
CREATE TABLE run_profiles (
  run INTEGER PRIMARY KEY,
  profile TEXT NOT NULL
);
CREATE TABLE task_sets (
  block INTEGER NOT NULL,
  grp INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  retrying INTEGER NOT NULL,
  done INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  superseded INTEGER NOT NULL,
  from_start INTEGER NOT NULL,
  with_key INTEGER NOT NULL,
  PRIMARY KEY (block, grp)
) WITHOUT ROWID;
CREATE TABLE components (
  pipeline TEXT NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  list TEXT NOT NULL,
  uses TEXT NOT NULL,
  settings TEXT NOT NULL,
  target TEXT NOT NULL,
  folder TEXT NOT NULL,
  gone INTEGER NOT NULL,
  PRIMARY KEY (pipeline, place)
) WITHOUT ROWID;
INSERT INTO components VALUES('p',0,'transformers[0] (core.changed)','','transformers','core.changed','4a851e4ba58016a7f8f03261b322b8ede666d272f42ff8b09b5c0812165eaf24','','pipelines.p.transformers[0]',0);
INSERT INTO components VALUES('p',1,'a (http.publisher)','','publishers','http.publisher','84635fe67a2dea0181ef2d3ca538ee00e4964724a55c5e0148666bd4843ac4d6','77c48799a8f987538000c25a0a604dd1a474182f97cda6b1c853363a3fb4e320','pipelines.p.to.a',0);
INSERT INTO components VALUES('p',2,'f (file.publisher)','','publishers','file.publisher','c652c30347852aff5abb00bed52fd07353f9b28d40538c9655934371c875ff1a','d46059eb0adda365fa3d0fe59d9b28d8bbc783b2f93baec173f4dd5ab472b6ac','pipelines.p.to.f',0);
CREATE TABLE deferred_writes (
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  tbl TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB,
  expires_us INTEGER NOT NULL,
  deferred INTEGER NOT NULL,
  PRIMARY KEY (pipeline, step, tbl, key)
) WITHOUT ROWID;
CREATE TABLE deferred_tasks (
  task INTEGER NOT NULL,
  deferred INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  PRIMARY KEY (task, deferred)
) WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('tasks',0);
INSERT INTO sqlite_sequence VALUES('backlogs',1);
CREATE INDEX inbox_order ON inbox (pipeline, source, number);
CREATE INDEX inbox_age ON inbox_memory (pipeline, source, seen_us);
CREATE INDEX runs_of_pipeline ON runs (pipeline, id);
CREATE INDEX tasks_by_merged ON tasks (pipeline, merged, step) WHERE merged != '';
CREATE INDEX backlog_maybe_sent ON backlog_records (id) WHERE maybe_sent = 1;
CREATE INDEX tasks_kept ON tasks (pipeline, last_us, id) WHERE kept > 0;
CREATE INDEX table_rows_expire ON table_rows (expires_us) WHERE expires_us > 0;
CREATE TRIGGER run_left AFTER DELETE ON runs BEGIN
  DELETE FROM run_profiles WHERE run = old.id;
END;
CREATE INDEX task_sets_of_group ON task_sets (grp, block);
CREATE INDEX task_sets_retrying ON task_sets (block) WHERE retrying != 0;
CREATE INDEX tasks_by_key ON tasks (pipeline, record_key) WHERE record_key != '' AND kept = 0;
CREATE INDEX deferred_writes_of ON deferred_writes (deferred);
CREATE INDEX deferred_tasks_of ON deferred_tasks (deferred);
CREATE INDEX tasks_by_order ON tasks (pipeline, record_order) WHERE record_order != 0;
COMMIT;
