#include "store/sqlite_task_filter.hpp"

#include <utility>

namespace sluice::store {
namespace {

template <class Numbers>
std::string listed(const Numbers& numbers) {
  std::string out;
  for (const auto number : numbers)
    out += (out.empty() ? "" : ", ") + std::to_string(static_cast<int64_t>(number));
  return "(" + out + ")";
}

// For LIKE, whose wildcards are ordinary characters here.
std::string anywhere(const std::string& text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + '%';
}

}  // namespace

TaskCondition::TaskCondition(const TaskFilter& filter) {
  if (!filter.ids.empty()) add("t.id IN " + listed(filter.ids));
  if (!filter.pipeline.empty()) add("t.pipeline = ?", filter.pipeline);
  if (!filter.states.empty()) add("t.state IN " + listed(filter.states));
  if (!filter.step.empty()) add("t.step = ?", filter.step);
  if (filter.code) add("t.code = ?", *filter.code);
  if (filter.group) add("t.grp = ?", filter.group);
  if (filter.from_start) add("t.from_start = ?", *filter.from_start);
  if (filter.above) add("t.id > ?", filter.above);
  if (filter.through) add("t.id <= ?", filter.through);
  if (filter.before_us) add("t.last_us < ?", filter.before_us);
  if (filter.since_us) add("t.last_us >= ?", filter.since_us);
  if (filter.text.empty()) return;
  add(R"((t.message LIKE ? ESCAPE '\')", anywhere(filter.text));
  parts_.back() += R"( OR (t.record_key != '' AND t.record_key LIKE ? ESCAPE '\')))";
  values_.push_back(values_.back());
}

TaskCondition& TaskCondition::add(std::string sql, int64_t number) {
  parts_.push_back(std::move(sql));
  values_.emplace_back([number](Row& row) { row.number(number); });
  return *this;
}

TaskCondition& TaskCondition::add(std::string sql, std::string text) {
  parts_.push_back(std::move(sql));
  values_.emplace_back([text = std::move(text)](Row& row) { row.text(text); });
  return *this;
}

std::string TaskCondition::sql() const {
  std::string out;
  for (const std::string& part : parts_) out += (out.empty() ? " WHERE " : " AND ") + part;
  return out;
}

}  // namespace sluice::store
