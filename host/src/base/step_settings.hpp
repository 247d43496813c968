// The settings that the host gives every step, as written. A value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sluice::base {

// What becomes of a record that fails at a step.
enum class OnError : uint8_t {
  park,
  drop,  // it is filtered
  keep   // it goes on as it came into the step
};

// Which records pass a step. The steps of one list have a chain, those of each case of a switch
// another one; they are numbered as they are written, so those within a chain follow it.
struct StepRoute {
  uint32_t chain = 0;          // of the step; 0: of the list itself
  uint32_t last = UINT32_MAX;  // the last chain within it

  bool has(uint32_t record) const { return chain <= record && record <= last; }
  bool operator==(const StepRoute&) const = default;
};

// A step that sends each record into one of several chains, whose steps follow it.
struct SwitchSettings {
  struct Case {
    std::string when;  // expression; the first that holds for a record takes it
    uint32_t chain = 0;
    bool operator==(const Case&) const = default;
  };
  std::vector<Case> cases;
  uint32_t otherwise = 0;  // chain of a record that no case takes; the switch's own: it passes

  bool operator==(const SwitchSettings&) const = default;
};

struct StepSettings {
  std::string when;  // expression: records for which it does not hold pass unchanged; empty: all do
  std::string each;  // path of an array: the step runs on its elements; empty: on the records
  OnError on_error = OnError::park;

  bool given() const { return !when.empty() || !each.empty() || on_error != OnError::park; }
  bool operator==(const StepSettings&) const = default;
};

}  // namespace sluice::base
