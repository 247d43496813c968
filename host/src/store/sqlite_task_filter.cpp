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

TaskCondition TaskCondition::of_groups(const TaskFilter& filter) {
  TaskCondition out;
  if (!filter.pipeline.empty()) out.add("g.pipeline = ?", filter.pipeline);
  if (!filter.step.empty()) out.add("g.step = ?", filter.step);
  if (filter.code) out.add("g.code = ?", *filter.code);
  if (filter.group) out.add("g.id = ?", filter.group);
  return out;
}

TaskCondition TaskCondition::of_counts(const TaskFilter& filter) {
  TaskCondition out = of_groups(filter);
  if (!filter.states.empty()) out.add("c.state IN " + listed(filter.states));
  return out;
}

TaskCondition TaskCondition::of_rows(const TaskFilter& filter) {
  TaskCondition out;
  if (filter.before_us) out.add("t.last_us < ?", filter.before_us);
  if (filter.since_us) out.add("t.last_us >= ?", filter.since_us);
  if (filter.text.empty()) return out;
  out.add(R"((t.message LIKE ? ESCAPE '\')", anywhere(filter.text));
  out.parts_.back() += R"( OR (t.record_key != '' AND t.record_key LIKE ? ESCAPE '\')))";
  out.values_.push_back(out.values_.back());
  return out;
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

TaskCondition& TaskCondition::add_in(const std::string& before, const TaskCondition& inner,
                                     const std::string& behind) {
  parts_.push_back(before + inner.sql() + behind);
  values_.insert(values_.end(), inner.values_.begin(), inner.values_.end());
  return *this;
}

std::string TaskCondition::sql() const {
  std::string out;
  for (const std::string& part : parts_) out += (out.empty() ? " WHERE " : " AND ") + part;
  return out;
}

}  // namespace sluice::store
