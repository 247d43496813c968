#include "pipeline/hook_run.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "pipeline/hook_document.hpp"
#include "pipeline/outgoing_steps.hpp"
#include "record/copy_batch.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

bool is_live_document(record::Batch& batch, size_t index) {
  return sluice_record_at(batch.abi(), index)->state == SLUICE_RECORD_LIVE;
}

std::vector<size_t> ascending(std::vector<size_t> records) {
  std::sort(records.begin(), records.end());
  return records;
}

// The text of a member of an object; empty if there is none.
std::string member_text(record::Batch& batch, size_t index, std::string_view name) {
  sluice_batch* const abi = batch.abi();
  sluice_key key = sluice_key_of(name.data(), name.size());
  sluice_member* const member = sluice_find(abi, &sluice_record_at(abi, index)->root, &key);
  sluice_slice text = {};
  if (!member || member->value.kind != SLUICE_KIND_STRING) return {};
  return abi->json->decode(abi, &member->value, &text) == SLUICE_OK ? std::string(view(text)) : "";
}

}  // namespace

SubBatch HookRun::documents_of(const SubBatch& got) const {
  return {documents(), got.numbers, true, {}, got.in_part};
}

// Of their first one, among all_steps.
size_t HookRun::number_of(const std::vector<Step>& steps) const {
  const std::vector<const Step*> all = all_steps(context_.tools.run.plan);
  const auto found = std::find(all.begin(), all.end(), steps.data());
  return static_cast<size_t>(found - all.begin());
}

Status HookRun::load(const SubBatch& got, const PublishResult& published, Indexes records,
                     const WhyOf& why_of) {
  documents().reset();
  if (!record::copy_records(got.batch, documents())) return documents().no_memory();
  for (const size_t index : records) {
    const auto found = published.answers.find(index);
    const Answered answered = found == published.answers.end() ? Answered() : found->second;
    Status made = write_hook_document(context_.tools.run, got.batch, index, answered, why_of(index),
                                      documents());
    if (made.code() == SLUICE_E_NO_MEMORY) return made;
    if (!made) documents().records().fail(index, made.code(), made.message());
  }
  return {};
}

// Starts over, with documents of its own, after what may pass.
Decision HookRun::run(StepChain& chain, const std::vector<Step>& steps,
                      const std::function<Status()>& load, const StepChain::OnFailed& on_failed) {
  const RunContext& run = context_.tools.run;
  const size_t first = number_of(steps);
  const StateWrites::Mark before = context_.states.mark();
  Retry retry(run, context_.tools.jitter);
  for (;;) {
    Decision decision = Decision::of(load());
    if (decision.done()) decision = chain.run(documents(), run.cancel.drain, on_failed);
    if (decision.done()) {
      context_.states.keep_steps(first, steps.size());
      return decision;
    }
    if (!steps.empty()) context_.states.roll_back_steps(before, first, first + steps.size() - 1);
    if (decision.kind != Decision::Kind::again) return decision;
    if (Status s = retry.again(decision.why, run.meter(decision.at)); !s)
      return {Decision::Kind::stop, std::move(s), decision.at};
  }
}

Verdict HookRun::verdict_of(size_t index) const {
  if (!is_live_document(documents(), index)) return {};
  const std::string word = member_text(documents(), index, "decision");
  if (word.empty() || word == "park") return {};
  if (word == "delivered") return {Verdict::Kind::delivered};
  if (word == "retry") return {Verdict::Kind::retry};
  if (word == "stop") return {Verdict::Kind::stop};
  return {Verdict::Kind::park,
          Status::data("its decision is \"" + word + "\", not delivered, retry, park or stop")};
}

std::map<size_t, Verdict> HookRun::on_error(const SubBatch& got, const PublishResult& published) {
  Reasons reasons;
  for (const Refused& refused : published.refused)
    if (refused.at.empty()) reasons[refused.index] = &refused.why;
  std::vector<size_t> records;
  for (const auto& [index, why] : reasons) records.push_back(index);
  std::map<size_t, Verdict> out;
  if (!records.empty()) decide(got, published, reasons, records, out);
  return out;
}

