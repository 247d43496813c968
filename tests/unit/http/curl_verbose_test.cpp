#include "http/curl/curl_verbose.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;

TEST_CASE("the stream of a request is read from curl's remark, old wording and new") {
  CHECK(opened_stream("Using Stream ID: 41 (easy handle 0x7f7438045a30)\n") == 41u);
  CHECK(opened_stream("[HTTP/2] [3] OPENED stream for https://localhost/in/1\n") == 3u);
}

TEST_CASE("a GOAWAY's last stream is read from curl's remark, with its typing error and without") {
  CHECK(last_stream_taken("recveived GOAWAY, error=0, last_stream=39\n") == 39u);
  CHECK(last_stream_taken("received GOAWAY, error=11, last_stream=0\n") == 0u);
}

TEST_CASE("what the other side wrote passes for no remark of curl's") {
  CHECK_FALSE(last_stream_taken("h2h3 [x: received GOAWAY, error=0, last_stream=1]\n"));
  CHECK_FALSE(last_stream_taken(" received GOAWAY, error=0, last_stream=1\n"));
  CHECK_FALSE(opened_stream("h2h3 [x: Using Stream ID: 5]\n"));
  CHECK_FALSE(opened_stream("[HTTP/2] [3] [x: nothing of the kind here] OPENED stream for 1\n"));
}

TEST_CASE("other and cut off remarks say nothing") {
  for (const char* remark :
       {"", "received GOAWAY, error=", "received GOAWAY, error=0",
        "received GOAWAY, error=0, last_stream=", "Using Stream ID: ",
        "received GOAWAY, error=0, last_stream=99999999999", "[HTTP/2] [x] OPENED stream for y",
        "Connection #0 to host left intact"}) {
    CAPTURE(remark);
    CHECK_FALSE(opened_stream(remark));
    CHECK_FALSE(last_stream_taken(remark));
  }
}
