#include "machine.hpp"

#include <cstdlib>
#include <cstring>

namespace sluice::lua {
namespace {

// Rare enough to cost nothing, often enough that a cancelled call returns within milliseconds.
constexpr int kInterval = 1000;

constexpr ptrdiff_t kMostStack = ptrdiff_t{512} * 1024;  // bytes

const char* stack_pointer() { return static_cast<const char*>(__builtin_frame_address(0)); }

}  // namespace

Machine::Machine(const Limits& limits) : limits_(limits), state_(lua_newstate(allocate, this)) {
  if (state_) luaJIT_setmode(state_, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_OFF);
}

Machine::~Machine() {
  if (!state_) return;
  lua_sethook(state_, nullptr, 0, 0);
  lua_close(state_);
}

Machine& Machine::of(lua_State* state) {
  void* self = nullptr;
  lua_getallocf(state, &self);
  return *static_cast<Machine*>(self);
}

void* Machine::allocate(void* self, void* block, size_t old_size, size_t size) {
  auto& machine = *static_cast<Machine*>(self);
  if (!block) old_size = 0;
  if (size == 0) {
    machine.used_ -= old_size;
    std::free(block);
    return nullptr;
  }
  const bool fits = size <= old_size || size - old_size <= machine.limits_.memory - machine.used_;
  void* const made = fits ? std::realloc(block, size) : nullptr;
  if (made)
    machine.used_ += size - old_size;
  else
    machine.reach(Bound::kMemory);
  return made;
}

void Machine::begin(sluice_batch* batch, const Cancel& cancel) {
  batch_ = batch;
  cancel_ = cancel;
  bound_ = Bound::kNone;
  bound_line_ = 0;
  left_ = limits_.instructions;
  begun_ = Clock::now();
  stack_begin_ = stack_pointer();
  lua_sethook(state_, count, LUA_MASKCOUNT, kInterval);
}

// Allocation reaches this too, in the middle of anything: it may only set the hook.
void Machine::reach(Bound why) {
  if (bound_ != Bound::kNone || !batch_) return;
  bound_ = why;
  lua_sethook(state_, count, LUA_MASKCOUNT, 1);
}

void Machine::stop(lua_State* state, Bound why) {
  reach(why);
  if (!bound_line_) bound_line_ = current_line(state);
  luaL_error(state, "stopped");
  std::abort();  // luaL_error does not return, but its declaration does not say so
}

void Machine::count(lua_State* state, lua_Debug*) {
  Machine& machine = of(state);
  machine.left_ -= kInterval;
  machine.check(state);
}

void Machine::check(lua_State* state) {
  if (bound_ != Bound::kNone) stop(state, bound_);
  if (left_ <= 0) stop(state, Bound::kInstructions);
  if (cancel_.requested()) stop(state, Bound::kCancelled);
  if (Clock::now() - begun_ > std::chrono::milliseconds(limits_.time_ms)) stop(state, Bound::kTime);
}

void Machine::spend(lua_State* state, int64_t instructions) {
  left_ -= instructions;
  if (left_ <= 0) stop(state, Bound::kInstructions);
}

void Machine::check_stack(lua_State* state) const {
  if (stack_begin_ - stack_pointer() > kMostStack) luaL_error(state, "calls are nested too deep");
}

std::string Machine::bound_message() const {
  switch (bound_) {
    case Bound::kInstructions:
      return "the script runs more than " + std::to_string(limits_.instructions) +
             " instructions for this record (limits.instructions)";
    case Bound::kMemory:
      return "the script needs more than " + std::to_string(limits_.memory) +
             " bytes of memory for this record (limits.memory)";
    case Bound::kTime:
      return "the script runs longer than " + std::to_string(limits_.time_ms) +
             " ms for this record (limits.time_ms)";
    default:
      return {};
  }
}

int current_line(lua_State* state) {
  lua_Debug at{};
  for (int level = 0; lua_getstack(state, level, &at); level++)
    if (lua_getinfo(state, "Sl", &at) && at.currentline > 0 &&
        std::strcmp(at.source, kChunkName) == 0)
      return at.currentline;
  return 0;
}

}  // namespace sluice::lua
