#include "app/api/log_ring.hpp"

#include <doctest/doctest.h>

#include "support/described_answer.hpp"

using namespace sluice::app;
using sluice::services::LogLine;

namespace {

constexpr LogLine kOfP = {
    "2026-11-30T10:00:00.123Z warning pipelines.p.subscriber: told to wait",
    "pipelines.p.subscriber",
    std::string_view("2026-11-30T10:00:00.123Z warning pipelines.p.subscriber: ").size()};
constexpr LogLine kOfQ = {"2026-11-30T10:00:01.123Z info pipelines.q: run 1 done", "pipelines.q",
                          std::string_view::npos};
constexpr LogLine kOfHost = {"2026-11-30T10:00:02.123Z info reloaded: 2 pipelines", "",
                             std::string_view::npos};

std::string read(LogRing& ring, const LogWanted& wanted) {
  const auto stream = ring.open(wanted);
  REQUIRE(stream);
  return stream->take();
}

bool has_line(const std::string& events, const std::string& message) {
  return events.find("\"message\":\"" + message + "\"") != std::string::npos;
}

}  // namespace

TEST_CASE("a line is an event with its number, and its parts as JSON") {
  LogRing ring("5");
  ring.add(kOfP);
  const std::string event = read(ring, {.follow = false});
  CHECK(event ==
        "id: 5-1\ndata: {\"time\":\"2026-11-30T10:00:00.123Z\",\"level\":\"warning\","
        "\"pipeline\":\"p\",\"message\":\"pipelines.p.subscriber: told to wait\"}\n\n");
  const sluice::test::ApiDescription description;
  const size_t from = event.find('{');
  CHECK(description.check_as("LogLine", event.substr(from)) == "");
}

TEST_CASE("a reader gets what is kept, then each line as it comes") {
  LogRing ring("5");
  ring.add(kOfP);
  const auto stream = ring.open({});
  ring.add(kOfHost);
  const std::string events = stream->take();
  CHECK(has_line(events, "pipelines.p.subscriber: told to wait"));
  CHECK(has_line(events, "reloaded: 2 pipelines"));
  CHECK_FALSE(stream->ended());
}

TEST_CASE("a reader of one pipeline gets its lines only") {
  LogRing ring("5");
  for (const LogLine& line : {kOfP, kOfQ, kOfHost}) ring.add(line);
  const auto stream = ring.open({.pipeline = "q"});
  for (const LogLine& line : {kOfP, kOfQ, kOfHost}) ring.add(line);
  const std::string events = stream->take();
  CHECK(events.find("id: 5-2\n") != std::string::npos);
  CHECK(events.find("id: 5-5\n") != std::string::npos);
  CHECK_FALSE(has_line(events, "reloaded: 2 pipelines"));
  CHECK(events.find("pipelines.p") == std::string::npos);
}

TEST_CASE("a reader goes on behind the event it knows, if it is one of this process") {
  LogRing ring("5");
  for (const LogLine& line : {kOfP, kOfQ, kOfHost}) ring.add(line);
  CHECK(read(ring, {.behind = "5-2", .follow = false}).find("id: 5-3\n") == 0);
  CHECK(read(ring, {.behind = "5-3", .follow = false}).empty());
  CHECK(read(ring, {.behind = "4-2", .follow = false}).find("id: 5-1\n") == 0);
  CHECK(read(ring, {.behind = "nonsense", .follow = false}).find("id: 5-1\n") == 0);
}

TEST_CASE("who may not see texts of records gets what a line quotes of none") {
  LogRing ring("5");
  const auto viewer = ring.open({.sight = Sight::of_none()});
  ring.add(kOfP);
  ring.add(kOfQ);
  for (const std::string& events :
       {std::string(viewer->take()), read(ring, {.follow = false, .sight = Sight::of_none()})}) {
    CHECK(events.find("told") == events.npos);
    CHECK(has_line(events,
                   "pipelines.p.subscriber: the rest is for those who may see texts of "
                   "records"));
    CHECK(has_line(events, "pipelines.q: run 1 done"));
  }
  CHECK(read(ring, {.follow = false}).find("told to wait") != std::string::npos);
}

TEST_CASE("a line is of the pipeline whose component wrote it, whatever it says") {
  LogRing ring("5");
  ring.add({"2026-11-30T10:00:00.123Z info pipelines.q: said a remote system", "", 29});
  CHECK(read(ring, {.pipeline = "q", .follow = false}).empty());
  CHECK(read(ring, {.follow = false}).find("\"pipeline\"") == std::string::npos);
}

TEST_CASE("what is kept is bounded; the oldest lines go first") {
  LogRing ring("5", 500);
  for (int i = 0; i < 100; i++) ring.add(kOfHost);
  const std::string events = read(ring, {.follow = false});
  CHECK(events.size() <= 500);
  CHECK(events.find("id: 5-1\n") == std::string::npos);
  CHECK(events.find("id: 5-100\n") != std::string::npos);
}

TEST_CASE("a silent stream is kept alive, and one whose reader has left is forgotten") {
  LogRing ring("5");
  const auto stream = ring.open({});
  ring.beat();
  CHECK(stream->take() == ":\n\n");
  stream->close();
  ring.beat();
  CHECK(stream.use_count() == 1);
}
