#include "store/sqlite_component_rows.hpp"

#include <string>

#include "store/sqlite_row.hpp"

namespace sluice::store::rows {
namespace {

// Where a component's name stands.
struct NamedColumn {
  const char* table;
  const char* column;
};

constexpr NamedColumn kNamedColumns[] = {
    {"positions", "publisher"}, {"taken_records", "publisher"}, {"sent_batches", "publisher"},
    {"backlogs", "publisher"},  {"transformer_state", "step"},  {"tasks", "step"},
    {"task_groups", "step"},    {"deferred_writes", "step"},    {"backlog_writes", "step"}};

// Of entries beside the pipeline, such as that of a retry at a step: "shop/retry/<name>".
constexpr const char* kTablesOfEntries[] = {"pipelines",     "checkpoints", "positions",
                                            "taken_records", "taken_spans", "sent_batches",
                                            "tasks",         "task_groups"};

// All names change at once, so each new one has a mark before it until all have changed.
constexpr const char* kMark = "\x01";

// The pipeline's own entry and those beside it: `0` follows `/`.
std::vector<std::string> entries_of(SQLite::Database& db, std::string_view pipeline) {
  std::vector<std::string> out = {std::string(pipeline)};
  Row row(db,
          R"sql(SELECT pipeline FROM pipelines WHERE pipeline > ?1 || '/' AND pipeline < ?1 || '0'
UNION SELECT pipeline FROM task_groups WHERE pipeline > ?1 || '/' AND pipeline < ?1 || '0')sql");
  row.text(pipeline);
  while (row.next()) out.push_back(row.text_at(0));
  return out;
}

void rename_in(SQLite::Database& db, const NamedColumn& in, const std::string& entry,
               const std::vector<Renamed>& renamed) {
  const std::string column = in.column;
  const std::string update = std::string("UPDATE ") + in.table + " SET " + column;
  Row marked(db, update + " = ?1 || ?2 WHERE pipeline = ?3 AND " + column + " = ?4");
  for (const Renamed& one : renamed)
    marked.text(kMark).text(one.to).text(entry).text(one.from).run();
  Row(db, update + " = substr(" + column + ", 2) WHERE pipeline = ?1 AND " + column +
              " BETWEEN char(1) AND char(2)")
      .text(entry)
      .run();
}

// Its name ends with that of the component which it is about, behind a slash.
std::string entry_name(const std::string& entry, const std::vector<Renamed>& renamed) {
  for (const Renamed& one : renamed)
    if (entry.ends_with("/" + one.from))
      return entry.substr(0, entry.size() - one.from.size()) + one.to;
  return entry;
}

void rename_entry(SQLite::Database& db, const std::string& from, const std::string& to) {
  for (const char* table : kTablesOfEntries)
    Row(db, std::string("UPDATE ") + table + " SET pipeline = ? WHERE pipeline = ?")
        .text(to)
        .text(from)
        .run();
}

void rename_entries(SQLite::Database& db, const std::vector<std::string>& entries,
                    const std::vector<Renamed>& renamed) {
  std::vector<std::string> changed;
  for (const std::string& entry : entries) {
    const std::string name = entry_name(entry, renamed);
    if (name == entry) continue;
    rename_entry(db, entry, kMark + name);
    changed.push_back(name);
  }
  for (const std::string& name : changed) rename_entry(db, kMark + name, name);
}

// And what nobody knows of under a name that another one gets.
std::vector<Renamed> with_unknown(const std::vector<Renamed>& renamed, std::string_view aside) {
  std::vector<Renamed> out = renamed;
  for (const Renamed& one : renamed)
    if (name_now(renamed, one.to) == one.to) out.push_back({one.to, one.to + std::string(aside)});
  return out;
}

// Those that others belong to stay with them.
void drop_empty(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, R"sql(DELETE FROM components WHERE pipeline = ?1 AND gone
AND NOT EXISTS (SELECT 1 FROM components o WHERE o.pipeline = ?1 AND o.owner = components.name)
AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.pipeline = ?1 AND t.step = components.name)
AND NOT EXISTS (SELECT 1 FROM backlogs b WHERE b.pipeline = ?1 AND b.publisher = components.name)
AND NOT EXISTS (SELECT 1 FROM positions p WHERE p.pipeline = ?1 AND p.publisher = components.name)
AND NOT EXISTS
(SELECT 1 FROM transformer_state s WHERE s.pipeline = ?1 AND s.step = components.name))sql");
  while (row.text(pipeline).run() > 0) {
  }
}

void write(SQLite::Database& db, std::string_view pipeline, const std::vector<Component>& all) {
  Row(db, "DELETE FROM components WHERE pipeline = ?").text(pipeline).run();
  Row row(db, "INSERT INTO components VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int64_t place = 0;
  for (const Component& one : all)
    row.text(pipeline)
        .number(place++)
        .text(one.name)
        .text(one.owner)
        .text(one.list)
        .text(one.use)
        .text(one.settings)
        .text(one.target)
        .text(one.folder)
        .number(one.gone)
        .run();
}

}  // namespace

std::vector<Component> read_components(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, R"sql(SELECT name, owner, list, uses, settings, target, folder, gone FROM components
WHERE pipeline = ? ORDER BY place)sql");
  row.text(pipeline);
  std::vector<Component> out;
  while (row.next())
    out.push_back({row.text_at(0), row.text_at(1), row.text_at(2), row.text_at(3), row.text_at(4),
                   row.text_at(5), row.text_at(6), row.number_at(7) != 0});
  return out;
}

void put_components(SQLite::Database& db, std::string_view pipeline,
                    const ComponentChanges& changes, std::string_view aside) {
  if (!changes.renamed.empty()) {
    const std::vector<Renamed> renamed = with_unknown(changes.renamed, aside);
    const std::vector<std::string> entries = entries_of(db, pipeline);
    for (const std::string& entry : entries)
      for (const NamedColumn& column : kNamedColumns) rename_in(db, column, entry, renamed);
    rename_entries(db, entries, renamed);
  }
  write(db, pipeline, changes.components);
  drop_empty(db, pipeline);
}

}  // namespace sluice::store::rows
