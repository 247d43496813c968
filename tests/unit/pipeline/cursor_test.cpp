#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

bool names_reset(const pipeline::RunReport& report) {
  return report.status.message().find("`sluice state reset products`") != std::string::npos;
}

// Reads one page, then fails: a walk under way is left behind.
void leave_walk_under_way(Fixture& f) {
  f.source.on_poll = [](size_t page, sluice_batch*, const sluice_cancel*,
                        sluice_error* e) -> sluice_status {
    return page == 1 ? fail(e, SLUICE_E_AUTH, "no") : SLUICE_OK;
  };
  CHECK(f.run().status.code() == SLUICE_E_AUTH);
  f.source.on_poll = nullptr;
}

pipeline::Step request_step(FakeStep& step, std::string settings) {
  pipeline::Step s = step.step("request_transformers[0] (fake.step)");
  s.settings = std::move(settings);
  return s;
}

}  // namespace

TEST_CASE("a cursor of another address is refused with the way out, and nothing is read") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  REQUIRE(f.run().status.ok());
  const int64_t sequence = f.state().sequence;
  f.source.identity = "https://real.example/products";
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(names_reset(report));
  CHECK(report.pages == 0);
  CHECK(f.state().sequence == sequence);
  CHECK(f.target.lines.size() == 2);
}

TEST_CASE("a cursor of another request is refused") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  REQUIRE(f.run().status.ok());
  f.plan.request = R"({"query":{"deleted":true}})";
  CHECK(names_reset(f.run()));
}

TEST_CASE("after a reset the walk starts from the beginning with what is configured now") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  REQUIRE(f.run().status.ok());
  f.source.identity = "https://real.example/products";
  REQUIRE(*f.store.reset("products"));
  REQUIRE(f.run().status.ok());
  CHECK(f.source.seeks.back() == "");
}

TEST_CASE("without a cursor nothing can be skipped, so another address is no error") {
  Fixture f;
  REQUIRE(f.run().status.ok());
  f.source.identity = "https://real.example/products";
  CHECK(f.run().status.ok());
}

TEST_CASE("a walk under way keeps its resolved request; request transformers run once a walk") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  int calls = 0;
  FakeStep step([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    const std::string text = "{\"query\":{\"walk\":" + std::to_string(++calls) + "}}";
    return batch->json->parse(batch, slice(text), &sluice_record_at(batch, 0)->root);
  });
  f.plan.request_steps = {request_step(step, "fake.step {}")};
  leave_walk_under_way(f);
  CHECK(f.source.opened_with == R"({"query":{"walk":1}})");
  CHECK(f.state().cursor.text == "1");
  REQUIRE(f.run().status.ok());
  CHECK(calls == 1);
  CHECK(f.source.opened_with == R"({"query":{"walk":1}})");
  CHECK(f.target.lines.size() == 2);
}

TEST_CASE("request transformers that change in the middle of a walk are refused") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  FakeStep step([](sluice_batch*, sluice_error*) -> sluice_status { return SLUICE_OK; });
  f.plan.request_steps = {request_step(step, "fake.step {\"a\":1}")};
  leave_walk_under_way(f);
  f.plan.request_steps = {request_step(step, "fake.step {\"a\":2}")};
  CHECK(names_reset(f.run()));
}

TEST_CASE("the walk does not start unless exactly one request is left") {
  for (size_t left : {0u, 2u}) {
    Fixture f;
    f.source.pages = numbered_pages(2, 1);
    FakeStep step([&](sluice_batch* batch, sluice_error*) -> sluice_status {
      size_t added = 0;
      if (left == 0) return sluice_record_at(batch, 0)->state = SLUICE_RECORD_FILTERED, SLUICE_OK;
      const sluice_status made = batch->records_api->add_record(batch, 0, &added);
      sluice_record_at(batch, added)->root = sluice_record_at(batch, 0)->root;
      return made;
    });
    f.plan.request_steps = {request_step(step, "s")};
    const pipeline::RunReport report = f.run();
    CHECK(report.status.code() == SLUICE_E_INVALID);
    CHECK(report.status.message() ==
          "pipeline products, request transformers: " + std::to_string(left) +
              " records are left of the request instead of 1; the walk "
              "does not start");
    CHECK(f.source.opens == 0);
  }
}

TEST_CASE("a request transformer that fails the request says why the walk does not start") {
  Fixture f;
  FakeStep step([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    batch->records_api->fail_record(batch, 0, SLUICE_E_DATA, slice("no date given"));
    return SLUICE_OK;
  });
  f.plan.request_steps = {request_step(step, "s")};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.message().find("no date given") != std::string::npos);
  CHECK(f.source.opens == 0);
}

TEST_CASE("a publisher with another identity starts a new position") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  REQUIRE(f.run().status.ok());
  f.target.identity = "fake.publisher elsewhere";
  f.plan.targets = {f.target.target("publishers[0] (fake.publisher)")};
  REQUIRE(f.run().status.ok());
  CHECK(f.target.resumes == std::vector<std::string>{"", ""});
}

