#include "store/sqlite_shared.hpp"

#include <algorithm>
#include <utility>

#include "store/sqlite_connection.hpp"
#include "store/sqlite_row.hpp"

namespace sluice::store {
namespace {

uint64_t kept_version(SQLite::Database& db, std::string_view identity) {
  Row row(db, "SELECT version FROM credentials WHERE identity = ?");
  return row.text(identity).next() ? row.count_at(0) : 0;
}

void put_credential(SQLite::Database& db, std::string_view identity, uint64_t version,
                    std::string_view sealed) {
  Row(db, R"sql(INSERT INTO credentials VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET version = excluded.version, sealed = excluded.sealed)sql")
      .text(identity)
      .count(version)
      .blob(sealed)
      .run();
}

// One more fence with each change of holder, also back to one that had it before.
bool put_lease(SQLite::Database& db, std::string_view name, std::string_view holder, int64_t now_ms,
               int64_t until_ms) {
  Row row(db, R"sql(INSERT INTO leases VALUES (?1, ?2, ?4, 1) ON CONFLICT DO UPDATE SET
holder = excluded.holder, until_ms = excluded.until_ms,
fence = fence + (leases.holder != ?2 OR leases.until_ms <= ?3)
WHERE leases.holder = ?2 OR until_ms <= ?3 OR until_ms > ?3 + ?5)sql");
  row.text(name).text(holder).number(now_ms).number(until_ms).number(kLongestLeaseMs);
  return row.run() == 1;
}

void read_lease(SQLite::Database& db, std::string_view name, int64_t now_ms, LeaseTry& out) {
  Row row(db, "SELECT fence, holder, until_ms FROM leases WHERE name = ?");
  if (!row.text(name).next()) return;
  out.fence = row.number_at(0);
  out.holder = row.text_at(1);
  out.left_ms = row.number_at(2) - now_ms;
}

std::vector<HeldLease> read_leases(SQLite::Database& db, std::string_view holder, int64_t now_ms) {
  Row row(db, R"sql(SELECT name, holder, fence, until_ms FROM leases
WHERE until_ms > ?1 AND (?2 = '' OR holder = ?2) ORDER BY name)sql");
  row.number(now_ms).text(holder);
  std::vector<HeldLease> out;
  while (row.next())
    out.push_back({row.text_at(0), row.text_at(1), row.number_at(2), row.number_at(3) - now_ms});
  return out;
}

int64_t bounded(int64_t duration_ms) {
  return std::clamp<int64_t>(duration_ms, 1, kLongestLeaseMs);
}

void put_budget(SQLite::Database& db, const KeptBudget& budget) {
  Row(db, R"sql(INSERT INTO rate_budgets VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET allowed = excluded.allowed, remaining = excluded.remaining,
window_end_s = excluded.window_end_s)sql")
      .text(budget.identity)
      .number(budget.allowed)
      .number(budget.remaining)
      .number(budget.window_end_s)
      .run();
}

void lower_budget(SQLite::Database& db, const KeptBudget& budget) {
  Row(db, R"sql(INSERT INTO rate_budgets VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET allowed = excluded.allowed,
remaining = iif(excluded.window_end_s > window_end_s, excluded.remaining,
                min(remaining, excluded.remaining)),
window_end_s = excluded.window_end_s WHERE excluded.window_end_s >= window_end_s)sql")
      .text(budget.identity)
      .number(budget.allowed)
      .number(budget.remaining)
      .number(budget.window_end_s)
      .run();
}

int64_t remaining(SQLite::Database& db, std::string_view identity, int64_t now_s) {
  Row row(db, "SELECT remaining FROM rate_budgets WHERE identity = ? AND window_end_s > ?");
  return row.text(identity).number(now_s).next() ? std::max<int64_t>(row.number_at(0), 0) : 0;
}

void put_count(SQLite::Database& db, const RequestCount& count) {
  Row(db, "INSERT OR REPLACE INTO request_counts VALUES (?, ?, ?)")
      .text(count.pipeline)
      .text(count.identity)
      .count(count.requests)
      .run();
}

}  // namespace

std::string pipeline_lease(std::string_view place) {
  return "pipeline/" + std::string(place.substr(0, place.find('/')));
}

SqliteShared::SqliteShared(std::string file, StoreClock now, int busy_ms)
    : connection_(std::make_unique<SqliteConnection>(std::move(file), busy_ms)),
      now_(or_system_clock(std::move(now))) {}

SqliteShared::~SqliteShared() = default;

Result<SealedCredential> SqliteShared::credential(std::string_view identity) {
  return connection_->read<SealedCredential>([&](SQLite::Database& db) {
    Row row(db, "SELECT version, sealed FROM credentials WHERE identity = ?");
    if (!row.text(identity).next()) return SealedCredential{};
    return SealedCredential{row.count_at(0), row.text_at(1)};
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
    Row row(db,
            "SELECT identity FROM credentials"
            " WHERE substr(identity, 1, length(?1)) = ?1 ORDER BY identity");
    row.text(prefix);
    std::vector<std::string> out;
    while (row.next()) out.push_back(row.text_at(0));
    return out;
  });
}

Result<bool> SqliteShared::forget_credential(std::string_view identity) {
  bool was_there = false;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    was_there = Row(db, "DELETE FROM credentials WHERE identity = ?").text(identity).run() > 0;
    return {};
  });
  if (!status) return status;
  return was_there;
}

