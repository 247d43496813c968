// Runs the JMESPath compliance cases (community edition) that lie beside the project.
#include <doctest/doctest.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#include "unit/expression/fixture.hpp"

namespace fs = std::filesystem;

namespace {

using Json = rapidjson::Value;

// JEP-12 took it out of the language: a literal in backticks is JSON, and `foo` is none.
const char* const kLeftOut = "legacy-legacy-literal.json";

fs::path cases_folder() {
  const char* set = std::getenv("SLUICE_JMESPATH_CASES");
  return set ? set : SLUICE_JMESPATH_CASES;
}

std::string text_of(const Json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

std::string error_case(std::string_view wanted, const std::string& compile_error,
                       const std::string& result) {
  bool at_compile = wanted == "syntax" || wanted == "unknown-function" ||
                    wanted == "invalid-arity" || wanted == "undefined-variable";
  if (at_compile && compile_error.empty()) return "compiles";
  if (!at_compile && compile_error.empty() && result.substr(0, 1) != "!") return result;
  return {};
}

// Empty if the case passes, else what came instead.
std::string run_case(const std::string& given, const Json& test) {
  sluice::expression::Fixture fixture;
  std::string expression = test["expression"].GetString();
  auto compiled = fixture.compile(expression);
  std::string compile_error = compiled.ok() ? "" : compiled.status().message();
  if (!test.HasMember("error") && !compile_error.empty()) return compile_error;
  std::string result = compiled.ok() ? fixture.evaluate(expression, given) : "";
  if (test.HasMember("error")) return error_case(test["error"].GetString(), compile_error, result);
  if (!test.HasMember("result")) return {};  // a parse benchmark
  rapidjson::Document got;
  got.Parse(result.c_str());
  return !got.HasParseError() && got == test["result"] ? "" : result;
}

struct Count {
  int passed = 0, total = 0;
};

Count run_file(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  rapidjson::Document document;
  document.Parse(text.str().c_str());
  REQUIRE_MESSAGE(document.IsArray(), path.string() << " is no array of cases");
  Count count;
  for (const Json& group : document.GetArray()) {
    std::string given = text_of(group["given"]);
    for (const Json& test : group["cases"].GetArray()) {
      std::string wrong = run_case(given, test);
      count.total++;
      count.passed += wrong.empty();
      CHECK_MESSAGE(wrong.empty(), path.filename().string()
                                       << ": " << text_of(test) << " gave " << wrong);
    }
  }
  return count;
}

}  // namespace

TEST_CASE("the JMESPath compliance cases pass") {
  fs::path folder = cases_folder();
  if (!fs::is_directory(folder)) {
    std::cout << "skipped: no JMESPath cases in " << folder
              << "; set SLUICE_JMESPATH_CASES to their folder\n";
    return;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Count all;
  for (const fs::path& file : files) {
    std::string name = file.filename().string();
    if (name == kLeftOut) continue;
    Count count = run_file(file);
    std::cout << name << ": " << count.passed << "/" << count.total << "\n";
    all.passed += count.passed;
    all.total += count.total;
  }
  std::cout << "all: " << all.passed << "/" << all.total << "\n";
  CHECK(all.passed == all.total);
}
