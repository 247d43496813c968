// Hooks of a target: what they get of each record, what on_error decides, where on_success leads.
#include <doctest/doctest.h>

#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Texts = std::vector<std::string>;

std::string with_id(int id) { return "{\"id\":" + std::to_string(id) + "}"; }

void put_root(sluice_batch* batch, size_t index, const std::string& text) {
  batch->json->parse(batch, slice(text), &sluice_record_at(batch, index)->root);
}

void for_live(sluice_batch* batch, const std::function<void(size_t, const std::string&)>& body) {
  const size_t count = batch->count;
  for (size_t i = 0; i < count; i++)
    if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE) body(i, text_of(batch, i));
}

// A remote system that says something of each record, to a host that wants it.
class AnsweringTarget {
 public:
  struct Said {
    sluice_status status = SLUICE_OK;
    int32_t http = 201;
    std::string body = "{\"data\":{\"id\":7}}";
  };
  std::function<Said(const std::string& record)> say = [](const std::string&) { return Said(); };
  Texts got;
  bool wanted = false;

  pipeline::Target target(std::string name) {
    return {std::move(name), "answering", this, &kTable};
  }

 private:
  static sluice_status resume(void*, sluice_slice, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static sluice_slice keep(sluice_batch* batch, const std::string& text) {
    auto* copy = static_cast<char*>(sluice_alloc(batch->arena, text.size() + 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel*, sluice_error*) {
    auto& me = *static_cast<AnsweringTarget*>(self);
    for_live(batch, [&](size_t i, const std::string& text) {
      me.wanted = (outcomes[i].flags & SLUICE_OUTCOME_WANTS_RESPONSE) != 0;
      const Said said = me.say(text);
      me.got.push_back(text);
      outcomes[i].flags = 0;
      outcomes[i].status = said.status;
      outcomes[i].remote_code = said.http;
      if (said.status) outcomes[i].message = keep(batch, "refused: " + std::to_string(said.http));
      outcomes[i].request = keep(batch, "POST /items");
      outcomes[i].response = keep(batch, said.body);
    });
    return SLUICE_OK;
  }
  static sluice_status flush(void*, int32_t, sluice_text*, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static constexpr sluice_publisher kTable = {sizeof(sluice_publisher),
                                              resume,
                                              publish,
                                              flush,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr};
};

constexpr const char* kHook = "outgoing.shop.on_success[0] (fake.hook)";
constexpr const char* kErrorHook = "outgoing.shop.on_error[0] (fake.hook)";

FakeStep::Body nothing() {
  return [](sluice_batch*, sluice_error*) -> sluice_status { return SLUICE_OK; };
}

// Of each document: {"decision":WORD}.
FakeStep::Body decide(const std::string& word) {
  return [word](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t i, const std::string&) {
      put_root(batch, i, "{\"decision\":\"" + word + "\"}");
    });
    return SLUICE_OK;
  };
}

// "shop", with a hook each; what on_success leaves goes to "ids".
struct Hooked : Fixture {
  AnsweringTarget shop;
  FakeTarget& ids = target;
  FakeStep success, error;
  bool has_then = true;

  explicit Hooked(FakeStep::Body on_success, FakeStep::Body on_error = nothing())
      : success(std::move(on_success)), error(std::move(on_error)) {
    source.pages = numbered_pages(3, 3);
    pipeline::Target own = shop.target("shop (fake.publisher)");
    own.on_success = {success.step(kHook)};
    own.on_error = {error.step(kErrorHook)};
    own.then = "ids (fake.publisher)";
    pipeline::Target of_hooks = ids.target("ids (fake.publisher)");
    of_hooks.of_hooks = true;
    plan.targets = {own, of_hooks};
  }
  void refuse(int id, int32_t http = 409, size_t times = SIZE_MAX) {
    shop.say = [id, http, times](const std::string& text) mutable {
      if (text != with_id(id) || times == 0) return AnsweringTarget::Said();
      times--;
      return AnsweringTarget::Said{SLUICE_E_DATA, http, "{\"error\":\"exists\"}"};
    };
  }
  pipeline::RunReport run_well() {
    const pipeline::RunReport report = run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    return report;
  }
};

}  // namespace

TEST_CASE("on_success gets the record with request and response, and leads to the next target") {
  Hooked f(nothing());
  const pipeline::RunReport report = f.run_well();
  CHECK(f.shop.wanted);
  REQUIRE(f.ids.lines.size() == 3);
  CHECK(f.ids.lines[0] ==
        "{\"record\":{\"id\":1},\"request\":\"POST /items\",\"response\":{\"status\":201,\"body\":"
        "{\"data\":{\"id\":7}}},\"error\":null}");
  CHECK(report.targets[0].delivered == 3);
  CHECK(report.targets[1].delivered == 3);
  CHECK(f.tasks().empty());
}

TEST_CASE("a target without hooks is not asked for responses") {
  Hooked f(nothing());
  f.plan.targets.pop_back();
  f.plan.targets[0].on_success.clear();
  f.plan.targets[0].on_error.clear();
  f.plan.targets[0].then.clear();
  f.run_well();
  CHECK(!f.shop.wanted);
}

TEST_CASE("a body that is no JSON is a text, an empty one null") {
  for (const auto& [body, shown] : {std::pair("<html>", "\"<html>\""), std::pair(" ", "null")}) {
    Hooked f(nothing());
    f.shop.say = [body = std::string(body)](const std::string&) {
      return AnsweringTarget::Said{SLUICE_OK, 200, body};
    };
    f.run_well();
    CHECK(f.ids.lines[0].find("\"body\":" + std::string(shown)) != std::string::npos);
  }
}

TEST_CASE("hooks see records as their target got them") {
  Hooked f(nothing());
  FakeStep wrap([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch,
             [&](size_t i, const std::string& text) { put_root(batch, i, "[" + text + "]"); });
    return SLUICE_OK;
  });
  f.plan.targets[0].steps = {wrap.step("outgoing.shop.transformers[0] (fake.step)")};
  f.run_well();
  REQUIRE(f.ids.lines.size() == 3);
  CHECK(f.ids.lines[2].find("{\"record\":[{\"id\":3}],") == 0);
}