Result<LeaseTry> SqliteShared::take_lease(std::string_view name, std::string_view holder,
                                          int64_t duration_ms) {
  LeaseTry out;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    const int64_t now = now_();
    out.taken = put_lease(db, name, holder, now, now + bounded(duration_ms));
    read_lease(db, name, now, out);
    return {};
  });
  if (!status) return status;
  return out;
}

Result<std::vector<HeldLease>> SqliteShared::renew_leases(std::string_view holder,
                                                          int64_t duration_ms) {
  std::vector<HeldLease> out;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    const int64_t now = now_();
    Row row(db, "UPDATE leases SET until_ms = ? WHERE holder = ? AND until_ms > ?");
    row.number(now + bounded(duration_ms)).text(holder).number(now).run();
    out = read_leases(db, holder, now);
    return {};
  });
  if (!status) return status;
  return out;
}

// The row stays, for its fence.
Status SqliteShared::give_lease(std::string_view name, std::string_view holder) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    Row(db, "UPDATE leases SET until_ms = 0 WHERE name = ? AND holder = ?")
        .text(name)
        .text(holder)
        .run();
    return {};
  });
}

Result<std::vector<HeldLease>> SqliteShared::leases() {
  return connection_->read<std::vector<HeldLease>>(
      [&](SQLite::Database& db) { return read_leases(db, "", now_()); });
}

Result<std::vector<KeptBudget>> SqliteShared::budgets() {
  return connection_->read<std::vector<KeptBudget>>([](SQLite::Database& db) {
    Row row(db, "SELECT * FROM rate_budgets ORDER BY identity");
    std::vector<KeptBudget> out;
    while (row.next())
      out.push_back({row.text_at(0), row.number_at(1), row.number_at(2), row.number_at(3)});
    return out;
  });
}

Status SqliteShared::keep_budgets(const std::vector<KeptBudget>& budgets) {
  if (budgets.empty()) return {};
  return connection_->write([&](SQLite::Database& db) -> Status {
    for (const KeptBudget& budget : budgets) put_budget(db, budget);
    return {};
  });
}

Result<int64_t> SqliteShared::take_chunk(std::string_view identity, int64_t most) {
  int64_t taken = 0;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    taken = std::min(most, remaining(db, identity, now_() / 1000));
    Row(db, "UPDATE rate_budgets SET remaining = remaining - ? WHERE identity = ?")
        .number(taken)
        .text(identity)
        .run();
    return {};
  });
  if (!status) return status;
  return taken;
}

Status SqliteShared::learn(const KeptBudget& budget) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    lower_budget(db, budget);
    return {};
  });
}

Status SqliteShared::give_back(std::string_view identity, int64_t window_end_s, int64_t requests) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    Row(db, R"sql(UPDATE rate_budgets SET remaining = min(allowed, remaining + ?)
WHERE identity = ? AND window_end_s = ? AND window_end_s > ?)sql")
        .number(requests)
        .text(identity)
        .number(window_end_s)
        .number(now_() / 1000)
        .run();
    return {};
  });
}

Result<std::vector<RequestCount>> SqliteShared::request_counts() {
  return connection_->read<std::vector<RequestCount>>([](SQLite::Database& db) {
    Row row(db, "SELECT * FROM request_counts ORDER BY pipeline, identity");
    std::vector<RequestCount> out;
    while (row.next()) out.push_back({row.text_at(0), row.text_at(1), row.count_at(2)});
    return out;
  });
}

Status SqliteShared::keep_request_counts(const std::vector<RequestCount>& counts) {
  if (counts.empty()) return {};
  return connection_->write([&](SQLite::Database& db) -> Status {
    for (const RequestCount& count : counts)
      Row(db, "DELETE FROM request_counts WHERE pipeline = ?").text(count.pipeline).run();
    for (const RequestCount& count : counts) put_count(db, count);
    return {};
  });
}

}  // namespace sluice::store
