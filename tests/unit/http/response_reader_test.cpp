#include "http/plain/response_reader.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/http/read_response.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

TEST_CASE("a response with a length is whole with its last byte, and the connection stays") {
  ResponseReader reader(false, kLimit, nullptr);
  CHECK_FALSE(reader.begun());
  CHECK(reader.take(kOk + "A: b\r\nContent-Length: 5\r\n\r\nhell") == State::more);
  CHECK(reader.begun());
  CHECK(reader.take("o") == State::whole);
  const Read got = result(reader, State::whole);
  CHECK(got.stays);
  CHECK(got.status == 200);
  CHECK(got.body == "hello");
  CHECK(got.headers == std::vector<Headers::Field>{{"A", "b"}, {"Content-Length", "5"}});
}

TEST_CASE("a response cut anywhere reads as it does in one piece") {
  check_cuts(sized("hello", "A: b\r\nEmpty:\r\nBlank: \t \r\n"));
  check_cuts(sized(""));
  check_cuts("HTTP/1.1 204 No Content\r\nA: b\r\n\r\n");
  check_cuts(kOk + "\r\nuntil the end");
  check_cuts("HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nno");
  check_cuts("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: <a>\r\n\r\n" + sized("x"));
}

TEST_CASE("chunks cut anywhere read as they do in one piece") {
  check_cuts(kChunked + "5\r\nhello\r\n1\r\n \r\nA\r\n0123456789\r\n0\r\n\r\n");
  check_cuts(kChunked + "5;name=value;other=\"te\\\"xt\"\r\nhello\r\n0;last\r\n\r\n");
  check_cuts(kChunked + "5\r\nhello\r\n0\r\nSum: 1\r\nOther: 2\r\n\r\n");
}

TEST_CASE("an empty body in chunks can be cut anywhere") {
  check_cuts(kChunked + "0\r\n\r\n");
  check_cuts(kChunked + "0\r\nSum: 1\r\n\r\n");
}

TEST_CASE("chunks are put together, and their trailers do not pass for headers") {
  const Read got = read(kChunked + "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nStatus: bad\r\n\r\n");
  CHECK(got.body == "hello world");
  CHECK(got.stays);
  CHECK(got.headers == std::vector<Headers::Field>{{"Transfer-Encoding", "chunked"}});
}

TEST_CASE("a response of HTTP/1.1 keeps the connection unless it says close") {
  CHECK(read(sized("a")).stays);
  CHECK_FALSE(read(sized("a", "Connection: close\r\n")).stays);
  CHECK_FALSE(read(sized("a", "Connection: x, CLOSE\r\n")).stays);
}

TEST_CASE("a response of HTTP/1.0 keeps the connection only if it says so") {
  const auto old = [](const std::string& more) {
    return read("HTTP/1.0 200 OK\r\n" + more + "Content-Length: 1\r\n\r\na");
  };
  CHECK(old("").state == State::whole);
  CHECK_FALSE(old("").stays);
  CHECK(old("Connection: Keep-Alive\r\n").stays);
}

TEST_CASE("responses in between are passed over, with their headers") {
  std::string many;
  for (int i = 0; i < 100; i++) many += "HTTP/1.1 102 Processing\r\nInterim: yes\r\n\r\n";
  const Read got = read(many + sized("done"));
  CHECK(got.status == 200);
  CHECK(got.body == "done");
  CHECK(got.headers.size() == 1);
}

TEST_CASE("a change of protocol is refused") {
  const Read got =
      read("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", {.ends = false});
  CHECK(got.failure == FailureKind::kNotHttp);
  CHECK(got.detail == "it changes the protocol");
}

TEST_CASE("a status below 100 is refused, and is no response in between") {
  CHECK(read("HTTP/1.1 099 No\r\n\r\n" + sized("x")).failure == FailureKind::kNotHttp);
  CHECK(read("HTTP/1.1 000 No\r\n\r\n" + sized("x")).failure == FailureKind::kNotHttp);
}

TEST_CASE("204, 304 and answers to HEAD have no body, whatever they say") {
  const How open{.ends = false};
  CHECK(read("HTTP/1.1 204 No Content\r\n\r\n", open).state == State::whole);
  CHECK(read("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", open).body.empty());
  const How head{.head = true, .ends = false};
  for (const char* length : {"Content-Length: 9\r\n", "Transfer-Encoding: chunked\r\n", ""}) {
    const Read got = read(kOk + length + "\r\n", head);
    CHECK(got.state == State::whole);
    CHECK(got.body.empty());
    CHECK(got.stays);
  }
}

TEST_CASE("a response in between does not make the response to HEAD have a body") {
  const How head{.head = true, .ends = false};
  CHECK(read("HTTP/1.1 100 Continue\r\n\r\n" + kOk + "Content-Length: 9\r\n\r\n", head).state ==
        State::whole);
}

TEST_CASE("a length beside chunks is refused, whichever comes first") {
  const std::string length = "Content-Length: 5\r\n", chunks = "Transfer-Encoding: chunked\r\n";
  for (const std::string& both : {length + chunks, chunks + length})
    CHECK(read(kOk + both + "\r\n5\r\nhello\r\n0\r\n\r\n").failure == FailureKind::kNotHttp);
}

TEST_CASE("two different lengths are refused, two equal ones are one") {
  CHECK(read(sized("hello", "Content-Length: 4\r\n")).failure == FailureKind::kNotHttp);
  CHECK(read(sized("hello", "Content-Length: 5\r\n")).body == "hello");
  CHECK(read(kOk + "Content-Length: 5, 6\r\n\r\nhello").failure == FailureKind::kNotHttp);
}

