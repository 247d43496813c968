// Values of Lua as values of a record: what did not change is what it was, byte for byte. [lane]
#pragma once

#include <lua.hpp>

#include <string>

#include "sluice/plugin.hpp"

namespace sluice::lua {

// Converts the results of a script into a batch's values.
class Writer {
 public:
  Writer(lua_State* state, sluice_batch* batch) : state_(state), batch_(batch) {}

  // The value at `index` (absolute). False: failure() says what JSON has no form for and where, or
  // that the batch's memory is exhausted. Raises an error in Lua when Lua's memory is exhausted.
  bool convert(int index, sluice_value* out);
  const Status& failure() const { return failure_; }

 private:
  // Where a value stands, from the inside outwards; on the stack of calls.
  struct Place {
    const Place* parent;
    std::string_view name;  // of a member; else it is item `item`, from 1
    size_t item;
    unsigned depth;
  };
  struct Keys {
    uint32_t names = 0, numbers = 0;
    bool others = false;
  };

  bool value(int index, sluice_value* source, const Place& at, sluice_value* out);
  bool string(int index, const sluice_value* source, const Place& at, sluice_value* out);
  bool number(double number, const sluice_value* source, const Place& at, sluice_value* out);
  bool table(int index, const Place& at, sluice_value* out);
  bool array(int index, sluice_value* source, const Place& at, sluice_value* out);
  bool object(int index, uint32_t count, sluice_value* source, const Place& at, sluice_value* out);
  bool known_members(int index, sluice_value* source, const Place& at, sluice_value* out);
  bool new_members(int index, uint32_t count, sluice_value* source, const Place& at,
                   sluice_value* out);
  bool add_member(int index, std::string_view name, const Place& at, sluice_value* out);
  Keys keys_of(int index);
  bool digits(std::string_view text, const sluice_value* source, sluice_value* out);
  bool scalar(int kind, std::string_view text, sluice_value* out);
  const char* copy(std::string_view text);
  bool fail(const Place& at, std::string_view what);
  bool no_memory();

  lua_State* state_;
  sluice_batch* batch_;
  Status failure_;
};

}  // namespace sluice::lua
