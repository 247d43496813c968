-- The store of a run of version 6 (commit 7fbc0b5), as sqlite3 .dump wrote it: three records delivered, three parked.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE sluice_schema (version INTEGER NOT NULL);
INSERT INTO sluice_schema VALUES(6);
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
) WITHOUT ROWID;
INSERT INTO pipelines VALUES('products',3,'{"path":"/data/in.ndjson","device":65024,"inode":10953001,"bytes":121,"head":17241709254077376921,"tail":1013171822974902309,"line":7,"token":"","complete":false}','611e5d365e4e9c66ca709a8f70ad74a6a62bce4c54e7ae3ec40c9f6818f64949','50690c8335f80a1d1c12cd33e133ffd4259dd5c6a7a7afa6ae91c32acd9645c8','{}',3,1796033306482284,1796033306547246,6,0,3,3,1);
CREATE TABLE positions (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  identity TEXT NOT NULL,
  position TEXT NOT NULL,
  PRIMARY KEY (pipeline, publisher)
) WITHOUT ROWID;
INSERT INTO positions VALUES('products','publishers[0] (file.publisher)',replace('file.publisher\nout.ndjson','\n',char(10)),'{"path":"/data/out.ndjson","device":65024,"inode":10952834,"bytes":59,"head":5599323150884348027,"tail":16133297625888859408,"line":1,"token":"1827463303915318263","complete":false}');
CREATE TABLE transformer_state (
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (pipeline, step, key)
) WITHOUT ROWID;
INSERT INTO transformer_state VALUES('products','transformers[0] (core.distinct)',X'67',X'31');
INSERT INTO transformer_state VALUES('products','transformers[0] (core.distinct)',X'6b2b313a3165313a30',X'313a117977ade204969df6a63f04f8b0c92a');
INSERT INTO transformer_state VALUES('products','transformers[0] (core.distinct)',X'6b2b313a3365313a30',X'313a3ec0b73dfdf2d8e01e6eb574d6b95508');
INSERT INTO transformer_state VALUES('products','transformers[0] (core.distinct)',X'6b2b313a3565313a30',X'313a642238451f4eac9a20bd15ceffc0174c');
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  origin TEXT NOT NULL,
  part INTEGER NOT NULL,
  record_key TEXT NOT NULL,
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  code INTEGER NOT NULL,
  remote_code INTEGER NOT NULL,
  message TEXT NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  UNIQUE (pipeline, step, origin, part)
);
INSERT INTO tasks VALUES(1,'products','transformers[1] (core.cast)','d12de31750566181c91bede793bbab85',0,'','{"id":2,"price":"five"}','{"id":2,"price":"five"}',9,0,'cannot cast ''price'' to number: its string ''five'' has no such form (record id=2)',1796033306547118,1796033306547118,1);
INSERT INTO tasks VALUES(2,'products','transformers[1] (core.cast)','6ad4a62937f0da5bee73caebf899018d',0,'','{"id":4,"price":"12x"}','{"id":4,"price":"12x"}',9,0,'cannot cast ''price'' to number: its string ''12x'' has no such form (record id=4)',1796033306547122,1796033306547122,1);
INSERT INTO tasks VALUES(3,'products','subscriber (file.subscriber)','53a4117f0566fc42a62428108e110af6',0,'','not json','null',9,0,'page 1 after the beginning: line 5: it is not JSON at byte 0 (line 1, column 1): found ''n'', expected a value',1796033306546233,1796033306546233,1);
CREATE TABLE credentials (
  identity TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE credential_leases (
  identity TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until_ms INTEGER NOT NULL
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
);
CREATE TABLE schedules (
  pipeline TEXT PRIMARY KEY,
  planned_ms INTEGER NOT NULL
) WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('tasks',3);
CREATE INDEX inbox_order ON inbox (pipeline, source, number);
CREATE INDEX inbox_age ON inbox_memory (pipeline, source, seen_us);
CREATE INDEX runs_of_pipeline ON runs (pipeline, id);
COMMIT;
