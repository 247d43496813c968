// Shared code of `core`'s components for their configuration and their batches.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/expression/expression.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/expression/report.hpp"
#include "sluice/findings.hpp"
#include "sluice/plugin.hpp"

namespace sluice::core {

// The configuration and the context of compiling. Lives for the call to `create`. [main]
class Setup {
 public:
  static Result<Setup> of(Context& context);

  Value config() const { return config_; }
  const Findings& findings() const { return findings_; }
  // `pointer` is the JSON pointer of the setting, for the message. Errors are also reported to the
  // host, so a component can continue and find further errors.
  Result<expression::Expression> expression(std::string_view text, std::string_view pointer) const;
  // Text is an expression, another scalar is itself.
  Result<expression::Expression> expression(Value setting, std::string_view pointer) const;
  // Text with expressions in double braces.
  Result<expression::Expression> text_template(std::string_view text,
                                               std::string_view pointer) const;
  // An expression that returns this value, whatever it is.
  Result<expression::Expression> constant(Value value, std::string_view pointer) const;
  Result<expression::Path> path(std::string_view text, std::string_view pointer) const;
  // Of the setting `name`; `usual` where it is not given, or nothing where that is empty.
  Status optional_expression(const char* name, std::optional<expression::Expression>* out,
                             std::string_view usual = {}) const;
  // A path to one place: not one for the items of an array.
  Result<expression::Path> place(std::string_view text, std::string_view pointer) const;
  Status refuse(std::string_view pointer, const Status& why) const;
  sluice_slice intern(std::string_view text) const { return workbench_.intern(text); }

 private:
  Result<expression::Expression> checked(Result<expression::Expression> compiled,
                                         std::string_view pointer) const;
  Setup(const Host& host, Value config, expression::Workbench workbench)
      : findings_(host), config_(config), workbench_(std::move(workbench)) {}

  Findings findings_;
  Value config_;
  expression::Workbench workbench_;
};

// "/set" and "pricing.margin" -> "/set/pricing.margin", escaped as RFC 6901 says.
std::string pointer_to(std::string_view parent, std::string_view key);

// A setting's number, or `other`.
double number_or(Value value, double other);

// The first failure; OK if there is none.
Status first_failure(std::initializer_list<Status> all);

using expression::tell_notes;
using expression::told_of;
// The failure with the setting in front and the record's name at the end.
Status told_of(const Status& why, std::string_view setting, const Record& record);

}  // namespace sluice::core
