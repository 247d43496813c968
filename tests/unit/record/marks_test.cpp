// Marks: every form finds the same ones, and texts read the same wherever a window ends.
#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "fixture.hpp"
#include "record/find_marks.hpp"
#include "record/scan.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

constexpr size_t kWindow = 4096;

std::vector<uint16_t> expected_marks(std::string_view text) {
  std::vector<uint16_t> places;
  for (size_t i = 0; i < text.size(); i++)
    if (is_special(text[i])) places.push_back(static_cast<uint16_t>(i));
  return places;
}

std::vector<uint16_t> found_marks(MarkFinder find, std::string_view text) {
  // On the heap and as small as promised, so that a sanitizer sees what is read and written beyond.
  std::vector<char> padded(text.begin(), text.end());
  padded.resize(text.size() + 63, '"');
  std::vector<uint16_t> places(text.size() + kMarkSlack);
  places.resize(
      static_cast<size_t>(find(padded.data(), text.size(), places.data()) - places.data()));
  return places;
}

void check_marks(std::string_view text) {
  const std::vector<uint16_t> expected = expected_marks(text);
  for (size_t i = 0; i < mark_finders().size(); i++) {
    CAPTURE(i);
    CHECK(found_marks(mark_finders()[i], text) == expected);
  }
}

// The record behind a member whose value fills `before` bytes.
std::string shifted(size_t before, std::string_view members) {
  return "{\"p\":\"" + std::string(before, 'x') + "\"," + std::string(members) + "}";
}

template <class S>
void check_numbers_and_differences() {
  const std::string text = "0123456789012345678901234567890123456789" + std::string(64, '\0');
  for (size_t at = 0; at < 40; at++)
    for (int byte = 0; byte < 256; byte++) {
      std::string other = text;
      other[at] = static_cast<char>(byte);
      const bool ends = !is_digit(other[at]) && at < 16;
      CHECK(S::no_digits(other.data()) == (~uint32_t{0} << 16 | (ends ? 1u << at : 0)));
      const bool differs = other[at] != text[at] && at < 32;
      CHECK(S::differing(text.data(), other.data()) == (differs ? uint32_t{1} << at : 0));
    }
}

}  // namespace

TEST_CASE("every form of the search marks each special byte at each place") {
  for (int byte = 0; byte < 256; byte++)
    for (size_t at = 0; at < 130; at += byte % 3 + 1) {
      std::string text(130, 'a');
      text[at] = static_cast<char>(byte);
      check_marks(text);
    }
}

TEST_CASE("every form of the search finds the same marks in text of any length and density") {
  std::minstd_rand dice(7);
  for (size_t size = 0; size < 300; size++)
    for (const unsigned rare : {1u, 2u, 8u, 40u}) {
      std::string text(size, 'a');
      for (char& c : text)
        if (dice() % rare == 0) c = "\"\\\n\x1f\x01"[dice() % 5];
      check_marks(text);
    }
  check_marks(std::string(kWindow, '"'));
  check_marks(std::string(65536, '\\'));
}

TEST_CASE("digits and differences are found in both forms of the scan") {
  check_numbers_and_differences<PortableScan>();
#if defined(__SSE2__)
  check_numbers_and_differences<Sse2Scan>();
#endif
}

TEST_CASE("a record reads the same wherever in it the window ends") {
  const std::string members =
      R"("a":"b","":"","q\"\\":"\"\\\u00e9\"","n":[-1.5e3,"",{"k":"\\","l":[]}],"t":true,"z":{}})";
  const std::string inner = members.substr(0, members.size() - 1);
  for (size_t before = kWindow - 150; before < kWindow + 8; before++) {
    CAPTURE(before);
    const std::string text = shifted(before, inner);
    Fixture f;
    REQUIRE(f.page("[" + text + "," + text + "]", "") == SLUICE_OK);
    REQUIRE(f.abi()->count == 2);
    for (size_t i = 0; i < 2; i++) {
      REQUIRE(f.record(i).state == SLUICE_RECORD_LIVE);
      CHECK(view(f.record(i).source) == text);
      CHECK(f.record(i).root.size == 7);
      CHECK(f.decoded(f.find(f.record(i).root, "q\"\\")->value) == "\"\\\xC3\xA9\"");
    }
    CHECK(f.find(f.record(1).root, "z") != nullptr);
  }
}

