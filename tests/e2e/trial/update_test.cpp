#include <doctest/doctest.h>

#include "app/trial/test_update.hpp"

using sluice::app::with_records;

TEST_CASE("expected records are replaced, and every other line stays") {
  const std::string text =
      "tests:\n"
      "  - name: a  # why\n"
      "    expect:\n"
      "      - {id: 1}\n"
      "\n"
      "      - {id: 2}\n"
      "\n"
      "    errors: []\n";
  const auto updated = with_records(text, {3, 5}, {R"({"id":3})"});
  REQUIRE(updated.ok());
  CHECK(*updated ==
        "tests:\n"
        "  - name: a  # why\n"
        "    expect:\n"
        "      - {\"id\":3}\n"
        "\n"
        "    errors: []\n");
}

TEST_CASE("a list at the key's own column is its value, and the next test is not") {
  const std::string text = "tests:\n- expect:\n  - 1\n  - 2\n- name: b\n";
  const auto updated = with_records(text, {2, 3}, {"7", "8"});
  REQUIRE(updated.ok());
  CHECK(*updated == "tests:\n- expect:\n    - 7\n    - 8\n- name: b\n");
}

TEST_CASE("a value on the key's line is replaced, and no records are an empty list") {
  const auto updated = with_records("- expect: [{id: 1}]\n  name: a\n", {1, 3}, {});
  REQUIRE(updated.ok());
  CHECK(*updated == "- expect: []\n  name: a\n");
}

TEST_CASE("what does not stand on lines of its own is refused") {
  const auto updated = with_records("- {name: a, expect: [1]}\n", {1, 13}, {"2"});
  CHECK(updated.status().message() ==
        "line 1: what is expected must stand on lines of its own, or in a file, to be updated");
}
