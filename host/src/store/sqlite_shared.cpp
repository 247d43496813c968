#include "store/sqlite_shared.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "store/sqlite_connection.hpp"

namespace sluice::store {
namespace {

void bind_text(SQLite::Statement& statement, int at, std::string_view text) {
  statement.bind(at, std::string(text));
}

uint64_t kept_version(SQLite::Database& db, std::string_view identity) {
  SQLite::Statement row(db, "SELECT version FROM credentials WHERE identity = ?");
  bind_text(row, 1, identity);
  return row.executeStep() ? static_cast<uint64_t>(row.getColumn(0).getInt64()) : 0;
}

void put_credential(SQLite::Database& db, std::string_view identity, uint64_t version,
                    std::string_view sealed) {
  SQLite::Statement row(db, R"sql(INSERT INTO credentials VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET version = excluded.version, sealed = excluded.sealed)sql");
  bind_text(row, 1, identity);
  row.bind(2, static_cast<int64_t>(version));
  row.bind(3, static_cast<const void*>(sealed.data()), static_cast<int>(sealed.size()));
  row.exec();
}

void read_lease(SQLite::Database& db, std::string_view identity, LeaseTry& out) {
  SQLite::Statement row(db, "SELECT holder, until_ms FROM credential_leases WHERE identity = ?");
  bind_text(row, 1, identity);
  if (!row.executeStep()) return;
  out.holder = row.getColumn(0).getString();
  out.until_ms = row.getColumn(1).getInt64();
}

void put_budget(SQLite::Database& db, const KeptBudget& budget) {
  SQLite::Statement row(db, R"sql(INSERT INTO rate_budgets VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET allowed = excluded.allowed, remaining = excluded.remaining,
window_end_s = excluded.window_end_s)sql");
  bind_text(row, 1, budget.identity);
  row.bind(2, budget.allowed);
  row.bind(3, budget.remaining);
  row.bind(4, budget.window_end_s);
  row.exec();
}

void forget_counts(SQLite::Database& db, const std::string& pipeline) {
  SQLite::Statement row(db, "DELETE FROM request_counts WHERE pipeline = ?");
  row.bind(1, pipeline);
  row.exec();
}

void put_count(SQLite::Database& db, const RequestCount& count) {
  SQLite::Statement row(db, "INSERT OR REPLACE INTO request_counts VALUES (?, ?, ?)");
  bind_text(row, 1, count.pipeline);
  bind_text(row, 2, count.identity);
  row.bind(3, static_cast<int64_t>(count.requests));
  row.exec();
}

}  // namespace

SqliteShared::SqliteShared(std::string file, int busy_ms)
    : connection_(std::make_unique<SqliteConnection>(std::move(file), busy_ms)) {}

SqliteShared::~SqliteShared() = default;

Result<SealedCredential> SqliteShared::credential(std::string_view identity) {
  return connection_->read<SealedCredential>([&](SQLite::Database& db) {
    SQLite::Statement row(db, "SELECT version, sealed FROM credentials WHERE identity = ?");
    bind_text(row, 1, identity);
    if (!row.executeStep()) return SealedCredential{};
    return SealedCredential{static_cast<uint64_t>(row.getColumn(0).getInt64()),
                            row.getColumn(1).getString()};
  });
}

Status SqliteShared::replace_credential(std::string_view identity, uint64_t expected,
                                        std::string_view sealed) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    if (kept_version(db, identity) != expected)
      return {SLUICE_E_UNAVAILABLE, "another process replaced these credentials meanwhile"};
    put_credential(db, identity, expected + 1, sealed);
    return {};
  });
}

Result<std::vector<std::string>> SqliteShared::credential_identities(std::string_view prefix) {
  return connection_->read<std::vector<std::string>>([&](SQLite::Database& db) {
    SQLite::Statement row(db,
                          "SELECT identity FROM credentials"
                          " WHERE substr(identity, 1, length(?1)) = ?1 ORDER BY identity");
    row.bind(1, std::string(prefix));
    std::vector<std::string> out;
    while (row.executeStep()) out.push_back(row.getColumn(0).getString());
    return out;
  });
}

Result<bool> SqliteShared::forget_credential(std::string_view identity) {
  bool was_there = false;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    SQLite::Statement row(db, "DELETE FROM credentials WHERE identity = ?");
    row.bind(1, std::string(identity));
    was_there = row.exec() > 0;
    return {};
  });
  if (!status) return status;
  return was_there;
}

Result<LeaseTry> SqliteShared::take_lease(std::string_view identity, std::string_view holder,
                                          int64_t now_ms, int64_t until_ms) {
  LeaseTry out;
  Status status = connection_->write([&](SQLite::Database& db) -> Status {
    SQLite::Statement row(db, R"sql(INSERT INTO credential_leases VALUES (?1, ?2, ?4)
ON CONFLICT DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
WHERE holder = ?2 OR until_ms <= ?3 OR until_ms > ?3 + 600000)sql");
    bind_text(row, 1, identity);
    bind_text(row, 2, holder);
    row.bind(3, now_ms);
    row.bind(4, until_ms);
    out.taken = row.exec() == 1;
    if (!out.taken) read_lease(db, identity, out);
    return {};
  });
  if (!status) return status;
  return out;
}

Status SqliteShared::give_lease(std::string_view identity, std::string_view holder) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    SQLite::Statement row(db, "DELETE FROM credential_leases WHERE identity = ? AND holder = ?");
    bind_text(row, 1, identity);
    bind_text(row, 2, holder);
    row.exec();
    return {};
  });
}

Result<std::vector<KeptBudget>> SqliteShared::budgets() {
  return connection_->read<std::vector<KeptBudget>>([](SQLite::Database& db) {
    SQLite::Statement row(db, "SELECT * FROM rate_budgets ORDER BY identity");
    std::vector<KeptBudget> out;
    while (row.executeStep())
      out.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt64(),
                     row.getColumn(2).getInt64(), row.getColumn(3).getInt64()});
    return out;
  });
}

Result<std::vector<RequestCount>> SqliteShared::request_counts() {
  return connection_->read<std::vector<RequestCount>>([](SQLite::Database& db) {
    SQLite::Statement row(db, "SELECT * FROM request_counts ORDER BY pipeline, identity");
    std::vector<RequestCount> out;
    while (row.executeStep())
      out.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                     static_cast<uint64_t>(row.getColumn(2).getInt64())});
    return out;
  });
}

Status SqliteShared::keep_usage(const std::vector<KeptBudget>& budgets,
                                const std::vector<RequestCount>& counts) {
  if (budgets.empty() && counts.empty()) return {};
  return connection_->write([&](SQLite::Database& db) -> Status {
    for (const KeptBudget& budget : budgets) put_budget(db, budget);
    for (const RequestCount& count : counts) forget_counts(db, count.pipeline);
    for (const RequestCount& count : counts) put_count(db, count);
    return {};
  });
}

}  // namespace sluice::store
