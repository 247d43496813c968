// A Lua state and what bounds it: memory, instructions, time. A bound that was reached cannot be
// caught by the script: from then on every instruction of it raises the bound's error again.
// LuaJIT's compiler is off, because compiled code calls no hook and would have no bound. [lane]
#pragma once

#include <lua.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "settings.hpp"
#include "sluice/plugin.hpp"

namespace sluice::lua {

// Why the script was stopped. kHost: a function of the host failed, batch->fault says how.
enum class Bound : uint8_t { kNone, kInstructions, kMemory, kTime, kCancelled, kHost };

class Machine {
 public:
  explicit Machine(const Limits& limits);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  // The one whose state this is.
  static Machine& of(lua_State* state);

  lua_State* state() const { return state_; }  // NULL: no memory
  sluice_batch* batch() const { return batch_; }
  Bound bound() const { return bound_; }
  // The line of the script that was running when a bound was reached; 0: not known.
  int bound_line() const { return bound_line_; }
  // What the bound that was reached says, with the setting that moves it.
  std::string bound_message() const;

  // The bounds are whole again, for a record of `batch`.
  void begin(sluice_batch* batch, const Cancel& cancel);

  // Counts work that Lua does not see, as that many instructions; raises an error in Lua when the
  // bound is reached.
  void spend(lua_State* state, int64_t instructions);
  int64_t left() const { return left_; }
  // Before a function that is not Lua's calls a function of the script: raises an error in Lua if
  // such calls are nested too deep. LuaJIT does not bound what they take of the thread's stack.
  void check_stack(lua_State* state) const;
  // Raises an error in Lua that no script can catch.
  [[noreturn]] void stop(lua_State* state, Bound why);

 private:
  using Clock = std::chrono::steady_clock;

  static void* allocate(void* self, void* block, size_t old_size, size_t size);
  static void count(lua_State* state, lua_Debug* where);
  void check(lua_State* state);
  void reach(Bound why);

  Limits limits_;
  size_t used_ = 0;
  int64_t left_ = 0;
  int bound_line_ = 0;
  const char* stack_begin_ = nullptr;  // where the thread's stack was when the record began
  Bound bound_ = Bound::kNone;
  Clock::time_point begun_;
  sluice_batch* batch_ = nullptr;
  Cancel cancel_{nullptr};
  lua_State* state_;
};

// The line of the script that is running, or 0.
int current_line(lua_State* state);

// The chunk name of the script; Lua puts it before the number of a line.
inline constexpr const char* kChunkName = "=line";

}  // namespace sluice::lua
