// What the components of `core` do with their configuration and their batches alike.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "sluice/expression/expression.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/findings.hpp"
#include "sluice/plugin.hpp"

namespace sluice::core {

// The configuration and what compiling needs. Lives for the call to `create`. [main]
class Setup {
 public:
  static Result<Setup> of(Context& context);

  Value config() const { return config_; }
  const Findings& findings() const { return findings_; }
  // `pointer` is the JSON pointer of the setting, for the message. What is refused is told to the
  // host as well, so that a component can go on and find what else is wrong.
  Result<expression::Expression> expression(std::string_view text, std::string_view pointer) const;
  // Text is an expression, another scalar is itself.
  Result<expression::Expression> expression(Value setting, std::string_view pointer) const;
  // Gives this value, whatever it is.
  Result<expression::Expression> constant(Value value, std::string_view pointer) const;
  Result<expression::Path> path(std::string_view text, std::string_view pointer) const;
  // A path to one place: not one that is written for the items of an array.
  Result<expression::Path> place(std::string_view text, std::string_view pointer) const;
  Status refuse(std::string_view pointer, const Status& why) const;
  sluice_slice intern(std::string_view text) const { return workbench_.intern(text); }

 private:
  Setup(const Host& host, Value config, expression::Workbench workbench)
      : findings_(host), config_(config), workbench_(std::move(workbench)) {}

  Findings findings_;
  Value config_;
  expression::Workbench workbench_;
};

// "/set" and "pricing.margin" -> "/set/pricing.margin", escaped as RFC 6901 says.
std::string pointer_to(std::string_view parent, std::string_view key);

// The first failure; OK if there is none.
Status first_failure(std::initializer_list<Status> all);

// The setting in front of why a record fails at it, and the record's name behind.
Status told_of(const Status& why, std::string_view setting, const Record& record);
Status told_of(const Status& why, std::string_view setting, sluice_batch* batch,
               const sluice_value* root);

// Tells the host what evaluating met in this batch.
void tell_notes(const Findings& findings, const expression::Evaluator& evaluator);

}  // namespace sluice::core
