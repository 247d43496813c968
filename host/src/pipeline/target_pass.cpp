#include "pipeline/target_pass.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/call.hpp"
#include "pipeline/outgoing_steps.hpp"
#include "pipeline/overtaken.hpp"
#include "pipeline/shown_records.hpp"
#include "pipeline/unwanted.hpp"
#include "record/copy_batch.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

int32_t state_of(record::Batch& batch, size_t index) {
  return sluice_record_at(batch.abi(), index)->state;
}

// Those that did not get through, whoever refused them.
std::set<size_t> parked_of(const PublishResult& published) {
  std::set<size_t> out;
  for (const Refused& refused : published.refused) out.insert(refused.index);
  for (const auto& [index, why] : published.lost) out.insert(index);
  return out;
}

// Adds what became of the records that were offered again.
void append(PublishResult from, PublishResult& to) {
  const auto join = [](auto& more, auto& all) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  };
  join(from.before, to.before);
  join(from.taken, to.taken);
  join(from.refused, to.refused);
  join(from.lost, to.lost);
  join(from.filtered, to.filtered);
  join(from.waiting, to.waiting);
  for (auto& [index, answered] : from.answers) to.answers[index] = answered;
  to.retries += from.retries;
  to.doubts += from.doubts;
  if (from.doubts) to.doubt = std::move(from.doubt);
  to.unknown |= from.unknown;
}

Status with_more(const Status& why, const std::string& more) {
  Status out = Status(why.code(), why.message() + more).with_remote_code(why.remote_code());
  if (why.in_doubt()) out.with_doubt();
  return out;
}

// A record that was overtaken parks, whatever was decided of it: offered again, now or by the next
// run, it would replace what is newer.
void park_overtaken(Verdict& verdict, Refused& refused) {
  if (verdict.kind != Verdict::Kind::retry && verdict.kind != Verdict::Kind::stop) return;
  const std::string word = verdict.kind == Verdict::Kind::retry ? "retry" : "stop";
  verdict.kind = Verdict::Kind::park;
  refused.why = with_more(refused.why, "; on_error's " + word +
                                           " does not offer it again, as a later record with the "
                                           "same order_by value was accepted");
}

// Those to be offered again. If the batch ends now, the next run does it.
std::vector<Refused> apply_verdicts(const std::map<size_t, Verdict>& verdicts, record::Batch& batch,
                                    PublishResult& published, Decision& decision) {
  std::vector<Refused> open, parked;
  for (const auto& [index, verdict] : verdicts)
    if (verdict.kind == Verdict::Kind::delivered) published.taken.push_back(index);
  const std::set<size_t> overtaken = overtaken_of(batch, published);
  for (Refused& refused : published.refused) {
    const auto found = verdicts.find(refused.index);
    Verdict verdict = found == verdicts.end() ? Verdict() : found->second;
    const bool stops = verdict.kind == Verdict::Kind::stop;
    const std::string asked = refused.why.message();
    if (overtaken.contains(refused.index)) park_overtaken(verdict, refused);
    const bool settles = verdict.kind != Verdict::Kind::park;
    if (settles && refused.why.in_doubt() && published.doubts) published.doubts--;
    if (stops && decision.done())
      decision = {Decision::Kind::stop,
                  Status(SLUICE_E_INVALID, "on_error stops the run: " + asked)};
    if (verdict.kind == Verdict::Kind::retry) open.push_back(refused);
    if (!verdict.failure)
      refused.why = with_more(refused.why, "; on_error failed: " + verdict.failure.message());
    if (!settles) parked.push_back(std::move(refused));
  }
  published.refused = std::move(parked);
  return open;
}

Decision park_open(std::vector<Refused> open, unsigned attempts, PublishResult& published) {
  for (Refused& refused : open) {
    refused.why = Status(SLUICE_E_DATA, refused.why.message() + ", after " +
                                            std::to_string(attempts) + " attempts")
                      .with_remote_code(refused.why.remote_code());
    published.refused.push_back(std::move(refused));
  }
  return {};
}

}  // namespace