TEST_CASE("a target that replaces is refused in the middle of a walk it has nothing of") {
  Fixture f;
  f.source.pages = numbered_pages(4, 1);
  f.source.pages_a_run = 2;
  REQUIRE(f.run().paused);
  f.target.identity = "fake.publisher elsewhere";
  f.plan.targets = {f.target.target("publishers[0] (fake.publisher)")};
  f.plan.targets[0].replaces = true;
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(report.status.message().find("sluice state reset products") != std::string::npos);
  // A walk that begins anew has everything for it.
  REQUIRE(*f.store.reset("products"));
  f.source.pages_a_run = 0;
  CHECK(f.run().status.ok());
}

TEST_CASE("an unreadable page stops the run, is saved, and the pages before it are committed") {
  namespace fs = std::filesystem;
  std::string folder = (fs::temp_directory_path() / "sluice-cursor-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()));
  Fixture f;
  f.plan.state_folder = folder;
  f.source.pages = numbered_pages(3, 1);
  f.source.on_poll = [](size_t page, sluice_batch* into, const sluice_cancel*,
                        sluice_error* e) -> sluice_status {
    return page == 2 ? FakeSource::give_page(into, "<html>oops</html>", e) : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_DATA);
  const std::string& message = report.status.message();
  INFO(message);
  CHECK(message.find("pipeline products, subscriber (fake.subscriber): page 3 after cursor 2: ") ==
        0);
  const size_t name = message.find(folder + "/unreadable-products-page-3-");
  REQUIRE(name != std::string::npos);
  const fs::path saved = message.substr(name);
  std::ifstream in(saved);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "<html>oops</html>");
  CHECK(f.state().cursor.text == "2");
  CHECK(f.target.lines.size() == 2);
  fs::remove_all(folder);
}

TEST_CASE("a source that is down for a while is polled again and nothing is lost") {
  Fixture f;
  f.source.pages = numbered_pages(3, 1);
  int failures = 3;
  f.source.on_poll = [&](size_t page, sluice_batch*, const sluice_cancel*,
                         sluice_error* e) -> sluice_status {
    return page == 1 && failures-- > 0 ? fail(e, SLUICE_E_UNAVAILABLE, "connection reset")
                                       : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.retries == 3);
  CHECK(f.target.lines.size() == 3);
}

TEST_CASE("a source that stays down stops the run and what came before is committed") {
  Fixture f;
  f.source.pages = numbered_pages(3, 1);
  f.source.on_poll = [&](size_t page, sluice_batch*, const sluice_cancel*,
                         sluice_error* e) -> sluice_status {
    return page == 2 ? fail(e, SLUICE_E_TIMEOUT, "no response in 30 s") : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_TIMEOUT);
  CHECK(f.state().cursor.text == "2");
  f.source.on_poll = nullptr;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 3);
}

// The config has this secret, as ${KEY}.
void give_secret(pipeline::Plan& plan, const std::string& key) {
  const auto replaced = [](std::string text, const std::string& what, const std::string& by) {
    for (size_t at; (at = text.find(what)) != text.npos;) text.replace(at, what.size(), by);
    return text;
  };
  plan.mark_secrets = plan.mark_for_digest = [=](std::string_view text) {
    return replaced(std::string(text), key, "${KEY}");
  };
  plan.put_secrets_back = [=](std::string_view text) -> Result<std::string> {
    return replaced(std::string(text), "${KEY}", key);
  };
}

TEST_CASE("secrets are not stored with a cursor, nor with its request, and a run gets them back") {
  Fixture f;
  f.plan.request = R"({"query":{"key":"s3cr3t-k3y"}})";
  give_secret(f.plan, "s3cr3t-k3y");
  f.source.pages = numbered_pages(3, 1);
  leave_walk_under_way(f);
  CHECK(f.state().cursor.request == R"({"query":{"key":"${KEY}"}})");
  REQUIRE(f.run().status.ok());
  CHECK(f.source.opened_with == f.plan.request);
  CHECK(f.source.seeks.back() == "1");
  CHECK(f.target.lines.size() == 3);
}

TEST_CASE("another value of a secret in the request or the address does not end a walk under way") {
  Fixture f;
  const auto rotate_to = [&](const std::string& key) {
    f.plan.request = "{\"query\":{\"key\":\"" + key + "\"}}";
    f.source.identity = "https://shop.example/list?key=" + key;
    give_secret(f.plan, key);
  };
  rotate_to("the-old-key");
  f.source.pages = numbered_pages(3, 1);
  SUBCASE("stored with its reference") {
    leave_walk_under_way(f);
    rotate_to("the-new-key");
    REQUIRE(f.run().status.ok());
    CHECK(f.source.opened_with == f.plan.request);
    CHECK(f.target.lines.size() == 3);
  }
  SUBCASE("stored by an earlier build with its value, which is the same") {
    f.plan.mark_for_digest = nullptr;
    leave_walk_under_way(f);
    rotate_to("the-old-key");
    REQUIRE(f.run().status.ok());
    CHECK(f.target.lines.size() == 3);
  }
  SUBCASE("but another request does") {
    leave_walk_under_way(f);
    f.plan.request = "{\"query\":{\"other\":\"the-old-key\"}}";
    CHECK(names_reset(f.run()));
  }
}

TEST_CASE("a stored cursor whose secret is gone is refused with the way out, and nothing is read") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  f.plan.put_secrets_back = [](std::string_view) -> Result<std::string> {
    return Status(SLUICE_E_INVALID, "it needs the value of ${KEY}");
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(names_reset(report));
  CHECK(report.status.message().find("${KEY}") != std::string::npos);
  CHECK(report.pages == 0);
}
