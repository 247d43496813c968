#include "http/plain/response_reader.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "unit/http/packed.hpp"
#include "unit/http/read_response.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

TEST_CASE("a body without a length goes until the other side closes") {
  const Read got = read(kOk + "\r\nall of it");
  CHECK(got.state == State::whole);
  CHECK(got.body == "all of it");
  CHECK_FALSE(got.stays);
  CHECK(read(kOk + "\r\n", {.ends = false}).state == State::more);
}

TEST_CASE("a body over the limit is refused, however it comes") {
  const How tight{.limit = 9};
  const std::string ten(10, 'x');
  for (const std::string& bytes :
       {sized(ten), kOk + "\r\n" + ten, kChunked + "A\r\n" + ten + "\r\n",
        kChunked + "5\r\nxxxxx\r\n5\r\nxxxxx\r\n"}) {
    CHECK(read(bytes, tight).failure == FailureKind::kBodyTooBig);
    CHECK(read_by_byte(bytes, tight).failure == FailureKind::kBodyTooBig);
  }
  CHECK(read(sized(std::string(9, 'x')), tight).body.size() == 9);
}

TEST_CASE("gzip, x-gzip and deflate are unpacked, in any case; identity stays") {
  const std::string text(50'000, 'z');
  CHECK(read(sized(gzip(text), "Content-Encoding: gzip\r\n")).body == text);
  CHECK(read(sized(gzip(text), "content-encoding: X-GZip\r\n")).body == text);
  CHECK(read(sized(deflate(text), "Content-Encoding: deflate\r\n")).body == text);
  CHECK(read(sized(text, "Content-Encoding: identity\r\n")).body == text);
  CHECK(read(sized(text, "Content-Encoding:\r\n")).body == text);
  CHECK(read(kOk + "Content-Encoding: gzip\r\n\r\n" + gzip(text)).body == text);
}

TEST_CASE("a packed body without a byte is an empty one") {
  CHECK(read(sized("", "Content-Encoding: gzip\r\n")).state == State::whole);
  CHECK(read(kOk + "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\n", {.head = true}).state ==
        State::whole);
}

TEST_CASE("the page of a packed body goes back to where it came from") {
  record::PagePool pages;
  CHECK(read(sized(gzip("text"), "Content-Encoding: gzip\r\n"), {.pages = &pages}).body == "text");
  CHECK(pages.count() == 1);
}

TEST_CASE("an unknown coding is named") {
  const Read got = read(sized("x", "Content-Encoding: br\r\n"));
  CHECK(got.failure == FailureKind::kNotUnpacked);
  CHECK(got.detail == "its coding is br");
}

TEST_CASE("broken and cut off gzip is refused") {
  const std::string packed = gzip("some text that is packed");
  for (const std::string& bad : {std::string("no gzip"), packed.substr(0, packed.size() - 1),
                                 packed.substr(0, 12), packed.substr(0, 3)}) {
    const Read got = read(sized(bad, "Content-Encoding: gzip\r\n"));
    CHECK(got.failure == FailureKind::kNotUnpacked);
    CHECK(got.detail == "it is not a complete gzip");
  }
}

TEST_CASE("gzip that unpacks to more than the limit is refused") {
  const std::string bomb = gzip(std::string(size_t{8} << 20, '\0'));
  REQUIRE(bomb.size() < 20'000);
  CHECK(read(sized(bomb, "Content-Encoding: gzip\r\n"), {.limit = 100'000}).failure ==
        FailureKind::kBodyTooBig);
}

TEST_CASE("a body of known length is received in place") {
  ResponseReader reader(false, kLimit, nullptr);
  char* into = nullptr;
  CHECK(reader.place(into) == 0);  // the head is not here
  REQUIRE(reader.take(kOk + "Content-Length: 10\r\n\r\nhel") == State::more);
  REQUIRE(reader.place(into) == 7);
  std::memcpy(into, "lo", 2);
  REQUIRE(reader.took(2) == State::more);
  REQUIRE(reader.place(into) == 5);
  std::memcpy(into, "world", 5);
  REQUIRE(reader.took(5) == State::whole);
  const Read got = result(reader, State::whole);
  CHECK(got.body == "helloworld");
  CHECK(got.stays);
}

TEST_CASE("a body far larger than what is received in place at once arrives whole") {
  const std::string body(3'000'000, 'b');
  ResponseReader reader(false, body.size(), nullptr);
  State state = reader.take(kOk + "Content-Length: 3000000\r\n\r\n");
  size_t done = 0;
  while (state == State::more) {
    char* into = nullptr;
    const size_t room = reader.place(into);
    REQUIRE(room > 0);
    REQUIRE(room <= body.size() - done);
    std::memcpy(into, body.data() + done, room);
    done += room;
    state = reader.took(room);
  }
  const bool same = result(reader, state).body == body;
  CHECK(same);
}

TEST_CASE("nothing is received in place where no length is told") {
  for (const std::string& head : {kChunked, kOk + "\r\n"}) {
    ResponseReader reader(false, kLimit, nullptr);
    REQUIRE(reader.take(head) == State::more);
    char* into = nullptr;
    CHECK(reader.place(into) == 0);
  }
}

TEST_CASE("a used page with room beyond the limit gives no room beyond it") {
  record::PagePool pages;
  record::PageBuffer used(1000);
  REQUIRE(used.reserve(1000));
  pages.put(std::move(used));
  ResponseReader reader(false, 9, &pages);
  REQUIRE(reader.take(kOk + "Content-Length: 10\r\n\r\n") == State::more);
  char* into = nullptr;
  REQUIRE(reader.place(into) == 0);
  CHECK(reader.take("0123456789") == State::failed);
  CHECK(reader.failure().kind == FailureKind::kBodyTooBig);
}