TEST_CASE("on_error counts as delivered what it says is") {
  std::string document;
  Hooked f(nothing(), [&](sluice_batch* batch, sluice_error* e) -> sluice_status {
    for_live(batch, [&](size_t, const std::string& text) { document = text; });
    return decide("delivered")(batch, e);
  });
  f.refuse(2);
  const pipeline::RunReport report = f.run_well();
  CHECK(document ==
        "{\"record\":{\"id\":2},\"request\":\"POST /items\",\"response\":{\"status\":409,\"body\":"
        "{\"error\":\"exists\"}},\"error\":{\"message\":\"refused: 409\",\"in_doubt\":false}}");
  CHECK(report.parked == 0);
  CHECK(report.targets[0].delivered == 3);
  CHECK(f.tasks().empty());
  CHECK(f.ids.lines.size() == 3);
}

TEST_CASE("on_error has a record offered again, with waits, and on_success hears of the end") {
  Hooked f(nothing(), decide("retry"));
  f.refuse(2, 423, 2);
  const pipeline::RunReport report = f.run_well();
  CHECK(f.shop.got == Texts{with_id(1), with_id(2), with_id(3), with_id(2), with_id(2)});
  CHECK(report.retries == 2);
  CHECK(f.clock.slept() > 0);
  CHECK(f.ids.lines.size() == 3);
  CHECK(f.tasks().empty());
}

TEST_CASE("what on_error has offered again parks after as many attempts as any other") {
  Hooked f(nothing(), decide("retry"));
  f.plan.retry.attempts = 3;
  f.refuse(2);
  const pipeline::RunReport report = f.run_well();
  CHECK(report.parked == 1);
  CHECK(f.shop.got.size() == 5);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].message == "refused: 409, after 3 attempts");
}

TEST_CASE("a record parks if on_error drops it, says so, or says nothing") {
  const FakeStep::Body drop = [](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t i, const std::string&) {
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    });
    return SLUICE_OK;
  };
  for (const FakeStep::Body& body : {drop, decide("park"), nothing()}) {
    Hooked f(nothing(), body);
    f.refuse(2);
    CHECK(f.run_well().parked == 1);
    REQUIRE(f.tasks().size() == 1);
    CHECK(f.tasks()[0].message == "refused: 409");
    CHECK(f.tasks()[0].step == "shop (fake.publisher)");
    CHECK(f.ids.lines.size() == 2);
  }
}

TEST_CASE("on_error hears of a record that stayed unavailable, with the last response") {
  std::string document;
  Hooked f(nothing(), [&](sluice_batch* batch, sluice_error* e) -> sluice_status {
    for_live(batch, [&](size_t, const std::string& text) { document = text; });
    return decide("delivered")(batch, e);
  });
  f.shop.say = [](const std::string& text) {
    return text == with_id(2) ? AnsweringTarget::Said{SLUICE_E_UNAVAILABLE, 503, "busy"}
                              : AnsweringTarget::Said();
  };
  CHECK(f.run_well().parked == 0);
  CHECK(document.find("\"response\":{\"status\":503,\"body\":\"busy\"}") != std::string::npos);
}

TEST_CASE("on_error stops the run, and the next one offers the record again") {
  Hooked f(nothing(), decide("stop"));
  f.refuse(2, 409, 1);
  const pipeline::RunReport first = f.run();
  CHECK(first.status.message().find("on_error stops the run: refused: 409") != std::string::npos);
  CHECK(f.tasks().empty());
  f.run_well();
  CHECK(f.shop.got == Texts{with_id(1), with_id(2), with_id(3), with_id(2)});
  CHECK(f.ids.lines.size() == 3);
}

