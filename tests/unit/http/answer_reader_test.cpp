#include "http/answer_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "unit/http/packed.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

using State = AnswerReader::State;

constexpr size_t kLimit = size_t{1} << 20;

// What a reader made of some bytes.
struct Read {
  State state = State::more;
  bool stays = false;
  int status = 0;
  std::vector<Headers::Field> headers;
  std::string body;
  CURLcode code = CURLE_OK;
  Stopped stopped = Stopped::kNo;
  std::string detail;

  bool operator==(const Read&) const = default;
};

struct How {
  bool head = false;
  size_t limit = kLimit;
  bool ends = true;  // the other side closes behind the bytes
  record::PagePool* pages = nullptr;
};

Read result(AnswerReader& reader, State state) {
  Read out;
  Answer answer;
  if (state == State::whole) {
    out.stays = reader.connection_stays();
    state = reader.move_answer(answer);
  }
  out.state = state;
  if (state == State::failed) {
    out.code = reader.failure().code;
    out.stopped = reader.failure().stopped;
    out.detail = reader.failure().detail;
  }
  if (state != State::whole) return out;
  out.status = answer.status;
  out.headers = answer.headers.fields();
  out.body.assign(answer.body.data(), answer.body.size());
  return out;
}

Read read(const std::vector<std::string_view>& pieces, const How& how = {}) {
  AnswerReader reader(how.head, how.limit, how.pages);
  State state = State::more;
  for (const std::string_view piece : pieces)
    if (!piece.empty() && state == State::more) state = reader.take(piece);
  if (state == State::more && how.ends) state = reader.end();
  return result(reader, state);
}

Read read(std::string_view bytes, const How& how = {}) {
  return read(std::vector<std::string_view>{bytes}, how);
}

Read read_by_byte(std::string_view bytes, const How& how = {}) {
  std::vector<std::string_view> pieces;
  for (size_t i = 0; i < bytes.size(); i++) pieces.push_back(bytes.substr(i, 1));
  return read(pieces, how);
}

// Cut in two everywhere, and into single bytes: the same.
void check_cuts(std::string_view bytes, const How& how = {}) {
  const Read whole = read(bytes, how);
  CHECK(whole.state == State::whole);
  for (size_t i = 1; i < bytes.size(); i++) {
    CAPTURE(i);
    CHECK(read({bytes.substr(0, i), bytes.substr(i)}, how) == whole);
  }
  CHECK(read_by_byte(bytes, how) == whole);
}

const std::string kOk = "HTTP/1.1 200 OK\r\n";
const std::string kChunked = kOk + "Transfer-Encoding: chunked\r\n\r\n";

