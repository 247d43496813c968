// Makes tasks of records that park: which step failed, why, the text as it arrived and the value as
// the failing step left it, both redacted. One per batch; sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/delivery.hpp"
#include "pipeline/run_context.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::pipeline {

class TaskBuilder {
 public:
  // `first_step`: of the plan, that the batch begins with. Not the first one: its records were
  // given at a walk's end, so no step before makes them again.
  TaskBuilder(const RunContext& run, size_t first_step) : run_(run), first_step_(first_step) {}

  // One task for each record as it was read that record `index` comes from. Once the tasks hold
  // more than a commit may wait for, values are left out, and so are further tasks of one record.
  // `answered`: by the remote system; NULL: it is not known.
  void park(record::Batch& batch, size_t index, std::string_view step, const Status& why,
            bool in_doubt = false, const Answered* answered = nullptr);
  // For a record of which only the source text is left.
  void park_source(std::string_view source, std::string_view key, std::string_view step,
                   const Status& why);

  // A record that the step, a target, took: one done task for each record as it was read that it
  // comes from. `request`, "POST /items", and `status` may be unknown.
  void keep(record::Batch& batch, size_t index, std::string_view step, int32_t status,
            std::string_view request);

  std::vector<store::Task>& tasks() { return tasks_; }
  const std::vector<store::Task>& tasks() const { return tasks_; }
  size_t bytes() const { return bytes_; }  // of their texts
  // Drops tasks parked after there were `count`.
  void roll_back(size_t count);

 private:
  // The steps from which a task of `step` goes on; without a value another one, or several.
  std::vector<std::string> places(std::string_view step, bool has_value) const;
  // `value`: empty if there is none but the source. False: another task stands for it.
  bool add(std::string_view source, std::string_view key, std::string_view step,
           std::string_view value, const Status& why);
  void add_answer(const Answered& answered);  // to the last one
  std::string body_text(sluice_slice body) const;
  store::Task fresh(std::string_view source, std::string_view key, std::string_view step) const;
  void fold(std::string_view step, std::string_view origin);

  const RunContext& run_;
  const size_t first_step_;
  std::vector<store::Task> tasks_;
  std::map<std::pair<std::string, std::string>, uint32_t> parts_;  // of step and origin
  size_t bytes_ = 0;
};

}  // namespace sluice::pipeline
