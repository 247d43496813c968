#include <doctest/doctest.h>

#include "recording/line_reader.hpp"
#include "recording/line_writer.hpp"

using namespace sluice;
using namespace sluice::recording;

namespace {

template <class T>
T again(const std::string& line) {
  Result<Line> read = read_line(line);
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  return std::get<T>(*read);
}

}  // namespace

TEST_CASE("an exchange is read back byte for byte, text or not") {
  Exchange exchange;
  exchange.number = 7;
  exchange.session = "clients.shop";
  exchange.done_ms = 12;
  exchange.method = "POST";
  exchange.url = "https://h/a?b=c";
  exchange.headers.add("X-Name", "caf\xe9");
  exchange.body.bytes = std::string("\0\x01 \"quoted\" \xc3\xa9\n", 16);
  exchange.status = 201;
  exchange.response.bytes = "\xff\xfe not text";
  const std::string line = to_line(exchange);
  CHECK(line.find('\n') == line.size() - 1);
  const auto out = again<Exchange>(line);
  CHECK(out.number == 7);
  CHECK(out.headers.find("X-Name") == "caf\xe9");
  CHECK(out.body.bytes == exchange.body.bytes);
  CHECK(out.status == 201);
  CHECK(out.response.bytes == exchange.response.bytes);
}

TEST_CASE("a failure is read back with what may be done about it") {
  Exchange exchange;
  exchange.delivery = http::Delivery::kLost;
  exchange.failure = {SLUICE_E_TIMEOUT, "no response"};
  const auto out = again<Exchange>(to_line(exchange));
  CHECK(out.delivery == http::Delivery::kLost);
  CHECK(out.failure.code() == SLUICE_E_TIMEOUT);
  CHECK(out.failure.message() == "no response");
}

TEST_CASE("a header is read back with where the pipelines stood") {
  Header header{"1.2.3", 99, {{"p", {"17;end", "f", "c", "{}", store::Walk::finished}, {}}}};
  header.pipelines[0].positions.push_back({"publishers[0]", "id", "pos"});
  const auto out = again<Header>(to_line(header));
  CHECK(out.version == "1.2.3");
  REQUIRE(out.pipelines.size() == 1);
  CHECK(out.pipelines[0].cursor.walk == store::Walk::finished);
  CHECK(out.pipelines[0].cursor.text == "17;end");
  CHECK(out.pipelines[0].positions.at(0).text == "pos");
}

TEST_CASE("what is no line of a recording is told") {
  for (const char* line :
       {"", "{", "[]", "{}", R"({"exchange":{}})", R"({"other":{}})",
        R"({"sluice_recording":{"format":2}})", R"({"end":{"exchanges":-1}})", R"({"end":1})"}) {
    CAPTURE(line);
    CHECK(read_line(line).status().code() == SLUICE_E_DATA);
  }
  CHECK(read_line(std::string(100'000, '[')).status().code() == SLUICE_E_DATA);
}