TEST_CASE("a record that stops the run parks if a later one of its order was taken") {
  Hooked f(nothing(), decide("stop"));
  FakeStep orders([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t i, const std::string& text) {
      sluice_record_at(batch, i)->order = text == with_id(1) ? 2 : 1;
    });
    return SLUICE_OK;
  });
  f.plan.steps = {orders.step("order_by (core.order)")};
  f.refuse(2, 409, 1);
  const pipeline::RunReport first = f.run();
  CHECK(first.status.message().find("on_error stops the run: refused: 409") != std::string::npos);
  f.run_well();
  CHECK(f.shop.got == Texts{with_id(1), with_id(2), with_id(3)});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == with_id(2));
  CHECK(f.tasks()[0].message.find("on_error's stop does not offer it again") != std::string::npos);
}

TEST_CASE("a decision that does not exist, or a hook that fails, parks the record and says why") {
  Hooked typo(nothing(), decide("deliverd"));
  typo.refuse(2);
  typo.run_well();
  REQUIRE(typo.tasks().size() == 1);
  CHECK(typo.tasks()[0].message.find("its decision is \"deliverd\"") != std::string::npos);
  Hooked down(nothing(), [](sluice_batch*, sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_AUTH, "lookup refuses");
  });
  down.refuse(2);
  down.run_well();
  REQUIRE(down.tasks().size() == 1);
  CHECK(down.tasks()[0].message.find("refused: 409; on_error failed: ") == 0);
}

TEST_CASE("a record with which on_success fails is delivered, and parks with its document") {
  Hooked f([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t i, const std::string& text) {
      if (text.find("\"id\":2") != std::string::npos)
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no id in it"));
    });
    return SLUICE_OK;
  });
  const pipeline::RunReport report = f.run_well();
  CHECK(report.targets[0].delivered == 3);
  CHECK(report.parked == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].step == kHook);
  CHECK(f.tasks()[0].source == with_id(2));
  CHECK(f.tasks()[0].value.find("\"response\":{\"status\":201") != std::string::npos);
  CHECK(f.ids.lines.size() == 2);
}

TEST_CASE("an on_success whose system is down does not stop the run") {
  int calls = 0;
  Hooked f([&](sluice_batch*, sluice_error* e) -> sluice_status {
    calls++;
    return fail(e, SLUICE_E_UNAVAILABLE, "lookup is down");
  });
  const pipeline::RunReport report = f.run_well();
  CHECK(calls == 5);
  CHECK(report.targets[0].delivered == 3);
  CHECK(f.tasks().size() == 3);
}

TEST_CASE(
    "documents that are too many for one batch go in parts, and one that fails others alone") {
  Hooked f([](sluice_batch* batch, sluice_error* e) -> sluice_status {
    size_t live = 0;
    bool second = false;
    for_live(batch, [&](size_t, const std::string& text) {
      live++;
      second |= text.find("\"id\":2") != std::string::npos;
    });
    return live > 1 || second ? fail(e, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  });
  const pipeline::RunReport report = f.run_well();
  CHECK(report.isolated == 0);
  CHECK(f.shop.got.size() == 3);
  CHECK(f.ids.lines.size() == 2);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == with_id(2));
}

TEST_CASE("what the next target refuses parks there, and does not stop the run") {
  Hooked f(nothing());
  f.ids.on_publish = [](sluice_batch*, sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_AUTH, "no");
  };
  f.plan.park_limit = 1;
  const pipeline::RunReport report = f.run_well();
  CHECK(report.targets[0].delivered == 3);
  CHECK(report.targets[1].parked == 3);
  REQUIRE(f.tasks().size() == 3);
  CHECK(f.tasks()[0].step == "ids (fake.publisher)");
}

TEST_CASE("steps of the target of hooks get what the hooks leave") {
  Hooked f(nothing());
  FakeStep short_text([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t i, const std::string&) { put_root(batch, i, "7"); });
    return SLUICE_OK;
  });
  f.plan.targets[1].steps = {short_text.step("outgoing.ids.transformers[0] (fake.step)")};
  f.run_well();
  CHECK(f.ids.lines == Texts{"7", "7", "7"});
}

TEST_CASE("what hooks keep of delivered records stays when the batch fails at another target") {
  FakeTarget other;
  std::string kept;
  Hooked f([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    for_live(batch, [&](size_t i, const std::string&) {
      auto before = f.success.state->get(batch, "count");
      REQUIRE(before);
      const int count = *before ? std::stoi(**before) + 1 : 1;
      kept = std::to_string(count);
      REQUIRE(f.success.state->put_for(batch, i, "count", kept).ok());
    });
    return SLUICE_OK;
  });
  bool refused = true;
  other.outcome = [&](std::string_view) -> sluice_status {
    return refused ? SLUICE_E_AUTH : SLUICE_OK;
  };
  f.plan.targets.push_back(other.target("publishers[0] (fake.publisher)"));
  CHECK(f.run().status.code() == SLUICE_E_AUTH);
  CHECK(kept == "3");
  refused = false;
  f.run_well();
  CHECK(f.shop.got.size() == 3);
  CHECK(f.ids.lines.size() == 3);
  CHECK(f.store.value("products", kHook, "count") == "3");
}
