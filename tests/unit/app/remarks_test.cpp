// What steps remarked, and the variables that expressions may read.
#include <doctest/doctest.h>

#include <cstdlib>

#include "app/report/remark_text.hpp"
#include "app/wiring/variables.hpp"
#include "config/interpolate.hpp"

using namespace sluice;
using namespace sluice::app;

TEST_CASE("remarks are told for people with number, place and example, and for machines") {
  pipeline::RunReport report;
  report.remarks = {{"transformers[0] (core.filter)",
                     "comparison of text with a number (`price > `10``)", "record id=7", 12},
                    {"transformers[1] (core.map)", "path that meets an array (`a.b`)", "", 1}};
  CHECK(remark_lines(report) ==
        std::vector<std::string>{
            "  step transformers[0] (core.filter): 12 comparisons of text with a number (`price > "
            "`10``), first at record id=7",
            "  step transformers[1] (core.map): 1 path that meets an array (`a.b`)"});
  const std::string json = config::to_json(remarks_node(report));
  CHECK(json.find("\"step\":\"transformers[0] (core.filter)\",\"text\":\"comparison of text") !=
        std::string::npos);
  CHECK(json.find("\"count\":12,\"example\":\"record id=7\"}") != std::string::npos);
  CHECK(remark_lines({}).empty());
}

TEST_CASE("a declared variable is read, an undeclared one refused with the nearest") {
  services::Redactor redactor;
  ::setenv("SLUICE_TEST_OUTLET", "O'Brien's", 1);
  ::unsetenv("SLUICE_TEST_UNSET");
  ::setenv("SLUICE_TEST_BAD", "\xff", 1);
  const auto read =
      variable_reader({{"SLUICE_TEST_OUTLET"}, {"SLUICE_TEST_UNSET"}, {"SLUICE_TEST_BAD"}},
                      config::environment_variable, redactor);
  CHECK(*read("SLUICE_TEST_OUTLET") == "O'Brien's");
  CHECK(read("SLUICE_TEST_OUTLTE").status().message() ==
        "the environment variable SLUICE_TEST_OUTLTE is not declared; did you mean "
        "\"SLUICE_TEST_OUTLET\"?");
  CHECK(read("OTHER").status().message() ==
        "the environment variable OTHER is not declared; add it: host: {env: [OTHER]}");
  CHECK(read("SLUICE_TEST_UNSET").status().message() ==
        "the environment variable SLUICE_TEST_UNSET is not set; set it");
  CHECK(read("SLUICE_TEST_BAD").status().message().find("is not UTF-8 text") != std::string::npos);
  CHECK(redactor.redact("O'Brien's") == "O'Brien's");
}

TEST_CASE("a variable that is a secret, or named like one, is kept out of what people see") {
  services::Redactor redactor;
  ::setenv("SLUICE_TEST_PIN", "pin-4711", 1);
  ::setenv("SLUICE_TEST_TOKEN", "tok-0815", 1);
  const auto read = variable_reader({{"SLUICE_TEST_PIN", true}, {"SLUICE_TEST_TOKEN"}},
                                    config::environment_variable, redactor);
  CHECK(*read("SLUICE_TEST_PIN") == "pin-4711");
  CHECK(*read("SLUICE_TEST_TOKEN") == "tok-0815");
  CHECK(redactor.redact("a pin-4711 b tok-0815") == "a [redacted] b [redacted]");
}
