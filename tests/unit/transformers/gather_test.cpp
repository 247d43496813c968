// core.gather and core.changed, over a state that keeps at once.
#include "gather.hpp"
#include "changed.hpp"
#include "unit/transformers/harness.hpp"

using namespace sluice;
using sluice::core::Changed;
using sluice::core::Gather;

namespace {

using Lines = std::vector<std::string>;

// What the component gives in one call at the walk's end; `more`: it is to be called again.
template <class Component>
Lines flushed(Harness<Component>& h, bool first, bool* more, bool partial = false) {
  record::Batch into{record::Limits{}};
  if (partial) Batch(into.abi()).set_partial();
  auto given = h.component().flushes()->flush(first, Batch(into.abi()), Cancel(nullptr));
  REQUIRE_MESSAGE(given.ok(), given.status().message());
  *more = *given;
  Lines out;
  for (size_t i = 0; i < into.abi()->count; i++) {
    sluice_slice text{};
    REQUIRE(into.abi()->json->write(into.abi(), &sluice_record_at(into.abi(), i)->root, &text) ==
            SLUICE_OK);
    out.emplace_back(view(text));
  }
  return out;
}

// All of it.
template <class Component>
Lines walk_end(Harness<Component>& h, bool partial = false) {
  Lines out;
  bool more = true;
  for (bool first = true; more; first = false) {
    Lines some = flushed(h, first, &more, partial);
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

}  // namespace

TEST_CASE("gather makes one record of those of a page with one key, in the order they came") {
  Harness<Gather> h(R"({"by":"o"})");
  REQUIRE(h.run({R"({"o":1,"n":1})", R"({"o":"1","n":2})", R"({"o":1.0,"n":3})"}).ok());
  CHECK(h.live() == Lines{R"({"key":1,"items":[{"o":1,"n":1},{"o":1.0,"n":3}]})",
                          R"({"key":"1","items":[{"o":"1","n":2}]})"});
  const auto origins = h.batch().origins_of(3);
  CHECK(std::vector<uint32_t>(origins.begin(), origins.end()) == std::vector<uint32_t>{0, 2});
}

TEST_CASE("gather collects, sorts and bounds") {
  Harness<Gather> h(R"({"by":["a","b"],"collect":"n","sort":"n","descending":true,"batch":2})");
  REQUIRE(h.run({R"({"a":1,"n":1})", R"({"a":1,"n":3})", R"({"a":1,"n":2.5})"}).ok());
  CHECK(h.live() ==
        Lines{R"({"key":[1,null],"items":[3,2.5]})", R"({"key":[1,null],"items":[1]})"});
}

TEST_CASE("gather sorts numbers before texts before all else") {
  Harness<Gather> h(R"({"by":"k","collect":"v","sort":"v"})");
  REQUIRE(h.run({R"({"k":1,"v":"é"})", R"({"k":1})", R"({"k":1,"v":"a"})", R"({"k":1,"v":10})",
                 R"({"k":1,"v":9})", R"({"k":1,"v":true})"})
              .ok());
  CHECK(h.live() == Lines{R"({"key":1,"items":[9,10,"a","é",null,true]})"});
}

TEST_CASE("a record without a key fails, its neighbours are gathered") {
  Harness<Gather> h(R"({"by":"o"})");
  REQUIRE(h.run({R"({"id":1})", R"({"o":1})", "[]", "5"}).ok());
  CHECK(h.result(0) == "failed: by gives null (record id=1)");
  CHECK(h.result(2).find("failed: ") == 0);
  CHECK(h.result(4) == R"({"key":1,"items":[{"o":1}]})");
}

TEST_CASE("gather over the walk gives nothing before its end, and all of it then") {
  Harness<Gather> h(R"({"by":"o","collect":"n","sort":"n","over":"walk","batch":2})");
  REQUIRE(h.run({R"({"o":"ü","n":3})", R"({"o":"b","n":1})"}).ok());
  CHECK(h.live().empty());
  REQUIRE(h.run({R"({"o":"ü","n":1})", R"({"o":"ü","n":2})"}).ok());
  CHECK(walk_end(h) == Lines{R"({"key":"ü","items":[1,2]})", R"({"key":"ü","items":[3]})",
                             R"({"key":"b","items":[1]})"});
  CHECK(h.host().state["r0"].empty());
  CHECK(walk_end(h).empty());
}

TEST_CASE("groups of a walk that left something out are given, and said to be parts") {
  Harness<Gather> h(R"({"by":"o","collect":"n","over":"walk"})");
  REQUIRE(h.run({R"({"o":1,"n":1})", R"({"o":2,"n":2})"}).ok());
  CHECK(walk_end(h, true).size() == 2);
  REQUIRE(h.host().remarks.size() == 1);
  CHECK(h.host().remarks[0].find("2 group of a walk that left out") == 0);

  Harness<Gather> retry(R"({"by":"o","over":"walk"})");
  retry.host().is_retry = true;  // all of its batches left something out
  REQUIRE(retry.run({R"({"o":1})"}).ok());
  CHECK(walk_end(retry, true).size() == 1);
  CHECK(retry.host().remarks.empty());
}

TEST_CASE("what gather gave stays in the state until it is called again") {
  Harness<Gather> h(R"({"by":"o","over":"walk"})");
  REQUIRE(h.run({R"({"o":1})"}).ok());
  bool more = false;
  CHECK(flushed(h, true, &more).size() == 1);
  CHECK(more);
  CHECK_FALSE(h.host().state["r0"].empty());
  CHECK(flushed(h, true, &more).size() == 1);  // the run before was killed
  CHECK(flushed(h, false, &more).empty());
  CHECK_FALSE(more);
  CHECK(h.host().state["r0"].empty());
}

TEST_CASE("gather over a walk with thousands of groups gives each once") {
  Harness<Gather> h(R"({"by":"o","collect":"n","over":"walk"})");
  for (int i = 0; i < 2600; i += 2)
    REQUIRE(h.run({R"({"o":)" + std::to_string(i / 4) + R"(,"n":)" + std::to_string(i) + "}",
                   R"({"o":)" + std::to_string(i / 4) + R"(,"n":)" + std::to_string(i + 1) + "}"})
                .ok());
  const Lines out = walk_end(h);
  REQUIRE(out.size() == 650);
  CHECK(out[649] == R"({"key":649,"items":[2596,2597,2598,2599]})");
}

TEST_CASE("a walk with more records than may be kept stops with what to do") {
  Harness<Gather> h(R"({"by":"o","over":"walk","most":2})");
  const Status status = h.run({R"({"o":1})", R"({"o":2})", R"({"o":3})"});
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(status.message().find("more than 2 records") != std::string::npos);
}

TEST_CASE("gather within a page flushes nothing") {
  CHECK(Harness<Gather>(R"({"by":"o"})").component().flushes() == nullptr);
}

TEST_CASE("changed lets new and changed records pass, and drops what is as it was") {
  Harness<Changed> h(R"({"by":"id","ignore":["at","lines.at"]})");
  const auto passes = [&](const char* record) { return h.change(record) != "filtered"; };
  CHECK(passes(R"({"id":1,"a":"é","at":1,"lines":[{"n":1,"at":1}]})"));
  CHECK_FALSE(passes(R"({"lines":[{"at":2,"n":1.0}],"id":1,"a":"\u00e9"})"));
  CHECK(passes(R"({"id":1,"a":"e","lines":[{"n":1}]})"));
  CHECK(passes(R"({"id":1,"a":null,"lines":[{"n":1}]})"));
  CHECK(passes(R"({"id":"1"})"));
  CHECK(h.change(R"({"a":1})").find("failed: by gives null") == 0);
}

TEST_CASE("changed leaves what it ignores in the record, byte for byte") {
  Harness<Changed> h(R"({"by":"id","ignore":["at"]})");
  CHECK(h.change(R"({"id":1,"at":"x","n":1.50})") == R"({"id":1,"at":"x","n":1.50})");
}

TEST_CASE("of several versions in a batch the last one passes, if it is new") {
  Harness<Changed> h(R"({"by":"id"})");
  REQUIRE(h.run({R"({"id":1,"v":1})", R"({"id":1,"v":2})"}).ok());
  CHECK(h.live() == Lines{R"({"id":1,"v":2})"});
  REQUIRE(h.run({R"({"id":1,"v":3})", R"({"id":1,"v":2})"}).ok());
  CHECK(h.live().empty());
}

TEST_CASE("what was not seen in a walk is told as deleted when it is over, once") {
  const std::string config = R"({"by":"id","deletions":true})";
  Harness<Changed> first(config);
  REQUIRE(first.run({R"({"id":1})", R"({"id":"ü"})", R"({"id":3})", R"({"id":4})"}).ok());
  CHECK(walk_end(first).empty());

  Harness<Changed> second(config);
  second.host().state = first.host().state;
  REQUIRE(second.run({R"({"id":3})"}).ok());
  CHECK(second.live().empty());
  CHECK(walk_end(second) == Lines{R"({"key":1,"deleted":true})", R"({"key":"ü","deleted":true})",
                                  R"({"key":4,"deleted":true})"});

  Harness<Changed> third(config);
  third.host().state = second.host().state;
  REQUIRE(third.run({R"({"id":4})"}).ok());
  CHECK(third.live() == Lines{R"({"id":4})"});
  CHECK(walk_end(third) == Lines{R"({"key":3,"deleted":true})"});
}

TEST_CASE("a walk that left something out tells no deletions, and says so") {
  const std::string config = R"({"by":"id","deletions":true})";
  Harness<Changed> first(config);
  REQUIRE(first.run({R"({"id":1})", R"({"id":2})"}).ok());
  CHECK(walk_end(first).empty());

  Harness<Changed> second(config);
  second.host().state = first.host().state;
  REQUIRE(second.run({R"({"id":1})"}).ok());
  CHECK(walk_end(second, true).empty());
  REQUIRE(second.host().remarks.size() == 1);
  CHECK(second.host().remarks[0].find("tells no deletions") != std::string::npos);

  Harness<Changed> third(config);
  third.host().state = second.host().state;
  REQUIRE(third.run({R"({"id":1})"}).ok());
  CHECK(walk_end(third) == Lines{R"({"key":2,"deleted":true})"});
}

TEST_CASE("a component that lives through several runs tells walks apart") {
  Harness<Changed> changed(R"({"by":"id","deletions":true})");
  REQUIRE(changed.run({R"({"id":1})", R"({"id":2})"}).ok());
  CHECK(walk_end(changed).empty());
  changed.host().run++;
  REQUIRE(changed.run({R"({"id":2})"}).ok());
  CHECK(walk_end(changed) == Lines{R"({"key":1,"deleted":true})"});

  Harness<Gather> gather(R"({"by":"o","over":"walk"})");
  REQUIRE(gather.run({R"({"o":1})"}).ok());
  gather.host().run++;  // the walk failed, and starts over
  REQUIRE(gather.run({R"({"o":1})"}).ok());
  CHECK(walk_end(gather) == Lines{R"({"key":1,"items":[{"o":1}]})"});
  REQUIRE(gather.host().remarks.size() == 1);
  CHECK(gather.host().remarks[0].find("1 record gathered of a walk that was interrupted") == 0);
  gather.host().run++;  // this one came to its end
  REQUIRE(gather.run({R"({"o":1})"}).ok());
  CHECK(gather.host().remarks.size() == 1);
}

TEST_CASE("a retry while a walk is under way gives its own groups, and the walk keeps its rows") {
  const std::string config = R"({"by":"o","collect":"n","over":"walk"})";
  Harness<Gather> first(config);
  REQUIRE(first.run({R"({"o":1,"n":1})", R"({"o":2,"n":2})"}).ok());

  Harness<Gather> retry(config);
  retry.host().state = first.host().state;
  retry.host().is_retry = true;
  REQUIRE(retry.run({R"({"o":1,"n":9})"}).ok());
  CHECK(walk_end(retry, true) == Lines{R"({"key":1,"items":[9]})"});
  CHECK(walk_end(retry, true).empty());

  Harness<Gather> next(config);
  next.host().state = retry.host().state;
  next.host().resumed = true;
  REQUIRE(next.run({R"({"o":1,"n":3})"}).ok());
  CHECK(walk_end(next) == Lines{R"({"key":1,"items":[1,3]})", R"({"key":2,"items":[2]})"});
}

TEST_CASE("what a retry that failed could not give comes with the next retry, or the next walk") {
  const std::string config = R"({"by":"o","collect":"n","over":"walk"})";
  Harness<Gather> failed(config);
  failed.host().is_retry = true;
  REQUIRE(failed.run({R"({"o":1,"n":1})"}).ok());
  bool more = false;
  CHECK(flushed(failed, true, &more).size() == 1);  // the target is down: it is not settled

  Harness<Gather> retry(config);
  retry.host().state = failed.host().state;
  retry.host().is_retry = true;
  REQUIRE(retry.run({R"({"o":1,"n":2})"}).ok());
  CHECK(walk_end(retry) == Lines{R"({"key":1,"items":[1,2]})"});

  Harness<Gather> walk(config);
  walk.host().state = failed.host().state;
  REQUIRE(walk.run({R"({"o":1,"n":3})"}).ok());
  CHECK(walk_end(walk) == Lines{R"({"key":1,"items":[1]})", R"({"key":1,"items":[3]})"});
  CHECK(walk_end(walk).empty());
}

namespace {

// The host: the record of that row parked, and its row came through later.
void come_late(FakeHost& host, const std::string& row) {
  std::string& count = host.state["lc"];
  if (count.empty()) count = "0";
  host.state["l" + count] = host.state[row];
  host.state.erase(row);
  count = std::to_string(std::stoi(count) + 1);
}

}  // namespace

TEST_CASE("rows of records that came through after their walk are given once, in the next flush") {
  const std::string config = R"({"by":"o","collect":"n","over":"walk"})";
  Harness<Gather> h(config);
  REQUIRE(h.run({R"({"o":1,"n":1})", R"({"o":2,"n":2})", R"({"o":1,"n":3})"}).ok());
  FakeHost late;
  for (const char* row : {"r1", "r2"}) late.state[row] = h.host().state[row];
  for (const char* row : {"r1", "r2"}) h.host().state.erase(row);
  CHECK(walk_end(h) == Lines{R"({"key":1,"items":[1]})"});

  for (const char* row : {"r1", "r2"}) h.host().state[row] = late.state[row];
  for (const char* row : {"r1", "r2"}) come_late(h.host(), row);
  h.host().run++;
  SUBCASE("of the next walk, whose own rows have the numbers that they had") {
    REQUIRE(h.run({R"({"o":1,"n":4})", R"({"o":3,"n":5})"}).ok());
    CHECK(walk_end(h) == Lines{R"({"key":1,"items":[4]})", R"({"key":3,"items":[5]})",
                               R"({"key":2,"items":[2]})", R"({"key":1,"items":[3]})"});
  }
  SUBCASE("of a retry") {
    h.host().is_retry = true;
    CHECK(walk_end(h) == Lines{R"({"key":2,"items":[2]})", R"({"key":1,"items":[3]})"});
  }
  CHECK(walk_end(h).empty());
  h.host().is_retry = false;
  h.host().run++;
  REQUIRE(h.run({R"({"o":9,"n":9})"}).ok());
  come_late(h.host(), "r0");
  CHECK(walk_end(h) == Lines{R"({"key":9,"items":[9]})"});
}

TEST_CASE("a row that came through before its walk is over is in the walk's own group") {
  Harness<Gather> h(R"({"by":"o","collect":"n","over":"walk"})");
  REQUIRE(h.run({R"({"o":1,"n":1})", R"({"o":1,"n":2})"}).ok());
  come_late(h.host(), "r0");
  REQUIRE(h.run({R"({"o":1,"n":3})"}).ok());
  CHECK(walk_end(h) == Lines{R"({"key":1,"items":[2,3,1]})"});
}

TEST_CASE(
    "a retry while a walk is under way takes nothing for deleted, then or at the walk's end") {
  const std::string config = R"({"by":"id","deletions":true})";
  Harness<Changed> first(config);
  REQUIRE(first.run({R"({"id":1})", R"({"id":2})", R"({"id":3})"}).ok());
  CHECK(walk_end(first).empty());
  first.host().run++;
  REQUIRE(first.run({R"({"id":1})"}).ok());  // the second walk fails behind its first page

  Harness<Changed> retry(config);
  retry.host().state = first.host().state;
  retry.host().is_retry = true;
  REQUIRE(retry.run({R"({"id":4})", "no JSON"}).ok());
  CHECK(retry.live() == Lines{R"({"id":4})"});
  CHECK(walk_end(retry, true).empty());
  CHECK(retry.host().remarks.empty());

  Harness<Changed> next(config);
  next.host().state = retry.host().state;
  next.host().resumed = true;
  REQUIRE(next.run({R"({"id":2})"}).ok());
  CHECK(walk_end(next) == Lines{R"({"key":3,"deleted":true})"});
}

TEST_CASE("thousands of deletions are told, in several calls") {
  const std::string config = R"({"by":"id","deletions":true})";
  Harness<Changed> first(config);
  for (int i = 0; i < 2500; i++) REQUIRE(first.run({"{\"id\":" + std::to_string(i) + "}"}).ok());
  CHECK(walk_end(first).empty());
  Harness<Changed> second(config);
  second.host().state = first.host().state;
  REQUIRE(second.run({R"({"id":7})"}).ok());
  CHECK(walk_end(second).size() == 2499);
  CHECK(walk_end(second).empty());
}
