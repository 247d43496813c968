// What a run watches sources and publishers for: circles, places without bounds, long silence.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "fixture.hpp"
#include "support/text.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// The same page for ever.
sluice_status same_page(void* polls, sluice_batch* into, const sluice_cancel*, sluice_error* e) {
  ++*static_cast<int*>(polls);
  into->records_api->set_cursor(into, slice("7"));
  return FakeSource::give_page(into, R"({"data":[{"id":1}]})", e);
}

}  // namespace

TEST_CASE("a source that gives the same page with the same cursor stops the run") {
  const sluice_subscriber table = {
      sizeof(sluice_subscriber),
      [](void*, sluice_slice, sluice_text*, sluice_error*) { return sluice_status{SLUICE_OK}; },
      [](void*, sluice_slice, sluice_error*) { return sluice_status{SLUICE_OK}; }, same_page};
  Fixture f;
  int polls = 0;
  f.plan.source = {"subscriber (fake.circle)", "fake.circle", &polls, &table};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(has(report.status.message(), "goes in a circle"));
  CHECK(polls == 11);
  CHECK(f.target.lines.size() == 10);
  Fixture g;
  g.source.pages = std::vector<std::vector<std::string>>(100, {"{\"id\":1}"});
  REQUIRE(g.run().status.ok());  // its cursor advances
}

TEST_CASE("a cursor of more than 64 KiB is refused") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.source.on_poll = [](size_t, sluice_batch* into, const sluice_cancel*,
                        sluice_error* e) -> sluice_status {
    into->records_api->set_cursor(into, slice(std::string(65537, 'x')));
    const sluice_status s = FakeSource::give_page(into, R"({"data":[{"id":1}]})", e);
    return s ? s : SLUICE_END;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(has(report.status.message(), "65536"));
}

TEST_CASE(
    "a publisher's position of more than 64 KiB is refused, and nothing is committed with it") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.target.padding = std::string(65536, 'x');
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(
      has(report.status.message(), "publishers[0] (fake.publisher): its position has 65537 bytes"));
  CHECK(f.state().cursor.text.empty());
  CHECK(f.state().positions.empty());
}

TEST_CASE("a source that has nothing for long says so, each time after twice as long") {
  struct Notes : pipeline::Observer {
    std::vector<std::string> lines;
    void note(std::string_view line) override { lines.emplace_back(line); }
  } notes;
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.source.nothing_yet = [&](size_t) { return f.clock.steady_ms() < 16'000; };
  REQUIRE(f.run(&notes).status.ok());
  REQUIRE(notes.lines.size() == 3);  // after 2, 4 and 8 seconds
  // Without the pipeline's name: whoever shows it puts that in front.
  CHECK(notes.lines[0].rfind("subscriber (fake.subscriber): nothing new for 2 s, asked ", 0) == 0);
  CHECK(has(notes.lines[1], "nothing new for 4 s"));
  CHECK(has(notes.lines[2], "nothing new for 8 s"));
}

TEST_CASE("a null among the rows parks") {
  Fixture f;
  f.source.pages = {{"{\"id\":1}", "null", "{\"id\":2}"}};
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 2);
  REQUIRE(f.tasks().size() == 1);
  CHECK(has(f.tasks()[0].message, "null"));
}
