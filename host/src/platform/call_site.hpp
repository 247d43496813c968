// Which component each thread is calling, and since when: for those who wait for it, and for the
// message if the process dies there. Costs some tens of nanoseconds per call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sluice::platform {

// A call into a component, as long as this object lives. Texts are borrowed until then.
class InCall {
 public:
  // `pipeline` may be empty. On any thread; calls nest.
  InCall(const char* pipeline, const char* component, const char* function);
  ~InCall();
  InCall(const InCall&) = delete;
  InCall& operator=(const InCall&) = delete;

 private:
  const char* pipeline_;
  const char* component_;
  const char* function_;
  int64_t since_ms_;
};

// The batch (page) of this thread's calls, from 1, as long as this object lives.
class InBatch {
 public:
  explicit InBatch(uint64_t number);
  ~InBatch();
  InBatch(const InBatch&) = delete;
  InBatch& operator=(const InBatch&) = delete;

 private:
  uint64_t before_;
};

struct Call {
  std::string pipeline, component, function;
  uint64_t batch = 0;    // 0: none
  int64_t since_ms = 0;  // steady clock; with `thread` it identifies a call
  int64_t running_ms = 0;
  uint64_t thread = 0;
};

// "transformers[0] (core.map), transform of batch 3, pipeline products".
std::string call_text(const Call& call);

// All calls under way. [any]
std::vector<Call> calls_under_way();

// For a signal handler: the calling thread's call. False: it is in none.
struct RawCall {
  const char* pipeline;
  const char* component;
  const char* function;
  uint64_t batch;
};
bool own_call(RawCall& call) noexcept;
bool calls_components() noexcept;  // the calling thread has, so it is not a plugin's

// Where a plugin's code is, to attribute a crash there to it. `inside` is an
// address of it; `path` is copied. [main]
void note_plugin(const char* path, const void* inside);
// The plugin that holds this address, or null. Also in a signal handler.
const char* plugin_at(uintptr_t address) noexcept;

}  // namespace sluice::platform