TEST_CASE("a length that is no number is refused") {
  for (const char* length : {"-1", "+5", "5x", "", "99999999999999999999"})
    CHECK(read(kOk + "Content-Length: " + length + "\r\n\r\nhello").failure ==
          FailureKind::kNotHttp);
}

TEST_CASE("a transfer coding that was not asked for is refused, not handed on as the body") {
  for (const char* coding : {"gzip", "gzip, chunked", "chunked, gzip"})
    for (const char* length : {"", "Content-Length: 5\r\n"}) {
      CAPTURE(coding);
      const std::string head = kOk + "Transfer-Encoding: " + coding + "\r\n" + length + "\r\n";
      CHECK(read(head + "5\r\nhello\r\n0\r\n\r\n").failure == FailureKind::kNotHttp);
    }
}

TEST_CASE("identity as a transfer coding is none") {
  CHECK(read(sized("hello", "Transfer-Encoding: identity\r\n")).body == "hello");
}

TEST_CASE("bytes behind the response belong to nobody: the connection does not stay") {
  for (const std::string& bytes : {sized("hello"), sized(""), kChunked + "5\r\nhello\r\n0\r\n\r\n",
                                   std::string("HTTP/1.1 204 No Content\r\n\r\n")}) {
    CHECK(read(bytes).stays);
    const Read got = read(bytes + "X");
    CHECK(got.state == State::whole);
    CHECK_FALSE(got.stays);
    CHECK(got.body == read(bytes).body);
  }
}

TEST_CASE("headers over 256 KiB are refused, in one piece and in many") {
  std::string headers;
  while (headers.size() <= kMaxHeaderBytes) headers += "A: " + std::string(500, 'a') + "\r\n";
  const std::string bytes = kOk + headers + "Content-Length: 0\r\n\r\n";
  CHECK(read(bytes).failure == FailureKind::kHeadersTooBig);
  CHECK(read_by_byte(bytes).failure == FailureKind::kHeadersTooBig);
}

TEST_CASE("one header without an end is refused beyond 256 KiB") {
  ResponseReader reader(false, kLimit, nullptr);
  State state = reader.take(kOk + "A: ");
  size_t given = 0;
  const std::string piece(1000, 'a');
  for (; state == State::more && given < 1'000'000; given += piece.size())
    state = reader.take(piece);
  CHECK(state == State::failed);
  CHECK(reader.failure().kind == FailureKind::kHeadersTooBig);
  CHECK(given < kMaxHeaderBytes + 2000);
}

TEST_CASE("headers of many responses in between count together") {
  const std::string interim =
      "HTTP/1.1 102 Processing\r\nA: " + std::string(100'000, 'a') + "\r\n\r\n";
  CHECK(read(interim + interim + sized("x")).status == 200);
  CHECK(read(interim + interim + interim + sized("x")).failure == FailureKind::kHeadersTooBig);
  CHECK(read({interim, interim, interim, sized("x")}).failure == FailureKind::kHeadersTooBig);
}

TEST_CASE("trailers over 256 KiB are refused") {
  const std::string trailer = "A: " + std::string(kMaxHeaderBytes, 'a');
  CHECK(read({kChunked + "0\r\n", trailer, "\r\n\r\n"}).failure == FailureKind::kHeadersTooBig);
}

TEST_CASE("an end before the first byte is told from one in the headers") {
  CHECK(read("").failure == FailureKind::kNoResponse);
  const Read got = read(kOk + "Content-Le");
  CHECK(got.failure == FailureKind::kConnectionLost);
  CHECK(got.detail == "it ended in the middle of the response's headers");
  CHECK(read("HTTP/1.1 100 Continue\r\n\r\n").failure == FailureKind::kConnectionLost);
}

TEST_CASE("an end in the body says how much is missing") {
  const Read got = read(kOk + "Content-Length: 9\r\n\r\nhello");
  CHECK(got.failure == FailureKind::kCutOff);
  CHECK(got.detail == "4 bytes are missing");
}

TEST_CASE("an end within or between chunks is a cut") {
  for (const char* chunks :
       {"", "5", "5\r\nhe", "5\r\nhello", "5\r\nhello\r\n", "0\r\n", "0\r\nA: b\r\n"}) {
    CAPTURE(chunks);
    const Read got = read(kChunked + chunks);
    CHECK(got.failure == FailureKind::kCutOff);
    CHECK(got.detail == "its last chunk is missing");
  }
}

TEST_CASE("chunks that are none are refused") {
  for (const char* chunks :
       {"x\r\nhello\r\n0\r\n\r\n", "5\nhello\n0\n\n", "5\r\nhelloX\r\n0\r\n\r\n", "-5\r\nhello",
        "FFFFFFFFFFFFFFFFF\r\nhello", "5;\r\nhello\r\n0\r\n\r\n"}) {
    CAPTURE(chunks);
    CHECK(read(kChunked + chunks).state == State::failed);
  }
}

TEST_CASE("what is not HTTP is refused") {
  for (const char* bytes :
       {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "<html></html>\r\n\r\n"}) {
    CAPTURE(bytes);
    CHECK(read(bytes).failure == FailureKind::kNotHttp);
    CHECK(read_by_byte(bytes).state == State::failed);
  }
}
