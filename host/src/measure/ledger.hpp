// The cost of the host's services for one thread while a profile is made: waiting by reason, CPU of
// the host's own work, bytes and allocations. A lane opens a ledger on its thread; services, which
// do not depend on lanes, write into the ledger of the calling thread. Without one nothing
// is measured, at the cost of reading a pointer. A ledger belongs to its thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/clock.hpp"

namespace sluice::measure {

enum class Wait : uint8_t {
  first_byte,   // for a response to begin, or a request to be sent
  transfer,     // for the rest of a response
  budget,       // held back by a rate budget
  retry,        // before something is tried again
  nothing_new,  // the source had nothing
  page,         // the sink lane, for the source's next one
  room,         // the source lane, for the sink to take a page
  commit,       // for the store
};
constexpr size_t kWaits = 8;

// The host's own work within the calls of components.
enum class HostWork : uint8_t { parse, write, http };
constexpr size_t kHostWorks = 3;

// Sums; the difference of two readings is the cost in between.
struct Work {
  std::array<int64_t, kWaits> waited_ns = {};
  std::array<int64_t, kHostWorks> host_cpu_ns = {};
  uint64_t received = 0;     // bytes of responses, unpacked
  uint64_t sent = 0;         // bytes of requests' bodies
  uint64_t written = 0;      // bytes of JSON that the host wrote
  uint64_t allocations = 0;  // C++ `new`, of host and plugins; see count_allocations.cpp
  uint64_t blocks = 0;       // pieces of batch memory (arena, page) taken from the system

  int64_t waited(Wait why) const { return waited_ns[static_cast<size_t>(why)]; }
  int64_t host_cpu(HostWork what) const { return host_cpu_ns[static_cast<size_t>(what)]; }
  int64_t host_cpu() const;
  Work& operator+=(const Work& other);
  Work& operator-=(const Work& other);
};

class Ledger {
 public:
  // Opens it on this thread; the previous one is restored afterwards. `time` outlives
  // it. Null: nothing is opened.
  explicit Ledger(base::TimeSource* time);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // The calling thread's; null: nothing is measured here.
  static Ledger* mine() { return mine_; }

  base::TimeSource& time() const { return *time_; }
  Work work;
  bool in_host_work = false;  // nested work counts as the outer one

 private:
  static thread_local Ledger* mine_;
  base::TimeSource* time_;
  Ledger* before_;
};

// Adds the time of its scope to the thread's ledger.
class Waiting {
 public:
  explicit Waiting(Wait why);
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  Ledger* const ledger_;
  const Wait why_;
  int64_t start_ = 0;
};

// Adds the CPU time of its scope to the thread's ledger.
class Working {
 public:
  explicit Working(HostWork what);
  ~Working();
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;

 private:
  Ledger* ledger_;
  const HostWork what_;
  int64_t start_ = 0;
};

inline void count_received(size_t bytes) {
  if (Ledger* const l = Ledger::mine()) l->work.received += bytes;
}
inline void count_sent(size_t bytes) {
  if (Ledger* const l = Ledger::mine()) l->work.sent += bytes;
}
inline void count_written(size_t bytes) {
  if (Ledger* const l = Ledger::mine()) l->work.written += bytes;
}
inline void count_block() {
  if (Ledger* const l = Ledger::mine()) l->work.blocks++;
}

// Whether this program counts allocations: tests and builds with a sanitizer do not.
bool allocations_are_counted();

}  // namespace sluice::measure
