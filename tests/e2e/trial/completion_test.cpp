#include "app/trial/completion.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sluice::app;
using Words = std::vector<std::string>;

namespace {

constexpr const char* kOrder =
    R"({"customer":{"name":"Ada","number":7},"lines":[{"sku":"A","size":2}],"note":null})";

bool offers(const Completion& found, const std::string& word) {
  return std::find(found.words.begin(), found.words.end(), word) != found.words.end();
}

}  // namespace

TEST_CASE("functions and members of the record are offered, in any place of an expression") {
  const Completion found = completion_of("sum(lines[].size) + n", kOrder);
  CHECK(found.begun == 1);
  CHECK(offers(found, "note"));
  CHECK(offers(found, "not_null("));
  CHECK_FALSE(offers(found, "customer"));
}

TEST_CASE(
    "behind a dot the members of what is in front of it are offered, of lists those of an item") {
  CHECK(completion_of("customer.n", kOrder).words == Words{"name", "number"});
  CHECK(completion_of("sum(lines[].s", kOrder).words == Words{"size", "sku"});
  CHECK(completion_of("lines[*].", kOrder).words == Words{"size", "sku"});
  CHECK(completion_of("nothing.", kOrder).words.empty());
  CHECK(completion_of("note.", kOrder).words.empty());
}

TEST_CASE("what is certain is what all words begin with") {
  CHECK(common_beginning({"name", "number"}) == "n");
  CHECK(common_beginning({"size"}) == "size");
  CHECK(common_beginning({}) == "");
}