std::string sized(const std::string& body, const std::string& more = {}) {
  return kOk + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("an answer with a length is whole with its last byte, and the connection stays") {
  AnswerReader reader(false, kLimit, nullptr);
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

TEST_CASE("an answer cut anywhere reads as it does in one piece") {
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

TEST_CASE("a body without a length goes until the other side closes") {
  const Read got = read(kOk + "\r\nall of it");
  CHECK(got.state == State::whole);
  CHECK(got.body == "all of it");
  CHECK_FALSE(got.stays);
  CHECK(read(kOk + "\r\n", {.ends = false}).state == State::more);
}

TEST_CASE("an answer of HTTP/1.1 keeps the connection unless it says close") {
  CHECK(read(sized("a")).stays);
  CHECK_FALSE(read(sized("a", "Connection: close\r\n")).stays);
  CHECK_FALSE(read(sized("a", "Connection: x, CLOSE\r\n")).stays);
}

TEST_CASE("an answer of HTTP/1.0 keeps the connection only if it says so") {
  const auto old = [](const std::string& more) {
    return read("HTTP/1.0 200 OK\r\n" + more + "Content-Length: 1\r\n\r\na");
  };
  CHECK(old("").state == State::whole);
  CHECK_FALSE(old("").stays);
  CHECK(old("Connection: Keep-Alive\r\n").stays);
}

TEST_CASE("answers in between are passed over, with their headers") {
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
  CHECK(got.code == CURLE_WEIRD_SERVER_REPLY);
  CHECK(got.detail == "it changes the protocol");
}

TEST_CASE("a status below 100 is refused, and is no answer in between") {
  CHECK(read("HTTP/1.1 099 No\r\n\r\n" + sized("x")).code == CURLE_WEIRD_SERVER_REPLY);
  CHECK(read("HTTP/1.1 000 No\r\n\r\n" + sized("x")).code == CURLE_WEIRD_SERVER_REPLY);
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

TEST_CASE("an answer in between does not make the answer to HEAD have a body") {
  const How head{.head = true, .ends = false};
  CHECK(read("HTTP/1.1 100 Continue\r\n\r\n" + kOk + "Content-Length: 9\r\n\r\n", head).state ==
        State::whole);
}

TEST_CASE("a length beside chunks is refused, whichever comes first") {
  const std::string length = "Content-Length: 5\r\n", chunks = "Transfer-Encoding: chunked\r\n";
  for (const std::string& both : {length + chunks, chunks + length})
    CHECK(read(kOk + both + "\r\n5\r\nhello\r\n0\r\n\r\n").code == CURLE_WEIRD_SERVER_REPLY);
}

TEST_CASE("two different lengths are refused, two equal ones are one") {
  CHECK(read(sized("hello", "Content-Length: 4\r\n")).code == CURLE_WEIRD_SERVER_REPLY);
  CHECK(read(sized("hello", "Content-Length: 5\r\n")).body == "hello");
  CHECK(read(kOk + "Content-Length: 5, 6\r\n\r\nhello").code == CURLE_WEIRD_SERVER_REPLY);
}

TEST_CASE("a length that is no number is refused") {
  for (const char* length : {"-1", "+5", "5x", "", "99999999999999999999"})
    CHECK(read(kOk + "Content-Length: " + length + "\r\n\r\nhello").code ==
          CURLE_WEIRD_SERVER_REPLY);
}

TEST_CASE("a transfer coding that was not asked for is refused, not handed on as the body") {
  for (const char* coding : {"gzip", "gzip, chunked", "chunked, gzip"})
    for (const char* length : {"", "Content-Length: 5\r\n"}) {
      CAPTURE(coding);
      const std::string head = kOk + "Transfer-Encoding: " + coding + "\r\n" + length + "\r\n";
      CHECK(read(head + "5\r\nhello\r\n0\r\n\r\n").code == CURLE_WEIRD_SERVER_REPLY);
    }
}

TEST_CASE("identity as a transfer coding is none") {
  CHECK(read(sized("hello", "Transfer-Encoding: identity\r\n")).body == "hello");
}

TEST_CASE("bytes behind the answer belong to nobody: the connection does not stay") {
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
  while (headers.size() <= AnswerReader::kMaxHeaderBytes)
    headers += "A: " + std::string(500, 'a') + "\r\n";
  const std::string bytes = kOk + headers + "Content-Length: 0\r\n\r\n";
  CHECK(read(bytes).stopped == Stopped::kHeadersTooBig);
  CHECK(read_by_byte(bytes).stopped == Stopped::kHeadersTooBig);
}

TEST_CASE("one header without an end is refused beyond 256 KiB") {
  AnswerReader reader(false, kLimit, nullptr);
  State state = reader.take(kOk + "A: ");
  size_t given = 0;
  const std::string piece(1000, 'a');
  for (; state == State::more && given < 1'000'000; given += piece.size())
    state = reader.take(piece);
  CHECK(state == State::failed);
  CHECK(reader.failure().stopped == Stopped::kHeadersTooBig);
  CHECK(given < AnswerReader::kMaxHeaderBytes + 2000);
}

TEST_CASE("headers of many answers in between count together") {
  const std::string interim =
      "HTTP/1.1 102 Processing\r\nA: " + std::string(100'000, 'a') + "\r\n\r\n";
  CHECK(read(interim + interim + sized("x")).status == 200);
  CHECK(read(interim + interim + interim + sized("x")).stopped == Stopped::kHeadersTooBig);
  CHECK(read({interim, interim, interim, sized("x")}).stopped == Stopped::kHeadersTooBig);
}

TEST_CASE("trailers over 256 KiB are refused") {
  const std::string trailer = "A: " + std::string(AnswerReader::kMaxHeaderBytes, 'a');
  CHECK(read({kChunked + "0\r\n", trailer, "\r\n\r\n"}).stopped == Stopped::kHeadersTooBig);
}

TEST_CASE("a body over the limit is refused, however it comes") {
  const How tight{.limit = 9};
  const std::string ten(10, 'x');
  for (const std::string& bytes :
       {sized(ten), kOk + "\r\n" + ten, kChunked + "A\r\n" + ten + "\r\n",
        kChunked + "5\r\nxxxxx\r\n5\r\nxxxxx\r\n"}) {
    CHECK(read(bytes, tight).stopped == Stopped::kBodyTooBig);
    CHECK(read_by_byte(bytes, tight).stopped == Stopped::kBodyTooBig);
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
  CHECK(got.code == CURLE_BAD_CONTENT_ENCODING);
  CHECK(got.detail == "its coding is br");
}

TEST_CASE("broken and cut off gzip is refused") {
  const std::string packed = gzip("some text that is packed");
  for (const std::string& bad : {std::string("no gzip"), packed.substr(0, packed.size() - 1),
                                 packed.substr(0, 12), packed.substr(0, 3)}) {
    const Read got = read(sized(bad, "Content-Encoding: gzip\r\n"));
    CHECK(got.code == CURLE_BAD_CONTENT_ENCODING);
    CHECK(got.detail == "it is no whole gzip");
  }
}

TEST_CASE("gzip that unpacks to more than the limit is refused") {
  const std::string bomb = gzip(std::string(size_t{8} << 20, '\0'));
  REQUIRE(bomb.size() < 20'000);
  CHECK(read(sized(bomb, "Content-Encoding: gzip\r\n"), {.limit = 100'000}).stopped ==
        Stopped::kBodyTooBig);
}

TEST_CASE("an end before the first byte is told from one in the headers") {
  CHECK(read("").code == CURLE_GOT_NOTHING);
  const Read got = read(kOk + "Content-Le");
  CHECK(got.code == CURLE_RECV_ERROR);
  CHECK(got.detail == "it ended in the middle of the answer's headers");
  CHECK(read("HTTP/1.1 100 Continue\r\n\r\n").code == CURLE_RECV_ERROR);
}

TEST_CASE("an end in the body says how much is missing") {
  const Read got = read(kOk + "Content-Length: 9\r\n\r\nhello");
  CHECK(got.code == CURLE_PARTIAL_FILE);
  CHECK(got.detail == "4 bytes are missing");
}

TEST_CASE("an end within or between chunks is a cut") {
  for (const char* chunks :
       {"", "5", "5\r\nhe", "5\r\nhello", "5\r\nhello\r\n", "0\r\n", "0\r\nA: b\r\n"}) {
    CAPTURE(chunks);
    const Read got = read(kChunked + chunks);
    CHECK(got.code == CURLE_PARTIAL_FILE);
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
    CHECK(read(bytes).code == CURLE_WEIRD_SERVER_REPLY);
    CHECK(read_by_byte(bytes).state == State::failed);
  }
}

TEST_CASE("a body of known length is received in place") {
  AnswerReader reader(false, kLimit, nullptr);
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
  AnswerReader reader(false, body.size(), nullptr);
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
    AnswerReader reader(false, kLimit, nullptr);
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
  AnswerReader reader(false, 9, &pages);
  REQUIRE(reader.take(kOk + "Content-Length: 10\r\n\r\n") == State::more);
  char* into = nullptr;
  REQUIRE(reader.place(into) == 0);
  CHECK(reader.take("0123456789") == State::failed);
  CHECK(reader.failure().stopped == Stopped::kBodyTooBig);
}
