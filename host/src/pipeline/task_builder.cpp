#include "pipeline/task_builder.hpp"

#include <algorithm>

#include "base/character.hpp"
#include "pipeline/fingerprint.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

// The same for the tasks of all records that this one was made of; empty if it is one.
std::string merged_key(const record::Batch& batch, size_t index) {
  const auto origins = batch.origins_of(index);
  if (origins.size() < 2) return {};
  std::string all;
  for (uint32_t origin : origins) all += origin_key(view(batch.source_of_origin(origin)));
  return origin_key(all);
}

// Of several records that were made of the same ones each is a value of its own. `part`: of the
// first one's task.
std::string value_key(const std::string& merged, uint32_t part) {
  if (merged.empty() || part == 0) return merged;
  return origin_key(merged + " part " + std::to_string(part));
}

// The step that a record passes first on its way to the target.
const std::string& first_of(const Target& target) {
  return target.steps.empty() ? target.name : target.steps.front().name;
}

size_t bytes_of(const store::TaskAnswer& answer) {
  return answer.request.size() + answer.payload.size() + answer.response.size();
}

}  // namespace

void TaskBuilder::park(record::Batch& batch, size_t index, std::string_view step, const Status& why,
                       bool in_doubt, const Answered* answered) {
  sluice_batch* abi = batch.abi();
  const record::Arena::Rewind rewind(batch.arena());  // the value's text is needed only here
  const sluice_record* record = sluice_record_at(abi, index);
  sluice_slice value = {};
  const int32_t fault_before = abi->fault;
  if (abi->json->write(abi, &record->root, &value) != SLUICE_OK) {
    value = {};  // no memory left to write it: the source text must do
    abi->fault = fault_before;
  }
  // Sizes are bounded by those of records as they were read. What failed as a step gave it at a
  // walk's end has no value yet.
  if (value.size > run_.plan.limits.record_bytes || bytes_ > run_.plan.commit.max_bytes ||
      (first_step_ && step == run_.plan.source.name))
    value = {};
  const std::string_view key = view(record->key);
  const std::string merged = merged_key(batch, index);
  std::map<std::string, uint32_t> first_parts;  // by place
  for (uint32_t origin : batch.origins_of(index)) {
    const std::string_view source = view(batch.source_of_origin(origin));
    for (const std::string& place : places(step, value.size != 0)) {
      if (!add(source, key, place, view(value), why)) continue;
      store::Task& task = tasks_.back();
      task.in_doubt = in_doubt;
      task.order = record->order;
      if (answered) add_answer(*answered);
      task.merged = value_key(merged, first_parts.try_emplace(place, task.part).first->second);
    }
  }
}

// Of what was given at a walk's end the source is the value behind the step that gave it.
std::vector<std::string> TaskBuilder::places(std::string_view step, bool has_value) const {
  const Plan& plan = run_.plan;
  if (!first_step_ || has_value) return {std::string(step)};
  const uint32_t chain = plan.steps[first_step_ - 1].route.chain;
  for (size_t i = first_step_; i < plan.steps.size(); i++)
    if (plan.steps[i].route.has(chain)) return {plan.steps[i].name};
  std::vector<std::string> out;
  for (const Target& target : plan.targets) {
    if (target.has(step)) return {first_of(target)};
    if (!target.of_hooks) out.push_back(first_of(target));
  }
  return out;
}

void TaskBuilder::park_source(std::string_view source, std::string_view key, std::string_view step,
                              const Status& why) {
  for (const std::string& place : places(step, false)) add(source, key, place, {}, why);
}

bool TaskBuilder::add(std::string_view source, std::string_view key, std::string_view step,
                      std::string_view value, const Status& why) {
  std::string origin = origin_key(source);
  uint32_t& parts = parts_[{std::string(step), origin}];
  if (parts && bytes_ > run_.plan.commit.max_bytes) return fold(step, origin), false;
  store::Task task = fresh(source, key, step);
  task.origin = std::move(origin);
  task.part = parts++;
  // What the source gave wrongly has no value of its own.
  task.from_start = !first_step_ && (value.empty() || step == run_.plan.source.name);
  if (value.empty()) value = source;
  task.value = run_.redacted(value);
  task.redacted = task.source != source || task.value != value;
  task.code = why.code();
  task.remote_code = why.remote_code();
  task.message = run_.redacted(why.message());
  bytes_ += task.source.size() + task.value.size() + task.message.size();
  tasks_.push_back(std::move(task));
  return true;
}

void TaskBuilder::add_answer(const Answered& answered) {
  store::TaskAnswer answer{run_.redacted(view(answered.request)), body_text(answered.payload),
                           answered.status, body_text(answered.response)};
  bytes_ += bytes_of(answer);
  tasks_.back().answer = std::move(answer);
}

// A body of as many bytes may have been cut.
std::string TaskBuilder::body_text(sluice_slice body) const {
  constexpr size_t kMost = store::TaskAnswer::kMostBytes;
  if (body.size < kMost) return run_.redacted(view(body));
  std::string out = run_.redacted_beginning(view(body));
  if (out.size() > kMost) out.resize(base::character_start(out, kMost));
  return out;
}

store::Task TaskBuilder::fresh(std::string_view source, std::string_view key,
                               std::string_view step) const {
  store::Task task;
  task.pipeline = run_.plan.pipeline;
  task.step = step;
  task.record_key = run_.redacted(key);
  task.source = run_.redacted(source);
  task.first_us = task.last_us = run_.clock.unix_us();
  return task;
}

void TaskBuilder::keep(record::Batch& batch, size_t index, std::string_view step, int32_t status,
                       std::string_view request) {
  const std::string_view key = view(sluice_record_at(batch.abi(), index)->key);
  for (uint32_t origin : batch.origins_of(index)) {
    const std::string_view source = view(batch.source_of_origin(origin));
    store::Task task = fresh(source, key, step);
    task.origin = origin_key(source);
    task.part = parts_[{std::string(step), task.origin}]++;
    task.from_start = true;
    task.redacted = task.source != source;
    task.state = store::TaskState::done;
    task.remote_code = status;
    task.message = "delivered";
    if (!request.empty()) task.message += ": " + run_.redacted(request);
    bytes_ += task.source.size() + task.message.size();
    tasks_.push_back(std::move(task));
  }
}

// The source contains everything made from it, so the record's last task stands for the rest.
void TaskBuilder::fold(std::string_view step, std::string_view origin) {
  constexpr std::string_view kMore = "; further records that came from this one failed here, too";
  const auto last = std::find_if(tasks_.rbegin(), tasks_.rend(), [&](const store::Task& task) {
    return task.step == step && task.origin == origin;
  });
  if (last != tasks_.rend() && !last->message.ends_with(kMore)) last->message += kMore;
}

void TaskBuilder::roll_back(size_t count) {
  for (; tasks_.size() > count; tasks_.pop_back()) {
    const store::Task& task = tasks_.back();
    parts_[{task.step, task.origin}]--;
    bytes_ -= task.source.size() + task.value.size() + task.message.size();
    if (task.answer) bytes_ -= bytes_of(*task.answer);
  }
}

}  // namespace sluice::pipeline
