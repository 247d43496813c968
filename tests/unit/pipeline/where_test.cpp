// Records that one target takes and another does not want, by what hooks change: what was decided
// when they were offered first still holds when they are offered again.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Lines = std::vector<std::string>;

template <class F>
void for_live(sluice_batch* batch, F body) {
  for (size_t i = 0; i < batch->count; i++)
    if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE) body(i, text_of(batch, i));
}

// Records are letters; "x" is known. What is new goes to `created`, whose hook makes it known, the
// rest to `changed`.
struct Known : Fixture {
  std::set<char> ids{'x'};
  FakeTarget& created = target;
  FakeTarget changed;
  FakeStep look{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t i, const std::string& text) {
      const std::string out = std::string("\"") + text[1] + (ids.contains(text[1]) ? "!\"" : "?\"");
      batch->json->parse(batch, slice(out), &sluice_record_at(batch, i)->root);
    });
    return SLUICE_OK;
  }};
  FakeStep is_new{[](sluice_batch* batch, sluice_error*) { return keep_only(batch, '?'); }};
  FakeStep is_known{[](sluice_batch* batch, sluice_error*) { return keep_only(batch, '!'); }};
  FakeStep hook{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t, const std::string& text) { ids.insert(text[11]); });
    return SLUICE_OK;
  }};

  Known() {
    source.pages = {{"\"a\"", "\"b\"", "\"x\""}};
    plan.retry.attempts = 1;
    plan.steps = {look.step("transformers[0] (fake.look)")};
    plan.targets = {created.target("created"), changed.target("changed")};
    plan.targets[0].steps = {where(is_new.step("created.where (fake)"))};
    plan.targets[0].on_success = {hook.step("created.on_success[0] (fake)")};
    plan.targets[1].steps = {where(is_known.step("changed.where (fake)"))};
  }

  static sluice_status keep_only(sluice_batch* batch, char mark) {
    for_live(batch, [&](size_t i, const std::string& text) {
      if (text[2] != mark) sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    });
    return SLUICE_OK;
  }
  static pipeline::Step where(pipeline::Step step) {
    step.is_where = true;
    return step;
  }
  void swap_targets() { std::swap(plan.targets[0], plan.targets[1]); }
  // Until it is let through again, the target is down behind this record.
  static void revoke(FakeTarget& at, std::string from) {
    at.outcome = [from = std::move(from)](std::string_view record) {
      return record.substr(1, 1) >= from ? SLUICE_E_AUTH : SLUICE_OK;
    };
  }
  void let_through() { created.outcome = changed.outcome = nullptr; }
  void check_once_each() const {
    CHECK(created.lines == Lines{"\"a?\"", "\"b?\""});
    CHECK(changed.lines == Lines{"\"x!\""});
  }
};

}  // namespace

TEST_CASE("what a target took goes to no other because its own hook changed what that one wants") {
  Known f;
  SUBCASE("the other fails") { Known::revoke(f.changed, "x"); }
  SUBCASE("the other fails, again and again") {
    Known::revoke(f.changed, "x");
    CHECK_FALSE(f.run().status.ok());
    CHECK_FALSE(f.run().status.ok());
  }
  SUBCASE("it fails itself, before the other is asked") { Known::revoke(f.created, "b"); }
  SUBCASE("it fails itself, and the other is through with the page") {
    f.swap_targets();
    Known::revoke(f.created, "b");
  }
  CHECK_FALSE(f.run().status.ok());
  f.let_through();
  REQUIRE(f.run().status.ok());
  f.check_once_each();
  CHECK(f.tasks().empty());
  CHECK(f.state().taken.records.empty());
}

TEST_CASE("the same where the records of a page run one by one after it took them") {
  Known f;
  bool whole = true;
  f.changed.on_publish = [&](sluice_batch*, sluice_error* error) {
    return std::exchange(whole, false) ? fail(error, SLUICE_E_NO_MEMORY, "no memory") : SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  f.check_once_each();
}

TEST_CASE("what no target took is decided anew when it is offered again") {
  Known f;
  Known::revoke(f.created, "b");
  CHECK_FALSE(f.run().status.ok());
  f.let_through();
  f.ids.insert('b');  // by somebody else
  REQUIRE(f.run().status.ok());
  CHECK(f.created.lines == Lines{"\"a?\""});
  CHECK(f.changed.lines == Lines{"\"b!\"", "\"x!\""});
}
