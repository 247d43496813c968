-- The store of a run of version 8 (commit 73a21c1), as sqlite3 .dump wrote it: one record delivered, three parked, of
-- which one was skipped.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE sluice_schema (version INTEGER NOT NULL);
INSERT INTO sluice_schema VALUES(8);
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
INSERT INTO pipelines VALUES('products',3,'{"path":"/tmp/v8/in.ndjson","device":65024,"inode":10953143,"bytes":76,"head":17241709254077376921,"tail":3001783166293498015,"line":5,"token":"","complete":false}','2afb4e94f482e2a33ae30a18ae1da3066472f8295f8458fafe8331356c739c7d','50690c8335f80a1d1c12cd33e133ffd4259dd5c6a7a7afa6ae91c32acd9645c8','{}',3,1796054462161695,1796054462249166,4,0,1,3,1,'13071631663484714711-3');
CREATE TABLE positions (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  identity TEXT NOT NULL,
  position TEXT NOT NULL,
  PRIMARY KEY (pipeline, publisher)
) WITHOUT ROWID;
INSERT INTO positions VALUES('products','publishers[0] (file.publisher)',replace('file.publisher\nout.ndjson','\n',char(10)),'{"path":"/tmp/v8/out.ndjson","device":65024,"inode":10953074,"bytes":19,"head":1833302052867767237,"tail":2535344679177805855,"line":1,"token":"10733917895100508094","complete":false}');
CREATE TABLE transformer_state (
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (pipeline, step, key)
) WITHOUT ROWID;
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
INSERT INTO checkpoints VALUES('products',2,1796054462249166,4,'{"path":"/tmp/v8/in.ndjson","device":65024,"inode":10953143,"bytes":76,"head":17241709254077376921,"tail":3001783166293498015,"line":5,"token":"","complete":false}','2afb4e94f482e2a33ae30a18ae1da3066472f8295f8458fafe8331356c739c7d','50690c8335f80a1d1c12cd33e133ffd4259dd5c6a7a7afa6ae91c32acd9645c8','{}',2);
INSERT INTO checkpoints VALUES('products',3,1796054462249166,4,'{"path":"/tmp/v8/in.ndjson","device":65024,"inode":10953143,"bytes":76,"head":17241709254077376921,"tail":3001783166293498015,"line":5,"token":"","complete":false}','2afb4e94f482e2a33ae30a18ae1da3066472f8295f8458fafe8331356c739c7d','50690c8335f80a1d1c12cd33e133ffd4259dd5c6a7a7afa6ae91c32acd9645c8','{}',3);
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until_ms INTEGER NOT NULL,
  fence INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE task_groups (
  id INTEGER PRIMARY KEY,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  code INTEGER NOT NULL,
  pattern TEXT NOT NULL,
  UNIQUE (pipeline, step, code, pattern)
);
INSERT INTO task_groups VALUES(1,'products','transformers[0] (core.cast)',9,'cannot cast … to number: its string … has no such form (record id=#)');
INSERT INTO task_groups VALUES(2,'products','subscriber (file.subscriber)',9,'page # after the beginning: line #: it is not JSON at byte # (line #, column #): found …, expected a value');
CREATE TABLE task_counts (
  grp INTEGER NOT NULL,
  state INTEGER NOT NULL,
  count INTEGER NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  PRIMARY KEY (grp, state)
) WITHOUT ROWID;
INSERT INTO task_counts VALUES(1,0,1,1796054462249014,1796054462249020);
INSERT INTO task_counts VALUES(1,3,1,1796054462249020,1796054462249020);
INSERT INTO task_counts VALUES(2,0,1,1796054462248512,1796054462248512);
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  origin TEXT NOT NULL,
  part INTEGER NOT NULL,
  record_key TEXT NOT NULL,
  state INTEGER NOT NULL,
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
  merged TEXT NOT NULL,
  UNIQUE (pipeline, step, origin, part)
);
INSERT INTO tasks VALUES(1,'products','transformers[0] (core.cast)','d12de31750566181c91bede793bbab85',0,'',0,1,1,9,0,'cannot cast ''price'' to number: its string ''five'' has no such form (record id=2)',1796054462249014,1796054462249014,1,0,0,'');
INSERT INTO tasks VALUES(2,'products','transformers[0] (core.cast)','a990435b9d4c7757791f882f0332e544',0,'',3,2,1,9,0,'cannot cast ''price'' to number: its string ''12x'' has no such form (record id=3)',1796054462249020,1796054462249020,1,0,0,'');
INSERT INTO tasks VALUES(3,'products','subscriber (file.subscriber)','dd083d1fdef4b326d3e8ca49a6ee37ba',0,'',0,1,2,9,0,'page 1 after the beginning: line 4: it is not JSON at byte 0 (line 1, column 1): found ''n'', expected a value',1796054462248512,1796054462248512,1,1,0,'');
CREATE TABLE task_texts (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  edited TEXT
);
INSERT INTO task_texts VALUES(1,'{"id":2,"price":"five"}','{"id":2,"price":"five"}',NULL);
INSERT INTO task_texts VALUES(2,'{"id":3,"price":"12x"}','{"id":3,"price":"12x"}',NULL);
INSERT INTO task_texts VALUES(3,'nothing','null',NULL);
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
CREATE TABLE backlog_records (
  id INTEGER PRIMARY KEY,
  record_key BLOB NOT NULL,
  source BLOB NOT NULL,
  part INTEGER NOT NULL,
  value BLOB NOT NULL,
  time_us INTEGER NOT NULL,
  maybe_sent INTEGER NOT NULL
);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('tasks',3);
CREATE INDEX inbox_order ON inbox (pipeline, source, number);
CREATE INDEX inbox_age ON inbox_memory (pipeline, source, seen_us);
CREATE INDEX runs_of_pipeline ON runs (pipeline, id);
CREATE INDEX tasks_by_state ON tasks (state, id);
CREATE INDEX tasks_by_pipeline ON tasks (pipeline, state, id);
CREATE INDEX tasks_by_group ON tasks (grp, state, id);
CREATE INDEX tasks_by_key ON tasks (pipeline, record_key, state) WHERE record_key != '';
CREATE INDEX tasks_by_merged ON tasks (pipeline, merged, step) WHERE merged != '';
CREATE TRIGGER task_added AFTER INSERT ON tasks BEGIN
  INSERT INTO task_counts VALUES (new.grp, new.state, 1, new.first_us, new.last_us)
  ON CONFLICT DO UPDATE SET count = count + 1, first_us = min(first_us, excluded.first_us),
    last_us = max(last_us, excluded.last_us);
END;
CREATE TRIGGER task_removed AFTER DELETE ON tasks BEGIN
  UPDATE task_counts SET count = count - 1 WHERE grp = old.grp AND state = old.state;
  DELETE FROM task_counts WHERE grp = old.grp AND state = old.state AND count = 0;
  DELETE FROM task_texts WHERE id = old.id;
END;
CREATE TRIGGER task_moved AFTER UPDATE OF grp, state, last_us ON tasks
WHEN old.grp != new.grp OR old.state != new.state OR old.last_us != new.last_us BEGIN
  UPDATE task_counts SET count = count - 1 WHERE grp = old.grp AND state = old.state;
  INSERT INTO task_counts VALUES (new.grp, new.state, 1, new.first_us, new.last_us)
  ON CONFLICT DO UPDATE SET count = count + 1, first_us = min(first_us, excluded.first_us),
    last_us = max(last_us, excluded.last_us);
  DELETE FROM task_counts WHERE grp = old.grp AND state = old.state AND count = 0;
END;
CREATE INDEX backlog_maybe_sent ON backlog_records (id) WHERE maybe_sent = 1;
COMMIT;
