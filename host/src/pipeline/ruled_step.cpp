#include "pipeline/ruled_step.hpp"

#include <utility>

#include "pipeline/elements.hpp"
#include "sluice/expression/copy.hpp"
#include "sluice/expression/record_name.hpp"
#include "sluice/expression/report.hpp"
#include "sluice/expression/values.hpp"
#include "sluice/record_transformer.hpp"

namespace sluice::pipeline {
namespace {

// Shows a batch's elements instead of its records.
class ShowElements {
 public:
  ShowElements(record::Batch& batch, record::RecordList& list) : batch_(batch) {
    batch_.parts().leave();  // all that is made of an element stays in its record
    batch_.use_records(&list);
  }
  ~ShowElements() { batch_.use_records(nullptr); }
  ShowElements(const ShowElements&) = delete;
  ShowElements& operator=(const ShowElements&) = delete;

 private:
  record::Batch& batch_;
};

int32_t& own_state(record::Batch& batch, size_t index) {
  return sluice_record_at(batch.abi(), index)->state;
}

}  // namespace

Decision RuledStep::run() { return rules_.each() ? run_on_elements() : run_on_records(); }

Decision RuledStep::run_on_elements() {
  Elements elements(*rules_.each(), batch_);
  mark_live();
  if (Status s = elements.collect(); !s) return Decision::of(std::move(s));
  handle_failures();
  Decision decision;
  if (elements.list().size()) {
    const ShowElements shown(batch_, elements.list());
    decision = run_on_records();
    if (decision.done()) decision = Decision::of(check_batch(batch_));
  }
  return decision.done() ? Decision::of(elements.put_back()) : decision;
}

Decision RuledStep::run_on_records() {
  mark_live();
  if (rules_.on_error() == base::OnError::keep)
    if (Status s = save(); !s) return Decision::of(std::move(s));
  Decision decision = Decision::of(ask_when());
  if (decision.done() && offered_) {
    batch_.abi()->fault = SLUICE_OK;
    decision = attributed(call_());
  }
  show_hidden();
  if (decision.done()) handle_failures();
  return decision;
}

void RuledStep::mark_live() {
  marks_.assign(batch_.abi()->count, Mark::other);
  offered_ = 0;
  for (size_t i = 0; i < marks_.size(); i++) {
    if (own_state(batch_, i) != SLUICE_RECORD_LIVE) continue;
    marks_[i] = Mark::offered;
    offered_++;
  }
}

// Text that is not parsed stays shared: reading it in the record does not change the copy.
Status RuledStep::save() {
  saved_.resize(0);
  if (!saved_.reserve(marks_.size())) return batch_.no_memory();
  saved_.resize(marks_.size());
  for (size_t i = 0; i < marks_.size(); i++) {
    if (marks_[i] != Mark::offered) continue;
    const sluice_record& record = *sluice_record_at(batch_.abi(), i);
    saved_[i] = record;
    const sluice_status code = expression::copy_value(batch_.abi(), record.root, &saved_[i].root);
    if (code == SLUICE_E_NO_MEMORY) return batch_.no_memory();
    if (code) return {code, "a record nests too deep to be kept as it is"};
  }
  return {};
}

// Those for which it does not hold are taken out of the step's sight. One for which it fails is as
// one that fails at the step.
Status RuledStep::ask_when() {
  if (!rules_.when()) return {};
  sluice_batch* const abi = batch_.abi();
  expression::Evaluator evaluator(*rules_.when(), abi);
  Status failure;
  Status status = for_each_live(
      ::sluice::Batch(abi), ::sluice::Cancel(cancel_), [&](const Record& record) -> const Status* {
        const sluice_value* const holds = evaluator.evaluate(&record.abi()->root);
        if (!holds) {
          failure = expression::told_of(evaluator.failure(), "when", abi, &record.abi()->root);
          offered_--;
          return &failure;
        }
        if (expression::is_truthy(*holds)) return nullptr;
        record.filter();
        marks_[record.index()] = Mark::hidden;
        offered_--;
        return nullptr;
      });
  expression::tell_notes(rules_.findings(), evaluator);
  if (!status && status.message().empty()) status = {status.code(), batch_.last_fault().message()};
  return status;
}

void RuledStep::show_hidden() {
  for (size_t i = 0; i < marks_.size(); i++)
    if (marks_[i] == Mark::hidden) own_state(batch_, i) = SLUICE_RECORD_LIVE;
}

// A failure that the step attributed to no record is that of the only one it had.
Decision RuledStep::attributed(Decision decision) {
  const bool of_record =
      decision.kind == Decision::Kind::one_by_one && decision.why.code() == SLUICE_E_DATA;
  if (!of_record || offered_ != 1 || rules_.on_error() == base::OnError::park) return decision;
  for (size_t i = 0; i < marks_.size(); i++)
    if (marks_[i] == Mark::offered && own_state(batch_, i) == SLUICE_RECORD_LIVE)
      batch_.abi()->records_api->fail_record(batch_.abi(), i, SLUICE_E_DATA,
                                             slice(decision.why.message()));
  batch_.abi()->fault = SLUICE_OK;
  return {};
}

void RuledStep::handle_failures() {
  if (rules_.on_error() == base::OnError::park) return;
  for (size_t i = 0; i < batch_.abi()->count; i++) {
    const bool offered = i >= marks_.size() || marks_[i] == Mark::offered;
    if (offered && own_state(batch_, i) == SLUICE_RECORD_FAILED) handle_failure(i);
  }
}

// What the step made itself has no earlier form that could be kept: it parks.
void RuledStep::handle_failure(size_t index) {
  sluice_record& record = *sluice_record_at(batch_.abi(), index);
  if (rules_.on_error() == base::OnError::drop) {
    remark("record dropped by on_error", index);
    record.state = SLUICE_RECORD_FILTERED;
    has_dropped_ = true;
  } else if (index < marks_.size()) {
    remark("record kept as it was by on_error", index);
    if (saved_.size()) record = saved_[index];
    record.state = SLUICE_RECORD_LIVE;
  } else {
    return;
  }
  batch_.records().forgive(index);
}

void RuledStep::remark(const char* what, size_t index) {
  const std::string name =
      expression::record_name(batch_.abi(), &sluice_record_at(batch_.abi(), index)->root);
  rules_.findings().remark(what, redact_(name + ": " + failure_of(batch_, index).message()), 1);
}

}  // namespace sluice::pipeline
