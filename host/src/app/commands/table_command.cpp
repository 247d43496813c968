// sluice table list FILE | show FILE NAME [KEY] | set FILE NAME KEY VALUE | remove FILE NAME KEY… |
// export FILE NAME | import FILE NAME LINES: the config's tables, and rows of those that are kept
// in the store.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/commands/table_files.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/state_folder.hpp"
#include "config/files.hpp"
#include "config/parse.hpp"
#include "config/set_aside.hpp"
#include "config/suggest.hpp"
#include "config/table_section.hpp"
#include "config/table_use.hpp"
#include "config/utf8.hpp"
#include "platform/system_clock.hpp"
#include "record/key_text.hpp"
#include "store/sqlite_tables.hpp"
#include "tables/table_files.hpp"

namespace sluice::app {
namespace {

using TableKind = config::TableConfig::Kind;

// The parts of a config that matter here; its other problems do not.
struct ConfigTables {
  config::HostSettings host;
  std::vector<config::TableConfig> tables;

  const config::TableConfig* find(const std::string& name) const {
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& table) { return table.name == name; });
    return found == tables.end() ? nullptr : &*found;
  }
};

bool of_tables(const config::Problem& problem) {
  const std::string& at = problem.pointer;
  return at.empty() || at.compare(0, 5, "/host") == 0 || at.compare(0, 7, "/tables") == 0;
}

std::vector<config::TableConfig> tables_in(const config::Draft& draft, config::Problems& problems) {
  std::vector<config::TableConfig> out;
  const config::Node* section = draft.root.find("tables");
  if (!section) return out;
  for (const config::Member& member : section->members) {
    const std::string folder = config::folder_of(draft.files[member.at.file]);
    if (auto table = config::read_table(member, folder, problems)) out.push_back(*std::move(table));
  }
  return out;
}

// Nothing after an error was printed.
std::optional<ConfigTables> read_tables(const Options& options, const std::string& path) {
  config::Problems problems(path);
  const auto draft = config::read_config(
      options.read_options(path, config::Use{.all_pipelines = false}), problems);
  ConfigTables out;
  if (draft) out = {draft->host, tables_in(*draft, problems)};
  if (draft)
    print_warnings(config::take_unread_files(draft->host_known, problems), services::Redactor());
  config::Problems own(problems.files());
  for (const config::Problem& problem : problems.sorted())
    if (!draft || of_tables(problem)) own.add(problem.at, problem.pointer, problem.message);
  print_problems(own, services::Redactor());
  if (!draft || !own.empty()) return std::nullopt;
  return out;
}

class TableCommand {
 public:
  TableCommand(const Options& options, const ConfigTables& config)
      : options_(options),
        config_(config),
        store_(store_file(config.host.state)),
        now_us_(platform::SystemClock().unix_us()) {}

  int list() {
    const auto kept = store_.tables(now_us_);
    if (!kept) return failure("table", kept.status());
    config::Node all = config::Node::array();
    for (const config::TableConfig& table : config_.tables)
      all.items.push_back(list_node(table, *kept));
    for (const store::StoredTable& one : *kept)
      if (!config_.find(one.name)) all.items.push_back(stored_node(one, "not in the config"));
    if (options_.json) return print(config::to_json(all)), kDone;
    for (const config::Node& one : all.items) print_listed(one);
    if (all.items.empty() && !options_.quiet) print("the config has no tables");
    return kDone;
  }

  int show(const std::string& name) {
    const config::TableConfig* table = config_.find(name);
    if (!table || table->kind == TableKind::kStored) return show_stored(name);
    const auto rows = rows_of(*table);
    if (!rows) return failure("table", rows.status());
    for (const store::StoredRow& row : *rows) print_row(row);
    return kDone;
  }

  int show(const std::string& name, const std::string& key) {
    const auto value = value_of(name, key);
    if (!value) return failure("table", value.status());
    if (!*value)
      return failure("table", {SLUICE_E_INVALID, "table " + name + " has no row " + key});
    print(**value);
    return kDone;
  }

  int set(const std::string& name, const std::string& key, const std::string& value) {
    if (key.size() > record::kLongestKey) return usage_error("table", "a key has at most 64 KiB");
    if (config::first_bad_utf8(value) != std::string::npos ||
        config::first_bad_utf8(key) != std::string::npos)
      return usage_error("table", "key and value are UTF-8 text");
    if (Status s = make_state_folder({config_.host.state, config_.host.state_mode}); !s)
      return failure("table", s);
    const std::vector<store::StoredRow> rows = {{key, json_of(value)}};
    if (Status s = store_.put(name, rows); !s) return failure("table", s);
    if (!options_.quiet) print(name + ": " + key + " = " + rows.front().value);
    return kDone;
  }

