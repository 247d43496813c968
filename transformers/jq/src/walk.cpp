#include "walk.hpp"

#include <utility>

#include "exact_text.hpp"
#include "sluice/expression/report.hpp"

namespace sluice::jq {

Walk::Walk(Batch batch, const std::string& program, const Limits& limits, const Cancel& cancel)
    : batch_(batch), program_(program), limits_(limits), cancel_(cancel) {
  for (size_t i = 0; i < batch.size(); i++)
    if (batch[i].live()) records_.push_back(i);
}

Status Walk::run(std::unique_ptr<Worker>* worker) {
  while (answered_ < records_.size()) {
    if (!*worker || !(*worker)->is_alive()) {
      auto started = Worker::start(program_, limits_);
      if (!started.ok()) return started.status();
      *worker = *std::move(started);
    }
    sent_ = answered_;
    const Result<Part> part = run_on(**worker);
    if (!part.ok()) return part.status();
    if (*part == Part::kNeedsWorker) worker->reset();
  }
  return {};
}

Result<Walk::Part> Walk::run_on(const Worker& worker) {
  Exchange exchange(worker, limits_, cancel_);
  while (answered_ < records_.size()) {
    if (Status status = send_ahead(&exchange); !status.ok()) return status;
    if (answered_ == records_.size()) break;  // none of the rest could be written
    const Record record = batch_[records_[answered_]];
    Answer answer;
    const Waited waited = exchange.wait(&answer);
    if (waited == Waited::kCancelled)
      return Status(SLUICE_E_CANCELLED, "cancelled within a script");
    answered_++;
    if (waited == Waited::kTooLong) fail(record, too_long());
    if (waited == Waited::kEnd) fail_by_end(record, worker);
    if (waited != Waited::kAnswer) return Part::kNeedsWorker;
    if (Status status = take(record, std::move(answer)); !status.ok()) return status;
  }
  return Part::kOver;
}

Status Walk::send_ahead(Exchange* exchange) {
  while (sent_ < records_.size() && (exchange->wants_more() || sent_ == answered_)) {
    sluice_slice json{};
    sluice_batch* const batch = batch_.abi();
    const Record record = batch_[records_[sent_]];
    batch->fault = SLUICE_OK;
    if (const auto code = batch->json->write(batch, &record.abi()->root, &json)) {
      if (code != SLUICE_E_DATA) return {code, "the record cannot be written"};
      record.fail(Status::data({}));
      records_.erase(records_.begin() + static_cast<std::ptrdiff_t>(sent_));
      continue;
    }
    marked_.clear();
    append_marked(view(json), &marked_);
    exchange->add(marked_);
    sent_++;
  }
  return {};
}

Status Walk::take(const Record& record, Answer answer) {
  batch_.clear_fault();
  if (answer.is_error) return fail(record, answer.error), Status();
  if (answer.results.empty()) return record.filter(), Status();
  if (answer.results.size() > 1) return split(record, std::move(answer));
  Status status = put(record, std::move(answer.results[0]));
  if (status.code() != SLUICE_E_DATA) return status;
  return fail(record, status.message()), Status();
}

Status Walk::split(const Record& record, Answer answer) {
  const size_t first = batch_.size();
  Status status;
  for (std::string& text : answer.results) {
    const Result<Record> added = batch_.add(record);
    if (added.status().code() == SLUICE_PAUSED) continue;
    status = added.ok() ? put(*added, std::move(text)) : added.status();
    if (!status.ok()) break;
  }
  if (status.ok()) return record.filter(), Status();
  for (size_t i = first; i < batch_.size(); i++) batch_[i].filter();
  if (status.code() != SLUICE_E_DATA) return status;
  return fail(record, status.message()), Status();
}

Status Walk::put(const Record& into, std::string text) {
  if (Status status = restore_marked(&text); !status.ok()) return status;
  sluice_value root{};
  sluice_batch* const batch = batch_.abi();
  if (const auto code = batch->json->parse(batch, slice(text), &root))
    return {code, code == SLUICE_E_NO_MEMORY ? "the batch's memory budget is exhausted" : ""};
  into.abi()->root = root;
  return {};
}

void Walk::fail(const Record& record, const std::string& why) {
  record.fail(expression::told_of(Status::data(why), {}, batch_.abi(), &record.abi()->root));
}

void Walk::fail_by_end(const Record& record, const Worker& worker) {
  const std::string how = worker.end();
  fail(record, how.empty() ? "the script needs more than " + std::to_string(limits_.memory) +
                                 " bytes of memory for this record (limits.memory)"
                           : "jq ended at this record: " + how);
}

std::string Walk::too_long() const {
  return "the script runs longer than " + std::to_string(limits_.time_ms) +
         " ms for this record (limits.time_ms)";
}

}  // namespace sluice::jq
