// A record that did not get through, and what people ask of such records. Values; no thread rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// parked: waits for a person. retrying: given to a retry, whose outcome is not stored yet. done: a
// retry brought it through, or it was delivered and the pipeline keeps that. skipped: a person gave
// it up. superseded: a later version of the record got through, or the record failed again further
// down and has a task there.
enum class TaskState { parked = 0, retrying = 1, done = 2, skipped = 3, superseded = 4 };
inline constexpr TaskState kTaskStates[] = {TaskState::parked, TaskState::retrying, TaskState::done,
                                            TaskState::skipped, TaskState::superseded};

// The state's word as above.
std::string_view task_state_name(TaskState state);
std::optional<TaskState> task_state_of(std::string_view name);

// One that failed, before the last one.
struct TaskAttempt {
  int64_t time_us = 0;
  sluice_status code = SLUICE_OK;
  int32_t remote_code = 0;
  std::string message;
};

// What a remote system was asked and answered when the task failed last; redacted.
struct TaskAnswer {
  static constexpr size_t kMostBytes = 4096;  // of a body

  std::string request;   // "POST /items"
  std::string payload;   // the beginning of its body; empty: none, or none that is text
  int32_t status = 0;    // HTTP; 0: there was no response
  std::string response;  // the beginning of its body
};

// Keyed by pipeline, step, origin and part; the same key again is the same task with one more
// attempt. Times: microseconds since 1970 UTC.
struct Task {
  int64_t id = 0;          // given by the store; in a commit: the task that failed once more
  std::string pipeline;    // empty: that of the commit
  std::string step;        // "transformers[1] (core.map)", "publishers[0] (file.publisher)"
  std::string origin;      // of the record as it was read: hash of its source text
  uint32_t part = 0;       // which of the origin's failing descendants at that step
  std::string record_key;  // the record's ordering key, may be empty
  std::string source;      // text as it arrived, secrets redacted
  std::string value;       // JSON of the record as the failing step left it, redacted
  std::optional<std::string> edited = {};  // a person's, instead of the value
  sluice_status code = SLUICE_OK;
  int32_t remote_code = 0;
  std::string message;
  int64_t first_us = 0;
  int64_t last_us = 0;
  uint32_t attempts = 1;
  TaskState state = TaskState::parked;
  int64_t version = 1;      // one more with each change by a person, and with each failure
  int64_t group = 0;        // given by the store: of errors that are alike
  bool from_start = false;  // no value could be kept: it is the source, for the whole chain
  bool redacted = false;    // a secret was taken out of source or value: not what was read
  std::string merged;       // of a record made from several: the same for each one's task
  // With its history only.
  static constexpr size_t kKeptAttempts = 10;  // the last one included
  std::vector<TaskAttempt> earlier = {};       // the oldest first
  std::optional<TaskAnswer> answer = {};       // nothing: it is not known
  uint32_t order = 0;                          // of its record (order_by); 0: none
  bool overtaken = false;                      // a later one got through; with `to_send` only
  bool in_doubt = false;                       // not stored: whether it parks at all is still open
  uint64_t reading = 0;                        // not stored: as of GotThrough

  // Of a record that was delivered at once, kept for those who ask.
  bool is_kept() const { return state == TaskState::done && code == SLUICE_OK; }
  // What a retry sends.
  const std::string& current() const { return edited ? *edited : from_start ? source : value; }
};

// Which tasks; empty members let all pass.
struct TaskFilter {
  std::vector<int64_t> ids = {};
  std::string pipeline = {};
  std::string step = {};
  std::vector<TaskState> states = {};
  std::optional<sluice_status> code = {};  // the error's class
  int64_t group = 0;
  std::optional<bool> from_start = {};
  int64_t above = 0;      // ids above this
  int64_t through = 0;    // ids up to this; 0: any
  int64_t before_us = 0;  // last failed before; 0: any time
  int64_t since_us = 0;   // last failed then or later
  std::string text = {};  // in the message or the record's key, upper and lower case alike (ASCII)
};

// Whether only pipeline, step, states, code and group are asked for: counts by group and state
// tell.
bool is_counted(const TaskFilter& filter);
// These alone: lets the same tasks pass, or more.
TaskFilter counted_part(const TaskFilter& filter);

// How a list continues. Newest first unless `oldest_first`.
struct TaskPage {
  int64_t after = 0;  // the last id of the page before; 0: from the beginning
  size_t most = 100;
  bool oldest_first = false;
  bool texts = false;           // with source, value and edited value
  bool to_send = false;         // only what a retry needs to send them: current() and who they are
  bool history = false;         // with earlier attempts and the answer
  size_t bytes = SIZE_MAX / 2;  // of texts: a page ends once it exceeds this
};

// Tasks of one step whose errors are alike: the same class, and the same message apart from numbers
// and quoted parts.
struct TaskGroup {
  int64_t id = 0;
  std::string pipeline;
  std::string step;
  sluice_status code = SLUICE_OK;
  std::string pattern;
  TaskState state = TaskState::parked;
  uint64_t count = 0;
  // When such errors came, whatever became of their tasks.
  int64_t first_us = 0;
  int64_t last_us = 0;
};

struct TaskCount {
  std::string pipeline;
  TaskState state = TaskState::parked;
  uint64_t count = 0;
};

}  // namespace sluice::store