TEST_CASE("a pretty-printed record reads the same wherever in it the window ends") {
  const std::string members = "\r\n\t\"a\" :\n\"b\"\t,\n\n\"c\\n\":\n[\n\t\"\\\"\"\n,\n{\n}\r\n]\n";
  for (size_t before = kWindow - 80; before < kWindow + 8; before++) {
    CAPTURE(before);
    Fixture f;
    REQUIRE(f.page("[\n" + shifted(before, members) + "\n,\n{\"x\":\n\"y\"}]", "") == SLUICE_OK);
    REQUIRE(f.abi()->count == 2);
    CHECK(f.out() == shifted(before, R"("a":"b","c\n":["\"",{}])") + "\n{\"x\":\"y\"}\n");
  }
}

TEST_CASE("what is broken is refused wherever the window ends") {
  for (const std::string_view members :
       {R"("a":"b" "c")", R"("a":"b"")", R"("a":"\x")", R"("a":"\u00g0")", "\"a\":\"b\nc\"",
        "\"a\":\"b\x01\"", R"("a":"b)", R"("a":"b\)", R"("a":"b\")", R"("a""b")", R"("a\":"b")"})
    for (size_t before = kWindow - 40; before < kWindow + 8; before++) {
      CAPTURE(before);
      CAPTURE(members);
      Fixture f;
      CHECK(f.page("[{\"a\":1}," + shifted(before, members) + "]", "") == SLUICE_E_DATA);
    }
}

TEST_CASE("strings and names longer than a window are read whole") {
  for (const size_t size : {kWindow - 3, kWindow, kWindow + 1, 3 * kWindow, 20 * kWindow}) {
    CAPTURE(size);
    const std::string long_text = std::string(size, 'n') + "\\\"" + std::string(size / 2, 'm');
    const std::string record = "{\"" + std::string(size, 'k') + "\":\"" + long_text +
                               "\",\"after\":[\"" + long_text + "\",{\"i\":\"j\"}]}";
    Fixture f;
    REQUIRE(f.page("[" + record + "," + record + ",{\"last\":\"one\"}]", "") == SLUICE_OK);
    CHECK(f.out() == record + "\n" + record + "\n{\"last\":\"one\"}\n");
    CHECK(f.find(f.record(1).root, std::string(size, 'k')) != nullptr);
  }
}

TEST_CASE("names of any length are told apart by each of their bytes") {
  for (size_t size = 1; size < 140; size += size < 70 ? 1 : 13)
    for (size_t at = 0; at < size; at += 1 + size / 40) {
      CAPTURE(size);
      CAPTURE(at);
      const std::string name(size, 'n');
      std::string other = name;
      other[at] = 'm';
      Fixture f;
      REQUIRE(f.page("[{\"" + name + "\":1,\"b\":2},{\"" + other + "\":1,\"b\":2}]", "") ==
              SLUICE_OK);
      CHECK(f.find(f.record(0).root, name) != nullptr);
      CHECK(f.find(f.record(1).root, name) == nullptr);
      CHECK(f.find(f.record(1).root, other) != nullptr);
    }
}

TEST_CASE("a page that ends within a long name it had before is not read beyond its padding") {
  const std::string name(3 * kWindow, 'n');
  for (const size_t size : {size_t{1}, size_t{29}, size_t{30}, size_t{70}, kWindow + 1}) {
    Fixture f;
    const std::string text = "[{\"" + name + "\":1},{\"" + name.substr(0, size);
    CHECK(f.page(text, "") == SLUICE_E_DATA);
  }
}

TEST_CASE("a name that stands twice is found wherever the window ends") {
  for (size_t before = kWindow - 40; before < kWindow + 8; before++) {
    CAPTURE(before);
    Fixture f;
    const std::string good = shifted(before, R"("a":"b","c":"d")");
    const std::string twice = shifted(before, R"("a":"b","a":"d")");
    REQUIRE(f.page("[" + good + "," + good + "," + twice + "," + good + "]", "") == SLUICE_OK);
    for (size_t i = 0; i < 4; i++) CHECK((f.record(i).state == SLUICE_RECORD_FAILED) == (i == 2));
  }
}

TEST_CASE("blanks before a colon change nothing but the way a name is read") {
  Fixture f;
  REQUIRE(f.page(R"([{"a" :1,"b":2},{"a" :1,"b":2},{"a":1,"b" : 2},{"a" :1,"a":2}])", "") ==
          SLUICE_OK);
  CHECK(f.record(3).state == SLUICE_RECORD_FAILED);
  f.record(3).state = SLUICE_RECORD_FILTERED;
  for (size_t i = 0; i < 3; i++) CHECK(f.find(f.record(i).root, "b") != nullptr);
}
