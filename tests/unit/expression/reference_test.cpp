// What each function says of itself holds.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "sluice/expression/functions.hpp"
#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;
using sluice::expression::FunctionInfo;
using sluice::expression::functions;

namespace {

int64_t count_of(std::string_view text, char c) { return std::count(text.begin(), text.end(), c); }

std::string call_with(const FunctionInfo& f, int64_t arguments) {
  std::string call(f.name);
  for (int64_t i = 0; i < arguments; i++) call += (i ? "," : "(") + std::string("a");
  return arguments ? call + ")" : call + "()";
}

}  // namespace

TEST_CASE("every function's example gives the result that is written beside it") {
  for (const FunctionInfo& f : functions()) {
    CAPTURE(f.name);
    Fixture fixture;
    CHECK(fixture.evaluate(f.example, "{}") == f.result);
    CHECK(std::string(f.example).find(std::string(f.name) + "(") != std::string::npos);
  }
}

TEST_CASE("every function has a sentence, a family and a name of its own") {
  std::set<std::string_view> names;
  for (const FunctionInfo& f : functions()) {
    CAPTURE(f.name);
    CHECK(names.insert(f.name).second);
    CHECK(std::string(f.summary).back() == '.');
    CHECK(std::string("coding dates numbers structure text").find(f.family) != std::string::npos);
  }
  CHECK(names.size() > 80);
}

TEST_CASE("the parameters in the help are as many as the function takes") {
  for (const FunctionInfo& f : functions()) {
    CAPTURE(f.name);
    Fixture fixture;
    const int64_t all = f.parameters.empty() ? 0 : count_of(f.parameters, ',') + 1;
    const int64_t optional = count_of(f.parameters, '?');
    const bool is_many = std::string(f.parameters).find("...") != std::string::npos;
    const auto counted = [&](int64_t n) {
      const std::string error = fixture.compile_error(call_with(f, n));
      return error.find(" given") == std::string::npos;
    };
    CHECK(counted(all - optional));
    CHECK(counted(all));
    CHECK(counted(all + 1) == is_many);
    if (all - optional > 0) CHECK(!counted(all - optional - 1));
  }
}
