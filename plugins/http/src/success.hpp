// The `success` setting: an expression over a response's body that says whether the request was
// carried out, for systems that respond 200 even for failures. One lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sluice/expression/expression.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

class Success {
 public:
  // Nothing if the setting is absent. E_INVALID starts with its pointer.
  static sluice::Result<std::optional<Success>> read(sluice::Value config,
                                                     const sluice::Host& host);

  // Whether the expression holds: JMESPath's truth, but the text "false" counts as false. E_INVALID
  // if the expression fails on it.
  sluice::Result<bool> holds(sluice::Value response);

 private:
  explicit Success(sluice::expression::Expression expression)
      : expression_(std::move(expression)) {}

  sluice::expression::Expression expression_;
};

}  // namespace http_plugin