Decision TargetPass::run(const SubBatch& sub, PendingPublish* pending) {
  whole_ = !sub.alone;
  context_.results.begin_target(number_);
  if (!target().steps.empty()) {
    Decision decision = run_own(sub, {});
    return in_parts_ ? run_own_parts(sub, std::move(decision)) : decision;
  }
  PublishResult published;
  Decision decision = offer(sub, pending, published);
  return finish(sub, sub, std::move(decision), published);
}

Decision TargetPass::offer(const SubBatch& got, PendingPublish* pending, PublishResult& published) {
  Decision decision = context_.tools.delivery.offer(target(), got.batch, pending, published);
  if (!target().on_error.empty()) decision = decide_errors(got, std::move(decision), published);
  retries_ += published.retries;
  if (decision.at.empty()) decision.at = target().name;
  return decision;
}

// What on_error says is offered again waits as after any failure that may pass, as often.
Decision TargetPass::decide_errors(const SubBatch& got, Decision decision,
                                   PublishResult& published) {
  const RunContext& run = context_.tools.run;
  HookRun hooks(context_, number_);
  Retry retry(run, context_.tools.jitter, target());
  PublishResult round = std::exchange(published, {});
  for (;;) {
    std::vector<Refused> open =
        apply_verdicts(hooks.on_error(got, round), got.batch, round, decision);
    append(std::move(round), published);
    if (open.empty() || !decision.done()) return decision;
    const Status& why = open.back().why;
    const Status passing = Status(SLUICE_E_UNAVAILABLE, why.message())
                               .with_remote_code(why.remote_code())
                               .in(where(run.plan, target()));
    if (Status s = retry.again(passing, run.meter(target())); s.code() == SLUICE_E_CANCELLED)
      return {Decision::Kind::stop, std::move(s)};
    else if (!s)
      return park_open(std::move(open), retry.attempts(), published);
    published.retries++;
    round = {};
    const auto index_of = [](const Refused& refused) { return refused.index; };
    const ShownRecords only_open(got.batch.abi(), open, index_of);
    decision = context_.tools.delivery.offer_again(target(), got.batch, round);
  }
}

// `got`: what the target got, or would have got, of `sub`.
Decision TargetPass::finish(const SubBatch& got, const SubBatch& sub, Decision decision,
                            PublishResult& published) {
  const bool again = decision.kind == Decision::Kind::one_by_one;
  const bool splits =
      again && !repeating_ && decision.why.code() == SLUICE_E_NO_MEMORY && none_taken(published);
  in_parts_ = splits && sub.alone && has_own_parts();
  if (in_parts_) return decision;
  if (again && sub.alone && !(splits && has_parts(sub))) {
    const bool at_step = decision.at != target().name;
    BatchResults::refuse_rest(got, published, decision.why, at_step ? decision.at : "");
    decision = {};
  }
  if (!decision.done()) {
    if (again) join_merged(got);
    context_.results.add_part(got, sub, number_, published, again, decision.why);
  } else {
    context_.results.add(got, number_, published);
    remember(got, published);
  }
  if (target().has_hooks()) HookRun(context_, number_).on_success(got, published);
  return decision;
}

// Records of which a step made many are offered again in parts, unless some were accepted already:
// those have other keys in a part.
bool TargetPass::none_taken(const PublishResult& published) {
  return published.taken.empty() && published.before.empty() && published.lost.empty();
}

bool TargetPass::has_own_parts() const {
  if (target().steps.empty()) return false;
  return !windows_.empty() || view().parts().first_multiplying().has_value();
}

bool TargetPass::has_parts(const SubBatch& sub) {
  return sub.in_part || sub.batch.parts().first_multiplying().has_value();
}

void TargetPass::remember(const SubBatch& got, const PublishResult& published) {
  if (repeating_) return;
  if (!whole_)
    context_.results.remember_alone(got, number_, published);
  else if (!target().steps.empty())
    context_.results.note_own(got, number_, published);
}

