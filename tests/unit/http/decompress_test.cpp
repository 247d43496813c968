#include "http/carrier/decompress.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/http/packed.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

Unpacked unpack(const std::string& packed, std::string& text, size_t limit = 1'000'000) {
  record::PageBuffer into(limit);
  const Unpacked out = decompress("gzip", packed, into);
  text.assign(into.data() ? into.data() : "", into.size());
  return out;
}

}  // namespace

TEST_CASE("gzip of several members is unpacked to its end") {
  std::string text;
  CHECK(unpack(gzip("one ") + gzip(std::string(100'000, 't')) + gzip(" three"), text) ==
        Unpacked::kDone);
  const bool same = text == "one " + std::string(100'000, 't') + " three";
  CHECK(same);
}

TEST_CASE("bytes behind gzip that are no member make it broken") {
  std::string text;
  CHECK(unpack(gzip("one") + "two", text) == Unpacked::kBroken);
  const std::string second = gzip("two");
  CHECK(unpack(gzip("one") + second.substr(0, second.size() - 2), text) == Unpacked::kBroken);
}

TEST_CASE("text as large as the limit is unpacked, one byte more is not") {
  std::string text;
  const std::string packed = gzip(std::string(70'000, 't'));
  CHECK(unpack(packed, text, 70'000) == Unpacked::kDone);
  CHECK(unpack(packed, text, 69'999) == Unpacked::kTooBig);
}

TEST_CASE("the text comes behind what is there") {
  record::PageBuffer into(100);
  REQUIRE(into.append("a", 1));
  REQUIRE(decompress("deflate", deflate("b"), into) == Unpacked::kDone);
  CHECK(std::string(into.data(), into.size()) == "ab");
}
