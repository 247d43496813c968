// What expression tests share: a batch to compile in, text that outlives it, and evaluation of an
// expression on JSON text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "record/batch.hpp"
#include "sluice/expression/expression.hpp"
#include "unit/expression/colours.hpp"

namespace sluice::expression {

class Fixture {
 public:
  explicit Fixture(const record::Limits& limits = {}) : scratch_({}), data_(limits) {}

  Workbench workbench() {
    return {scratch_.abi(),
            [this](std::string_view text) { return slice(*kept_.emplace(text).first); },
            [this](std::string_view name) { return variable(name); }, [this] { return unix_us; },
            [this](std::string_view name) { return colours_.find(name); }};
  }
  // What now() is made of: 2026-07-15T15:00:00Z, and a half.
  int64_t unix_us = 1'784'127'600'500'000;
  // What $env.NAME gives.
  std::map<std::string, std::string, std::less<>> variables;
  sluice_batch* batch() { return data_.abi(); }
  record::Batch& data() { return data_; }

  Result<Expression> compile(std::string_view text) {
    return Expression::compile(text, workbench());
  }
  std::string compile_error(std::string_view text) {
    Result<Expression> result = compile(text);
    return result.ok() ? "(compiles)" : result.status().message();
  }

  // REQUIRES: `json` is JSON
  sluice_value* value(std::string_view json) {
    auto* out = static_cast<sluice_value*>(sluice_alloc(batch()->arena, sizeof(sluice_value)));
    if (batch()->json->parse(batch(), slice(json), out)) throw std::string(json);
    return out;
  }
  std::string json(const sluice_value* value) {
    sluice_slice out{};
    if (batch()->json->write(batch(), value, &out)) throw std::string("cannot be written");
    return std::string(view(out));
  }

  // The result as JSON, or "! " and the message.
  std::string evaluate(std::string_view expression, std::string_view input) {
    Result<Expression> compiled = compile(expression);
    if (!compiled.ok()) return "! " + compiled.status().message();
    Evaluator evaluator(compiled->program(), batch());
    sluice_value* result = evaluator.evaluate(value(input));
    if (!result) return "! " + failure_text(evaluator.failure());
    return json(result);
  }

  std::string failure_text(const Status& failure) {
    return failure.message().empty() ? data_.last_fault().message() : failure.message();
  }

  // What compiling warns of, each "column 8: …".
  std::vector<std::string> warnings(std::string_view text) {
    Result<Expression> result = compile(text);
    if (!result.ok()) throw result.status().message();
    return result->warnings();
  }

 private:
  Result<std::string> variable(std::string_view name) const {
    const auto found = variables.find(name);
    if (found == variables.end())
      return Status(SLUICE_E_INVALID, std::string(name) + " is not set");
    return found->second;
  }

  ColoursHost colours_;
  record::Batch scratch_;
  record::Batch data_;
  std::unordered_set<std::string> kept_;
};

}  // namespace sluice::expression