Decision TargetPass::run_own(const SubBatch& sub, Indexes only) {
  const StateWrites::Mark before = context_.states.mark();
  PublishResult published;
  Decision decision = run_steps(sub, only, published);
  const bool passed = decision.done();
  const SubBatch got{view(), sub.numbers, sub.alone, {}, sub.in_part};
  std::vector<size_t> due;
  if (passed) {
    decision = offer(got, nullptr, published);
    due = take_due(sub, published);
  }
  decision = finish(passed ? got : sub, sub, std::move(decision), published);
  if (!decision.done()) context_.states.roll_back_at(number_, before);
  return decision.done() && !due.empty() ? run_repeats(sub, due) : decision;
}

// REQUIRES: in_parts_
Decision TargetPass::run_own_parts(const SubBatch& sub, Decision failed) {
  const std::vector<const Step*> all = all_steps(context_.tools.run.plan);
  const auto first = std::find(all.begin(), all.end(), &target().steps.front());
  sub_ = &sub;
  PartRun parts(*this, static_cast<size_t>(first - all.begin()));
  Status status = parts.run_after({}, std::move(failed));
  return status ? Decision{} : Decision{Decision::Kind::stop, std::move(status), target().name};
}

Decision TargetPass::attempt(Part& part) {
  windows_ = part.windows;
  return run_own(*sub_, {});
}

void TargetPass::park(const Decision& decision) {
  PublishResult rest;
  const bool at_step = decision.at != target().name;
  BatchResults::refuse_rest(*sub_, rest, decision.why, at_step ? decision.at : "");
  context_.results.add(*sub_, number_, rest);
  remember(*sub_, rest);
}

// Never `again`: the batch itself is unchanged, so that its own steps can start over from there.
// If they fail, nothing of them is left.
Decision TargetPass::run_steps(const SubBatch& sub, Indexes only, PublishResult& published) {
  const RunContext& run = context_.tools.run;
  const StateWrites::Mark before = context_.states.mark();
  Retry retry(run, context_.tools.jitter);
  for (;;) {
    Decision decision = try_steps(sub, only, published);
    if (decision.done()) return decision;
    published = {};
    context_.states.roll_back_at(number_, before);
    if (decision.kind != Decision::Kind::again) return decision;
    if (Status s = retry.again(decision.why, run.meter(decision.at)); !s)
      return {Decision::Kind::stop, std::move(s), decision.at};
    retries_++;
  }
}

Decision TargetPass::try_steps(const SubBatch& sub, Indexes only, PublishResult& published) {
  view().reset();
  if (Status s = record::copy_batch(sub.batch, only, view()); !s) {
    view().reset();
    return {Decision::Kind::one_by_one, std::move(s), target().name};
  }
  view().parts().set(windows_);
  if (!repeating_ && !sub.alone) view().stand_ins().let_wait();
  list_broken(published);
  const std::vector<size_t> before = skip_finished(sub);
  StepChain& chain = context_.tools.outgoing.chains[number_];
  Decision decision = run_outgoing(chain, view(), context_.tools.run.cancel.drain, published);
  if (decision.done() && view().stand_ins().has_waiting() && sets_order(target().all_own()))
    decision = Decision::unordered();
  view().stand_ins().keep_orders();
  context_.results.note_asked({view(), sub.numbers, sub.alone, {}, sub.in_part}, true);
  if (decision.done()) list_filtered(sub, only, published);
  for (const size_t number : before) {
    const size_t index = view().records().index_of(number);
    std::erase(published.filtered, index);
    published.before.push_back(index);
  }
  if (decision.kind == Decision::Kind::one_by_one)
    join_merged({view(), sub.numbers, sub.alone, {}, sub.in_part});
  return decision;
}

