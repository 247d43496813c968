// The ways a text gets into the host, for tests that send it through all of them.
#pragma once

#include <doctest/doctest.h>

#include "fixture.hpp"

namespace sluice::record {

inline bool is_one_line(std::string_view text) { return text.find_first_of("\r\n") == text.npos; }

// A way in: whether it takes the value, and what leaves.
struct Response {
  bool taken;
  std::string out;
};

inline Response as_record_of_a_page(std::string_view value) {
  Fixture f;
  const bool taken = f.one(value) == SLUICE_OK && f.record().state == SLUICE_RECORD_LIVE;
  return {taken, taken ? f.out() : ""};
}

inline Response as_line(std::string_view value) {
  Fixture f;
  const std::string text = "{\"before\":1}\n" + std::string(value) + "\n{\"behind\":2}";
  CHECK(f.lines(text) == SLUICE_OK);  // a bad line never spoils its neighbours
  REQUIRE(f.abi()->count == 3);
  CHECK(f.record(0).state == SLUICE_RECORD_LIVE);
  CHECK(f.record(2).state == SLUICE_RECORD_LIVE);
  const bool taken = f.record(1).state == SLUICE_RECORD_LIVE;
  f.record(0).state = f.record(2).state = SLUICE_RECORD_FILTERED;
  return {taken, taken ? f.out() : ""};
}

inline Response at_the_text_border(std::string_view value) {
  Fixture f;
  const sluice_value parsed = f.parsed(value);
  return {parsed.kind != 255, parsed.kind != 255 ? f.written(parsed) + "\n" : ""};
}

inline Response as_source(std::string_view value) {
  Fixture f;
  size_t index = 0;
  const bool taken = f.abi()->records_api->add_source(f.abi(), slice(value), &index) == SLUICE_OK &&
                     f.record(index).state == SLUICE_RECORD_LIVE;
  return {taken, taken ? f.out() : ""};
}

// In the middle of a page, where it stays raw, and once more where its level is opened.
inline Response nested_in_a_page(std::string_view value) {
  Fixture f;
  const std::string record = R"({"a":[{"b":)" + std::string(value) + R"(}],"c":0})";
  const bool taken = f.one(record) == SLUICE_OK && f.record().state == SLUICE_RECORD_LIVE;
  return {taken, taken ? f.out() : ""};
}

inline Response opened_in_a_page(std::string_view value) {
  Fixture f;
  const std::string record = R"({"a":[{"b":)" + std::string(value) + R"(}],"c":0})";
  if (f.one(record) != SLUICE_OK || f.record().state != SLUICE_RECORD_LIVE) return {false, ""};
  sluice_value& list = f.find(f.record().root, "a")->value;
  if (f.json()->expand(f.abi(), &list) || f.json()->expand(f.abi(), list.as.items))
    return {false, ""};
  sluice_value& inner = f.find(list.as.items[0], "b")->value;
  if (f.json()->expand(f.abi(), &inner)) return {false, ""};
  return {true, f.out()};
}

// Every way must say the same of it.
inline void check_string(const std::string& content, bool good) {
  const std::string value = "\"" + content + "\"";
  CAPTURE(value);
  CHECK(as_record_of_a_page(value).taken == good);
  CHECK(at_the_text_border(value).taken == good);
  CHECK(nested_in_a_page(value).taken == good);
  const std::string name = "{" + value + ":1}";
  CHECK(as_record_of_a_page(name).taken == good);
  CHECK(nested_in_a_page(name).taken == good);
}

}  // namespace sluice::record
