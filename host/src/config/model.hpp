// The content of a config file after reading, checking and completing: the host's own settings, the
// clients and the pipelines, each component with the JSON for `create`. Plain values that
// do not change after loading; any thread may read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/backlog_settings.hpp"
#include "base/keep_settings.hpp"
#include "base/retry_rules.hpp"
#include "base/step_settings.hpp"
#include "config/node.hpp"
#include "schedule/schedule.hpp"

namespace sluice::config {

// host.limits: what one record or page may cost. Sizes in bytes.
struct Limits {
  uint64_t record = 16u << 20;
  uint64_t page = 64u << 20;
  uint64_t batch_memory = 256u << 20;
  uint32_t depth = 512;
  bool allow_duplicate_keys = false;
  uint64_t recorded_body = 64u << 20;  // of a request or a response, in a recording
  bool operator==(const Limits&) const = default;
};

// host.commit: how far behind the store may be.
struct CommitSettings {
  uint32_t interval_ms = 200;
  uint32_t max_batches = 64;  // uncommitted; bounds what a crash repeats
  bool operator==(const CommitSettings&) const = default;
};

// host.http: how requests are carried.
struct HttpSettings {
  bool plain = true;  // by the host itself where there is no TLS and no proxy; else all by libcurl
  bool operator==(const HttpSettings&) const = default;
};

enum class Lanes : uint8_t { kAuto, kOne, kTwo };
enum class LogLevel : uint8_t { kDebug, kInfo, kWarning, kError };

// host.env: an environment variable that expressions may read as `$env.NAME`.
struct DeclaredVariable {
  std::string name;
  bool secret = false;  // its value never appears in a log, an error or a task
  bool operator==(const DeclaredVariable&) const = default;
};

// Paths are absolute; relative ones in the file are relative to it.
// The control API at an address, besides its Unix socket.
struct ApiSettings {
  std::string address;  // empty: it is not asked for
  uint16_t port = 0;
  std::string token;               // secret
  std::string certificate, key;    // PEM files; empty: no TLS
  std::vector<std::string> names;  // host names that it is reached by
  bool operator==(const ApiSettings&) const = default;
};

// The dashboard: the API and its pages for browsers, at an address of their own.
struct DashboardSettings {
  bool wanted = false;
  std::string address = "127.0.0.1";
  uint16_t port = 8711;
  std::string certificate, key;    // PEM files; empty: no TLS
  std::vector<std::string> names;  // host names that it is reached by
  std::string proxy;  // origin of a proxy with TLS in front of it, "https://…"; empty: none
  std::vector<std::string> proxy_addresses;  // from which it comes: "10.0.0.5", "10.1.0.0/16"
  bool operator==(const DashboardSettings&) const = default;
};

struct HostSettings {
  std::vector<std::string> plugins;  // folders, in search order
  std::string state;                 // folder of the store and the lock
  uint32_t state_mode = 0700;        // permissions that folder may have at most
  std::string credential_key;        // secret; empty: none, OAuth clients are refused
  std::vector<DeclaredVariable> env;
  LogLevel log_level = LogLevel::kInfo;
  Limits limits;
  uint32_t park_limit = 100;  // records in a row; 0: none
  CommitSettings commit;
  HttpSettings http;
  Lanes lanes = Lanes::kAuto;
  uint32_t stop_grace_s = 10;     // what a stop may take
  uint32_t lease_s = 15;          // to run a pipeline, unless it is renewed
  std::string time_zone = "UTC";  // of schedules without their own
  uint32_t workers = 0;           // runs of a server at a time; 0: one a core
  ApiSettings api;
  DashboardSettings dashboard;
  std::string sendmail = "/usr/sbin/sendmail";  // what alerts are mailed with
  bool operator==(const HostSettings&) const = default;
};

// Whether, and how much, waits in the store while a target is down.
struct BacklogConfig {
  bool on = true;
  base::BacklogSettings limits;
};

struct ComponentConfig {
  std::string use;       // "lightspeedhq.subscriber"
  std::string instance;  // "pipelines.products.transformers[0]", "clients.shop"
  std::string client;    // name of a clients: entry; empty: none
  std::string outgoing;  // of a publisher: name of its outgoing: entry; empty: inline
  std::string pointer;   // JSON pointer to the section, "/pipelines/products/transformers/0"
  // The section as a JSON object: without the host's own keys (use, client, request_transformers),
  // ${…} resolved, defaults of the component's schema filled in. May hold secrets: never logged.
  std::string json;
  bool repeat_after_crash = false;  // of a publisher: on_crash
  // Of a publisher: its own steps, `where` first as a core.filter. Only its records pass them.
  std::vector<ComponentConfig> transformers = {};
  std::vector<ComponentConfig> on_success = {}, on_error = {};  // of a publisher: its hooks
  std::string then = {};  // of a publisher: the outgoing that gets what on_success leaves
  bool of_hooks = false;  // of a publisher: it is such an outgoing, and gets no other records
  std::optional<BacklogConfig> backlog = {};  // of a publisher; nothing: not configured
  base::RetryRules retry = {};                // of a publisher: its own, or the pipeline's
  base::StepSettings step = {};               // of a step: its when, each and on_error
  Node step_node = {};                        // the same as they are written
  // Of a step: its place behind the name of its list, "[2]", "[2].switch[0].transformers[1]".
  std::string number = {};
  base::StepRoute route = {};  // of a step: which records pass it
  // It is a switch, `use` is "switch" and no component; its chains' steps follow it in the list.
  std::optional<base::SwitchSettings> chooses = {};
  // Of a step without a section of its own: the setting that it is made of, `where` or `order_by`.
  std::string made_of = {};
  // The same as a tree with positions; `at` is where the section starts.
  Node node;
};

struct ClientConfig {
  std::string name;  // [A-Za-z0-9_-]+
  ComponentConfig component;
};

struct PipelineConfig {
  std::string name;     // [A-Za-z0-9_-]+
  std::string refused;  // why it cannot run though others can; empty: it can
  Position at;
  ComponentConfig subscriber;
  // The subscriber's `request` (also in subscriber.json if its schema has it): the only record of
  // the request transformers. "{}" if there is none.
  std::string request_json = "{}";
  std::vector<ComponentConfig> request_transformers;
  std::vector<ComponentConfig> transformers;  // `order_by` behind the others, as a core.order
  std::vector<ComponentConfig> publishers;    // one or more
  // For transient failures of a record or the system: backoff with full jitter; after `attempts`
  // tries the record parks or the pipeline stops.
  base::RetryRules retry;
  int64_t longest_told_ms = 3'600'000;     // longest wait that a system may request
  uint32_t park_limit = 100;               // the host's, unless it has its own
  std::optional<base::KeepSettings> keep;  // nothing: only what failed is kept
  uint32_t weight = 1;  // share of a rate limit that several pipelines compete for
  std::optional<schedule::Schedule> schedule;  // when a server runs it; nothing: by hand only
};

// All of a pipeline's components: the subscriber first, the publishers last, each behind its own
// transformers and hooks. They stay the pipeline's.
std::vector<const ComponentConfig*> components_of(const PipelineConfig& pipeline);

// A row of a table that stands in the config.
struct TableRow {
  std::string key;   // as base::plain_number() spells it, if it is a number
  std::string json;  // its value
};

// An entry of tables: data that records look up. At most one of the kinds is asked for.
struct TableConfig {
  enum class Kind : uint8_t { kInline, kFile, kStored };
  enum class Duplicates : uint8_t { kRefuse, kFirst, kLast };
  enum class Format : uint8_t { kCsv, kNdjson, kJson };

