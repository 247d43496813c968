// A dotted path to one member of a record, as targets are written: `pricing.margin`, a part with
// other characters quoted: `a."b.c"`. Belongs to one component instance (hints). [lane]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expression/program.hpp"
#include "expression/workbench.hpp"
#include "sluice/result.hpp"

namespace sluice::expression {

// REQUIRES: `interned` outlives every batch.
Step step_of(std::string_view interned);

class Path {
 public:
  // E_INVALID with the column and what was expected. [main]
  static Result<Path> compile(std::string_view text, const Workbench& workbench);

  std::vector<Step>& steps() { return steps_; }
  const std::vector<Step>& steps() const { return steps_; }
  const std::string& text() const { return text_; }
  // Whether this names the same member as `other`, or an object it lies in.
  bool contains(const Path& other) const;

  // The member's value, or NULL: there is none, or (batch->fault) expanding failed.
  sluice_value* find(sluice_batch* batch, sluice_value* root);

 private:
  std::vector<Step> steps_;
  std::string text_;
};

}  // namespace sluice::expression
