#include "store/sqlite_shared.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "platform/steady_time.hpp"
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

// One more fence with each change of holder, also back to one that had it before. Who takes it
// again after its time had it all along.
bool put_lease(SQLite::Database& db, std::string_view name, std::string_view holder, int64_t now_ms,
               int64_t until_ms) {
  Row row(db, R"sql(INSERT INTO leases VALUES (?1, ?2, ?4, 1) ON CONFLICT DO UPDATE SET
holder = excluded.holder, until_ms = excluded.until_ms,
fence = fence + (leases.holder != ?2 OR leases.until_ms = 0)
WHERE leases.holder = ?2 OR until_ms <= ?3 OR until_ms > ?3 + ?5)sql");
  row.text(name).text(holder).number(now_ms).number(until_ms).number(kLongestLeaseMs);
  return row.run() == 1;
}

// Who let it lapse; empty: nobody had it, or gave it back.
std::string lapsed_holder(SQLite::Database& db, std::string_view name, std::string_view but) {
  Row row(db, "SELECT holder FROM leases WHERE name = ? AND holder != ? AND until_ms > 0");
  return row.text(name).text(but).next() ? row.text_at(0) : std::string();
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

// Windows of a few seconds, whose ends are told in seconds, seem to be of uneven length.
constexpr int64_t kUnevenMs = 2000;

// The column has seconds, with a part of one where that matters.
double seconds(int64_t ms) { return static_cast<double>(ms) / 1000; }
int64_t whole_ms(double s) { return std::llround(s * 1000); }

// Nothing is written where nothing changes: whoever waits asks often.
bool is_over(SQLite::Database& db, const KeptBudget& budget, int64_t over_ms, int64_t now_ms) {
  Row row(db, "SELECT window_end_s FROM rate_budgets WHERE identity = ?");
  if (!row.text(budget.identity).next()) return true;
  const int64_t end_ms = whole_ms(row.real_at(0));
  const int64_t rest_ms = budget.window_end_ms - now_ms;
  return end_ms <= now_ms || end_ms == over_ms || end_ms - now_ms > 2 * rest_ms + kUnevenMs;
}

// Nothing is written where nothing changes: whoever waits asks often.
void lower_budget(SQLite::Database& db, const KeptBudget& budget) {
  Row(db, "UPDATE rate_budgets SET remaining = ?1 WHERE identity = ?2 AND remaining > ?1")
      .number(budget.remaining)
      .text(budget.identity)
      .run();
}

void put_budget(SQLite::Database& db, const KeptBudget& budget) {
  Row(db, "INSERT OR REPLACE INTO rate_budgets VALUES (?, ?, ?, ?)")
      .text(budget.identity)
      .number(budget.allowed)
      .number(budget.remaining)
      .real(seconds(budget.window_end_ms))
      .run();
}

std::optional<KeptBudget> open_budget(SQLite::Database& db, std::string_view identity,
                                      double now_s) {
  Row row(db, R"sql(SELECT allowed, max(remaining, 0), window_end_s FROM rate_budgets
WHERE identity = ? AND window_end_s > ?)sql");
  if (!row.text(identity).real(now_s).next()) return std::nullopt;
  return KeptBudget{std::string(identity), row.number_at(0), row.number_at(1),
                    whole_ms(row.real_at(2))};
}

void add_to_budget(SQLite::Database& db, std::string_view identity, int64_t requests) {
  Row(db, "UPDATE rate_budgets SET remaining = min(allowed, remaining + ?) WHERE identity = ?")
      .number(requests)
      .text(identity)
      .run();
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
  if (place.ends_with("/on_failure") || place.ends_with("/on_parked")) return {};
  return "pipeline/" + std::string(place.substr(0, place.find('/')));
}

SqliteShared::SqliteShared(std::string file, StoreClock now, int busy_ms)
    : connection_(std::make_unique<SqliteConnection>(std::move(file), busy_ms)),
      lease_now_(now ? now : StoreClock(platform::boot_ms)),
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
    const int64_t now = lease_now_();
    std::string before = lapsed_holder(db, name, holder);
    out.taken = put_lease(db, name, holder, now, now + bounded(duration_ms));
    read_lease(db, name, now, out);
    if (out.taken) out.lapsed = std::move(before);
    return {};
  });
  if (!status) return status;
  return out;
}

Result<std::vector<HeldLease>> SqliteShared::renew_leases(std::string_view holder,
                                                          int64_t duration_ms) {
  std::vector<HeldLease> out;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    const int64_t now = lease_now_();
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
      [&](SQLite::Database& db) { return read_leases(db, "", lease_now_()); });
}

Result<std::vector<KeptBudget>> SqliteShared::budgets() {
  return connection_->read<std::vector<KeptBudget>>([](SQLite::Database& db) {
    Row row(db, "SELECT * FROM rate_budgets ORDER BY identity");
    std::vector<KeptBudget> out;
    while (row.next())
      out.push_back({row.text_at(0), row.number_at(1), row.number_at(2), whole_ms(row.real_at(3))});
    return out;
  });
}

Result<std::optional<BudgetChunk>> SqliteShared::take_chunk(std::string_view identity,
                                                            int64_t most) {
  std::optional<BudgetChunk> out;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    const auto open = open_budget(db, identity, seconds(now_()));
    if (!open) return {};
    out = BudgetChunk{std::min(most, open->remaining), open->window_end_ms};
    if (out->requests > 0) add_to_budget(db, identity, -out->requests);
    return {};
  });
  if (!status) return status;
  return out;
}

Result<bool> SqliteShared::learn(const KeptBudget& budget, int64_t over_ms) {
  bool kept = false;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    if (is_over(db, budget, over_ms, now_()))
      put_budget(db, budget);
    else
      lower_budget(db, budget);
    const auto open = open_budget(db, budget.identity, seconds(now_()));
    kept = open && open->remaining == budget.remaining;
    return {};
  });
  if (!status) return status;
  return kept;
}

Status SqliteShared::give_back(std::string_view identity, int64_t window_end_ms, int64_t requests) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    const auto open = open_budget(db, identity, seconds(now_()));
    if (open && open->window_end_ms == window_end_ms) add_to_budget(db, identity, requests);
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
