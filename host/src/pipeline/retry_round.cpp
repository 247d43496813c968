#include "pipeline/retry_round.hpp"

#include <algorithm>
#include <map>

namespace sluice::pipeline {

bool some_not_tried(const std::vector<Waiting>& records) {
  return !std::all_of(records.begin(), records.end(),
                      [](const Waiting& record) { return record.was_tried(); });
}

bool some_not_sent(const std::vector<Waiting>& records) {
  return std::any_of(records.begin(), records.end(),
                     [](const Waiting& record) { return record.not_sent; });
}

void require_tries(std::vector<Waiting>& records, unsigned round) {
  const auto tried = [](const Waiting& record) { return record.was_tried(); };
  if (std::any_of(records.begin(), records.end(), tried)) return;
  for (Waiting& record : records) {
    record.not_sent = false;
    if (!record.behind) record.note_failure(round);
  }
}

const Status& longest_wait(const std::vector<Waiting>& records,
                           const std::vector<Status>& reasons) {
  const auto shorter = [&](const Waiting& a, const Waiting& b) {
    if (a.was_tried() != b.was_tried()) return b.was_tried();  // it did not fail itself
    return reasons[a.why].retry_after_ms() < reasons[b.why].retry_after_ms();
  };
  return reasons[std::max_element(records.begin(), records.end(), shorter)->why];
}

std::vector<Waiting> take_spent(std::vector<Waiting>& records, const std::vector<Status>& reasons,
                                Retry& retry) {
  std::map<const base::RetrySettings*, std::vector<Waiting>> classes;
  for (const Waiting& record : records)
    if (record.was_tried()) classes[retry.class_of(reasons[record.why])].push_back(record);
  std::map<const base::RetrySettings*, bool> spent;
  for (const auto& [its, failed] : classes)
    spent[its] = !retry.count(longest_wait(failed, reasons));
  std::vector<Waiting> out;
  std::erase_if(records, [&](const Waiting& record) {
    const bool over = record.was_tried() && spent[retry.class_of(reasons[record.why])];
    if (over) out.push_back(record);
    return over;
  });
  return out;
}

}  // namespace sluice::pipeline
