#include "common/json_members.hpp"
#include "writes/writes.hpp"

#include <doctest/doctest.h>

using namespace sluice::simulator;

namespace {

std::string stored_note(const std::string& note) {
  JsonMembers row;
  row.set("note", quote(note));
  shape_customer(row);
  return as_text(row.find("note")).value();
}

}  // namespace

TEST_CASE("a number that looks like a payment card is stored redacted") {
  CHECK(stored_note("pay 4111 1111 1111 1111 now") == "pay **** **** **** **** now");
  CHECK(stored_note("4111-1111-1111-1111") == "****-****-****-****");
}

TEST_CASE("other numbers stay") {
  CHECK(stored_note("order 4111 1111 1111 1112") == "order 4111 1111 1111 1112");
  CHECK(stored_note("call 0043 1 234567") == "call 0043 1 234567");
  CHECK(stored_note("") == "");
}