// What an earlier offer of these records left to this target decides, not what `where` makes of
// them now. Of those that it took, the numbers.
std::vector<size_t> TargetPass::skip_finished(const SubBatch& sub) const {
  std::vector<size_t> before;
  const Taken& taken = context_.tools.taken;
  if (taken.empty() || !has_where(target())) return before;
  const std::vector<std::string> keys = record_keys(sub.batch);
  std::map<std::string, uint64_t> met;
  for (size_t i = 0; i < keys.size(); i++) {
    if (state_of(view(), i) != SLUICE_RECORD_LIVE) continue;
    const uint64_t times = ++met[keys[i]];
    const bool took = times <= taken.times(target(), keys[i]);
    if (!took && times > taken.times(target(), unwanted_key(keys[i]))) continue;
    sluice_record_at(view().abi(), i)->state = SLUICE_RECORD_FILTERED;
    if (took) before.push_back(i);
  }
  return before;
}

// Records that could not be copied.
void TargetPass::list_broken(PublishResult& published) const {
  for (size_t i = 0; i < view().abi()->count; i++)
    if (state_of(view(), i) == SLUICE_RECORD_FAILED)
      published.refused.push_back({i, failure_of(view(), i)});
}

// A record that was filtered before is none of this target's; one that the steps made is. A
// record's number is its index in the batch that was copied.
void TargetPass::list_filtered(const SubBatch& sub, Indexes only, PublishResult& published) const {
  const size_t before = sub.batch.abi()->count;
  const bool goes_on = std::any_of(windows_.begin(), windows_.end(),
                                   [](const record::Window& window) { return window.from > 0; });
  if (goes_on) return;  // the first part's are those of all
  for (size_t i = 0; i < view().abi()->count; i++) {
    if (state_of(view(), i) != SLUICE_RECORD_FILTERED) continue;
    const size_t number = view().records().number_of(i);
    const bool chosen = only.empty() || std::find(only.begin(), only.end(), number) != only.end();
    const bool passed =
        number >= before || (chosen && state_of(sub.batch, number) == SLUICE_RECORD_LIVE);
    if (passed) published.filtered.push_back(i);
  }
}

void TargetPass::join_merged(const SubBatch& got) {
  for (size_t i = 0; i < got.batch.abi()->count; i++)
    context_.merged.join(context_.results.origins_of(got, i));
}

// Records that were filtered because another one stood for them, which then parked here, or that
// wait for one: they have to run after all, the nearest to that one first, as it may stand for the
// next. One that a step made cannot run again alone, so it parks, too. Their indexes in `sub`.
std::vector<size_t> TargetPass::take_due(const SubBatch& sub, PublishResult& published) const {
  const std::set<size_t> parked = parked_of(published);
  std::vector<size_t> later, earlier;
  const record::RecordList& records = view().records();
  for (const record::StandIn& one : view().stand_ins().all()) {
    const size_t index = records.index_of(one.record), other = records.index_of(one.other);
    if (!(one.waits || parked.contains(other)) || state_of(view(), index) != SLUICE_RECORD_FILTERED)
      continue;
    if (std::erase(published.filtered, index) == 0) continue;
    if (one.record >= sub.batch.abi()->count || !windows_.empty())
      published.refused.push_back({index,
                                   Status::data("the record that it repeats was not delivered"),
                                   target().steps.front().name});
    else
      (index > other ? later : earlier).push_back(one.record);
  }
  std::sort(later.begin(), later.end());
  later.insert(later.end(), earlier.rbegin(), earlier.rend());
  return later;
}

// What is kept before each cannot be undone if the batch then fails.
Decision TargetPass::run_repeats(const SubBatch& sub, const std::vector<size_t>& due) {
  repeating_ = true;
  SubBatch alone{sub.batch, sub.numbers, true, {}, sub.in_part};
  StateWrites::Origins again;
  for (const size_t index : due)
    for (const uint32_t origin : context_.results.origins_of(sub, index)) again.insert(origin);
  keep_state(sub, again);
  for (const size_t index : due) {
    if (Decision decision = run_own(alone, {&index, 1}); !decision.done()) return decision;
    keep_state(sub, {});
  }
  return {};
}

void TargetPass::keep_state(const SubBatch& sub, const StateWrites::Origins& again) {
  if (context_.states.keep_at(number_, sub, context_.results.settlement(), again))
    context_.results.lose_parts();
}

}  // namespace sluice::pipeline