  int remove(const std::string& name, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
      const auto removed = store_.remove(name, key);
      if (!removed) return failure("table", removed.status());
      if (!options_.quiet) print(name + ": " + key + (*removed ? " is removed" : ": no such row"));
    }
    return kDone;
  }

  int write_out(const std::string& name) { return export_table(store_, name, now_us_); }

  int read_in(const std::string& name, const std::string& file) {
    if (Status s = make_state_folder({config_.host.state, config_.host.state_mode}); !s)
      return failure("table", s);
    return import_table(options_, store_, name, file);
  }

 private:
  // What is no JSON is text.
  static std::string json_of(const std::string& value) {
    config::Problems ignored{std::string()};
    const auto parsed = config::parse_json(value, ignored);
    return config::to_json(parsed && ignored.empty() ? *parsed : text_node(value));
  }

  static config::Node stored_node(const store::StoredTable& table, std::string_view kind) {
    config::Node out = config::Node::object();
    out.set("name", text_node(table.name));
    out.set("kind", text_node(kind));
    out.set("rows", unsigned_node(table.rows));
    out.set("bytes", unsigned_node(table.bytes));
    return out;
  }

  static config::Node list_node(const config::TableConfig& table,
                                const std::vector<store::StoredTable>& kept) {
    if (table.kind == TableKind::kStored) {
      const auto found = std::find_if(kept.begin(), kept.end(),
                                      [&](const auto& one) { return one.name == table.name; });
      return stored_node(found == kept.end() ? store::StoredTable{table.name} : *found, "store");
    }
    config::Node out = config::Node::object();
    out.set("name", text_node(table.name));
    out.set("kind", text_node(table.kind == TableKind::kFile ? "file" : "config"));
    if (table.kind == TableKind::kFile) out.set("file", text_node(table.file));
    if (table.kind == TableKind::kInline) out.set("rows", unsigned_node(table.rows.size()));
    return out;
  }

  static void print_listed(const config::Node& one) {
    const auto text = [&](const char* name) {
      const config::Node* found = one.find(name);
      return found ? found->text : std::string();
    };
    const std::string kind = text("kind");
    const std::string rows = text("rows") + (text("rows") == "1" ? " row" : " rows");
    print(text("name") + ": " +
          (kind == "file"     ? "in " + text("file")
           : kind == "config" ? rows + " in the config"
                              : rows + " in the store" + (kind == "store" ? "" : ", " + kind)));
  }

  void print_row(const store::StoredRow& row) {
    if (options_.json) return print(config::to_json(row_node(row)));
    print(row.key + " = " + row.value +
          (row.expires_us ? ", until " + time_text(row.expires_us) : std::string()));
  }

  int show_stored(const std::string& name) {
    const Status status =
        each_row(store_, name, now_us_, [&](const store::StoredRow& row) { print_row(row); });
    return status.ok() ? kDone : failure("table", status);
  }

  static Result<std::vector<store::StoredRow>> rows_of(const config::TableConfig& table) {
    std::vector<store::StoredRow> out;
    if (table.kind == TableKind::kInline) {
      for (const config::TableRow& row : table.rows) out.push_back({row.key, row.json});
      return out;
    }
    const auto rows = tables::TableFiles().rows(table);
    if (!rows) return rows.status();
    (*rows)->each([&](const std::string& key, const std::string& json) {
      out.push_back({key, json});
    });
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    return out;
  }

  Result<std::optional<std::string>> value_of(const std::string& name, const std::string& key) {
    const config::TableConfig* table = config_.find(name);
    if (table && table->kind != TableKind::kStored) return value_in(*table, key);
    const std::string_view wanted = key;
    const auto found = store_.read(name, {&wanted, 1});
    if (!found) return found.status();
    const auto& row = found->front();
    const bool is_there = row && (!row->expires_us || row->expires_us > now_us_);
    return is_there ? std::optional(row->value) : std::nullopt;
  }

  static Result<std::optional<std::string>> value_in(const config::TableConfig& table,
                                                     const std::string& key) {
    const auto rows = rows_of(table);
    if (!rows) return rows.status();
    for (const store::StoredRow& row : *rows)
      if (row.key == key) return std::optional(row.value);
    return std::optional<std::string>();
  }

  const Options& options_;
  const ConfigTables& config_;
  store::SqliteTables store_;
  const int64_t now_us_;
};

// A table that is shown may be one that the config has no more.
std::string refusal(const ConfigTables& config, const std::string& name, bool writes) {
  const config::TableConfig* table = config.find(name);
  if (table && table->kind != TableKind::kStored && writes)
    return "table " + name + " is not kept in the store; its rows are in " +
           (table->kind == TableKind::kFile ? table->file : "the config");
  if (table || !writes) return {};
  std::vector<std::string> known;
  for (const config::TableConfig& one : config.tables)
    if (one.kind == TableKind::kStored) known.push_back(one.name);
  const std::string meant = config::did_you_mean(name, known);
  return "the config has no table \"" + name + "\"" +
         (!meant.empty()  ? meant
          : known.empty() ? "; declare it: tables: {" + name + ": {store: true}}"
                          : "; in the store are " + config::list_names(known));
}

constexpr const char* kTableUsage =
    "list FILE, show FILE NAME [KEY], set FILE NAME KEY VALUE, remove FILE NAME KEY..., export "
    "FILE NAME or import FILE NAME LINES";

int run_verb(const std::string& verb, Options& options, const ConfigTables& config) {
  TableCommand command(options, config);
  if (verb == "list" && options.args.empty()) return command.list();
  const std::string name = options.take();
  const std::vector<std::string>& args = options.args;
  const bool writes = verb == "set" || verb == "import";
  if (name.empty()) return usage_error("table", kTableUsage);
  if (const std::string why = refusal(config, name, writes); !why.empty())
    return usage_error("table", why);
  if (verb == "show" && args.empty()) return command.show(name);
  if (verb == "show" && args.size() == 1) return command.show(name, args[0]);
  if (verb == "set" && args.size() == 2) return command.set(name, args[0], args[1]);
  if (verb == "remove" && !args.empty()) return command.remove(name, args);
  if (verb == "export" && args.empty()) return command.write_out(name);
  if (verb == "import" && args.size() == 1) return command.read_in(name, args[0]);
  return usage_error("table", kTableUsage);
}

}  // namespace

int table_command(Options options) {
  const std::string verb = options.take();
  const std::string path = options.take_config();
  if (verb.empty() || path.empty()) return usage_error("table", kTableUsage);
  const std::optional<ConfigTables> config = read_tables(options, path);
  return config ? run_verb(verb, options, *config) : kInvalid;
}

}  // namespace sluice::app