// Halves where the documents are too many for one batch, or one of them fails the others.
void HookRun::decide(const SubBatch& got, const PublishResult& published, const Reasons& reasons,
                     Indexes records, std::map<size_t, Verdict>& out) {
  std::map<size_t, Status> failed;
  const auto load_all = [&] {
    failed.clear();
    return load(got, published, records, [&](size_t index) { return reasons.at(index); });
  };
  const auto on_failed = [&](record::Batch& batch, size_t index, std::string_view step) {
    failed[batch.records().number_of(index)] = failure_of(batch, index).in(std::string(step));
  };
  const Decision decision =
      run(context_.tools.outgoing.on_error[number_], target().on_error, load_all, on_failed);
  const size_t half = records.size() / 2;
  if (decision.kind == Decision::Kind::one_by_one && half) {
    decide(got, published, reasons, records.first(half), out);
    return decide(got, published, reasons, records.subspan(half), out);
  }
  for (const size_t index : records) {
    const auto own = failed.find(index);
    if (!decision.done())
      out[index] = {Verdict::Kind::park, decision.why};
    else
      out[index] = own != failed.end() ? Verdict{Verdict::Kind::park, own->second}
                                       : verdict_of(documents().records().index_of(index));
  }
}

void HookRun::on_success(const SubBatch& got, const PublishResult& published) {
  if (target().on_success.empty() && target().then.empty()) return;
  const std::vector<size_t> records = ascending(published.taken);
  if (!records.empty()) follow(got, published, records);
}

void HookRun::follow(const SubBatch& got, const PublishResult& published, Indexes records) {
  std::map<size_t, std::string> failed;
  const auto load_all = [&] {
    failed.clear();
    return load(got, published, records, [](size_t) { return nullptr; });
  };
  const auto on_failed = [&](record::Batch& batch, size_t index, std::string_view step) {
    failed[batch.records().number_of(index)] = step;
  };
  const Decision decision =
      run(context_.tools.outgoing.on_success[number_], target().on_success, load_all, on_failed);
  const size_t half = records.size() / 2;
  if (decision.kind == Decision::Kind::one_by_one && half) {
    follow(got, published, records.first(half));
    return follow(got, published, records.subspan(half));
  }
  if (!decision.done()) return park_success(got, records, decision.why);
  const SubBatch made = documents_of(got);
  for (size_t i = 0; i < documents().abi()->count; i++) {
    if (sluice_record_at(documents().abi(), i)->state != SLUICE_RECORD_FAILED) continue;
    const auto step = failed.find(documents().records().number_of(i));
    context_.results.park_hook(made, i, step == failed.end() ? first_step() : step->second,
                               failure_of(documents(), i));
  }
  if (!target().then.empty()) hand_on(made);
}

const std::string& HookRun::first_step() const {
  return target().on_success.empty() ? target().name : target().on_success.front().name;
}

void HookRun::park_success(const SubBatch& got, Indexes records, const Status& why) {
  for (const size_t index : records) context_.results.park_hook(got, index, first_step(), why);
}

// Its own steps need no copy: nobody else gets the documents.
void HookRun::hand_on(const SubBatch& made) {
  const std::vector<Target>& targets = context_.tools.run.plan.targets;
  const auto next = std::find_if(targets.begin(), targets.end(),
                                 [this](const Target& one) { return one.name == target().then; });
  const auto number = static_cast<size_t>(next - targets.begin());
  PublishResult published;
  Decision decision = run_outgoing(context_.tools.outgoing.chains[number], documents(),
                                   context_.tools.run.cancel.drain, published);
  context_.states.keep_steps(number_of(next->steps), next->steps.size());
  if (decision.done())
    decision = context_.tools.delivery.offer(*next, documents(), nullptr, published);
  if (!decision.done()) BatchResults::refuse_rest(made, published, decision.why, "");
  context_.results.add(made, number, published);
}

}  // namespace sluice::pipeline
