#include "pipeline/batch_work.hpp"

#include <utility>

#include "platform/call_site.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {

BatchWork::BatchWork(BatchTools& tools, record::Batch& page, std::string_view at, uint64_t number,
                     size_t first_step)
    : tools_(tools),
      page_(page),
      at_(at),
      number_(number),
      origins_(page),
      results_(tools, page, first_step),
      attempt_(tools, results_, page.origin_count(), first_step),
      whole_{page, {}} {}

void BatchWork::run_steps() {
  const platform::InBatch in_batch(number_);
  fail_nulls();
  origins_.list();
  results_.park_arrivals(whole_, at_);
  after_steps_ = attempt_.run_steps(whole_);
  state_ = BatchState::steps_run;
}

// A null in a list of rows contains nothing that a target could accept.
void BatchWork::fail_nulls() {
  sluice_batch* abi = page_.abi();
  for (size_t i = 0; i < abi->count; i++) {
    const sluice_record* record = sluice_record_at(abi, i);
    if (record->state == SLUICE_RECORD_LIVE && record->root.kind == SLUICE_KIND_NULL)
      abi->records_api->fail_record(abi, i, SLUICE_E_DATA,
                                    slice("the row is null: there is no record in it"));
  }
}

// A publisher that works ahead sees every live record, including those it has finished.
bool BatchWork::may_begin_ahead() const {
  return page_.abi()->count && after_steps_.done() && !attempt_.states().has_writes() &&
         page_.stand_ins().all().empty() && tools_.taken.empty() && tools_.notes.empty();
}

void BatchWork::begin_ahead() {
  ahead_ = may_begin_ahead();
  if (!ahead_) return;
  const platform::InBatch in_batch(number_);
  pending_ = std::make_unique<PendingPublish>();
  // The next batch's steps come before this one's outcomes.
  attempt_.states().keep_remarks();
  tools_.delivery.begin(only_target(), page_, *pending_);
  state_ = pending_->status.ok() ? BatchState::begun : BatchState::offer_again;
}

void BatchWork::collect(const sluice_cancel* cancel) {
  if (state_ != BatchState::begun) return;
  const platform::InBatch in_batch(number_);
  tools_.delivery.settle(only_target(), page_, *pending_, cancel);
  state_ = Delivery::is_over(*pending_) ? BatchState::collected : BatchState::offer_again;
}

Status BatchWork::finish() {
  const platform::InBatch in_batch(number_);
  const std::unique_ptr<PendingPublish> pending = std::move(pending_);
  Status status = settle(attempt_.deliver(whole_, std::move(after_steps_), pending.get()));
  if (status) status = check_settled();
  state_ = status ? BatchState::settled : BatchState::failed;
  return status;
}

Status BatchWork::settle(Decision decision) {
  // A later batch may have written state, which running this one again would undo.
  const bool one_by_one = decision.kind == Decision::Kind::one_by_one;
  if (ahead_ && one_by_one && attempt_.states().has_writes()) return std::move(decision.why);
  Status status;
  switch (decision.kind) {
    case Decision::Kind::again:
      status = run_again_whole(std::move(decision));
      break;
    case Decision::Kind::one_by_one:
      status = run_one_by_one(decision.why, whole_);
      break;
    case Decision::Kind::done:
      status = settle_whole(whole_);
      break;
    case Decision::Kind::stop:
      status = std::move(decision.why);
  }
  if (!status) attempt_.undo({}, {});
  return status;
}

// Repeats of parked records run again; this cannot be undone if the batch then fails.
Status BatchWork::settle_whole(SubBatch& sub) {
  if (ahead_ || !isolation().has_due(sub)) {
    if (Status s = results_.check_health(whole_); !s) return s;
    if (!ahead_) attempt_.states().keep(sub, results_.settlement());
    return {};
  }
  results_.remember_done_once(sub);
  attempt_.keep_part(sub, isolation().due_origins(sub));
  if (Status s = isolation().run_repeats(sub); !s) return s;
  return results_.check_health(whole_);
}

// A step had a transient failure: the steps run again from the records' source texts.
Status BatchWork::run_again_whole(Decision decision) {
  Retry retry(tools_.run, tools_.jitter);
  record::Batch batch(tools_.run.plan.limits);
  const std::vector<uint32_t> live = origins_.live();
  SubBatch sub{batch, live};
  while (decision.kind == Decision::Kind::again) {
    attempt_.undo({}, results_.done());
    if (Status s = retry.again(decision.why, tools_.run.meter(decision.at)); !s) return s;
    attempt_.count_retry();
    batch.reset();
    if (Status s = origins_.load(batch, live); !s) return run_one_by_one(s, sub);
    decision = attempt_.run(sub);
    if (decision.done()) results_.remember_done_once(sub);
  }
  if (decision.kind == Decision::Kind::one_by_one) return run_one_by_one(decision.why, sub);
  if (!decision.done()) return std::move(decision.why);
  return settle_whole(sub);
}

// One record makes the batch fail for the others.
Status BatchWork::run_one_by_one(const Status& why, const SubBatch& tried) {
  attempt_.undo({}, results_.done());
  attempt_.keep_finished(tried);
  isolated_ = true;
  tools_.run.note(why.message() + "; the records of this batch run one by one");
  if (Status s = isolation().run_one_by_one(); !s) return s;
  return results_.check_health(whole_);
}

// A record removed by a component would be lost silently.
Status BatchWork::check_settled() {
  const size_t unsettled = settlement().unsettled();
  if (unsettled == 0) return {};
  results_.lose_parts();
  return Status::internal("pipeline " + tools_.run.plan.pipeline + ": " +
                          std::to_string(unsettled) +
                          " records of a batch were neither delivered, filtered nor parked");
}

void BatchWork::read_rest(const Status& why) {
  if (state_ == BatchState::collected || state_ == BatchState::offer_again) keep_pending(why);
}

bool BatchWork::keep_taken(const HasPosition& has_position) {
  if (results_.parts_lost()) return false;
  const std::vector<Target>& targets = tools_.run.plan.targets;
  for (size_t t = 0; t < targets.size(); t++)
    if (results_.is_unknown(t) && has_position(targets[t])) return false;
  tools_.taken.add(targets, take_through());
  return true;
}

// A batch after the one that failed: its steps run again.
void BatchWork::keep_pending(const Status& why) {
  results_.roll_back_steps(0);
  const std::unique_ptr<PendingPublish> pending = std::move(pending_);
  PublishResult published;
  tools_.delivery.read_pending(only_target(), page_, *pending, published);
  results_.add_part(whole_, whole_, 0, published, false, why);
  state_ = BatchState::failed;
}

}  // namespace sluice::pipeline