  std::string name;  // [A-Za-z0-9_-]+
  Position at;
  std::string pointer;  // "/tables/colours"
  Kind kind = Kind::kInline;
  std::vector<TableRow> rows;  // kInline; no key twice
  // kFile
  std::string file;  // absolute
  Format format = Format::kCsv;
  char delimiter = ',';
  std::string key, value;  // columns or members; no value: the whole row
  Duplicates duplicates = Duplicates::kRefuse;
  uint64_t max_bytes = 64u << 20;  // of the file
};

// on_failure or on_parked, of the host or of a pipeline: whom a server tells of such runs.
struct AlertConfig {
  std::string pipeline;           // whose runs; empty: of all that have no such alert of their own
  bool parked = false;            // on_parked
  std::vector<std::string> mail;  // addresses; empty: it goes to the outgoing of `way`
  int64_t every_ms = 900'000;     // shortest time between two messages
  // As a pipeline without subscriber and, if it is mailed, without publisher. Its name is that of
  // the alert in the store and in logs: "host.on_failure", "products/on_parked"; no pipeline's.
  PipelineConfig way;
};

struct Config {
  std::string file;                // as given; may be a folder
  std::vector<std::string> files;  // `file`, and of a folder all that were read
  HostSettings host;
  std::vector<ClientConfig> clients;      // in the file's order
  std::vector<TableConfig> tables;        // in the file's order
  std::vector<PipelineConfig> pipelines;  // in the file's order
  std::vector<AlertConfig> alerts;        // the host's first
};

}  // namespace sluice::config
