// What runs in the process of its own: libjq, which can be bounded in no other way, and which ends
// its process where it meets what it did not expect. See worker.hpp for the other side.
#pragma once

#include <cstdint>
#include <string>

namespace sluice::jq {

struct Limits {
  int64_t outputs = 10'000;
  int64_t memory = int64_t{256} << 20;  // bytes
  int64_t time_ms = 5'000;
};

// Sizes and texts that the two processes send: a header, then `size` bytes. To the child: records,
// without a kind.
enum class FrameKind : uint32_t {
  kReady,    // the program is compiled
  kProblem,  // it is not: why
  kResult,   // one of the record
  kDone,     // with the record
  kError     // the record failed: why
};
struct FrameHeader {
  uint32_t size;
  FrameKind kind;
};

// How the child ends when it has no memory.
inline constexpr int kExitNoMemory = 77;

// Takes the process over and never returns. `socket`: to the other side. Runs after fork in a
// process that may have had threads.
[[noreturn]] void run_child(int socket, const std::string& program, const Limits& limits);

}  // namespace sluice::jq
