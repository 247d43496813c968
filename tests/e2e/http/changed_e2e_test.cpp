// core.changed over runs whose records park: the target ends with what the source has.
#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// A system with one price, which refuses those above its limit: before it takes them, or after.
class PriceList {
 public:
  enum class Refusal { kBefore, kAfter };
  explicit PriceList(Refusal refusal) : refusal_(refusal) {}

  Reply take(const std::string& request) {
    const std::lock_guard lock(mutex_);
    const int price = std::stoi(request.substr(request.find("\"price\":") + 8));
    const bool refused = price > limit_;
    requests_++;
    if (!refused || refusal_ == Refusal::kAfter) price_ = price;
    if (!refused) return Reply{response(200, "")};
    return Reply{response(refusal_ == Refusal::kAfter ? 502 : 422, "too dear")};
  }
  int price() {
    const std::lock_guard lock(mutex_);
    return price_;
  }
  void raise_limit() {
    const std::lock_guard lock(mutex_);
    limit_ = 1000;
  }
  int requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  const ScriptedServer& server() const { return server_; }

 private:
  const Refusal refusal_;
  std::mutex mutex_;
  int price_ = 0, limit_ = 100, requests_ = 0;
  ScriptedServer server_{[this](const std::string& request, size_t) { return take(request); }};
};

struct Prices : Program {
  explicit Prices(const PriceList& to) {
    folder().write(
        "p.yaml",
        "host: {state: state}\nclients:\n  c: {use: http.client, base_uri: '" +
            to.server().origin() +
            "', proxy: '', retry: {attempts: 1}}\npipelines:\n  p:\n"
            "    retry: {attempts: 1}\n"
            "    subscriber: {use: file.subscriber, path: in.ndjson, incremental: false}\n"
            "    transformers: [{use: core.changed, by: sku}]\n"
            "    publisher: {use: http.publisher, client: c, method: POST, path: /p}\n");
  }
  void run_with(int price) const {
    folder().write("in.ndjson", "{\"sku\":\"a\",\"price\":" + std::to_string(price) + "}\n");
    run("run p.yaml --quiet --plugins " TEST_PLUGINS);
  }
  std::string tasks() const { return run("tasks list p.yaml --in all").out; }
};

}  // namespace

TEST_CASE(
    "changed: a record that goes back to what it was, after another version parked, is sent") {
  for (const auto refusal : {PriceList::Refusal::kBefore, PriceList::Refusal::kAfter}) {
    PriceList list(refusal);
    const Prices prices(list);
    for (const int price : {10, 120, 10}) prices.run_with(price);
    CHECK(list.price() == 10);
    CHECK_MESSAGE(has(prices.tasks(), "superseded"), prices.tasks());
  }
}

TEST_CASE("changed: a task of an older version is superseded by a newer one that gets through") {
  PriceList list(PriceList::Refusal::kBefore);
  const Prices prices(list);
  for (const int price : {10, 120, 20}) prices.run_with(price);
  prices.run("tasks retry p.yaml --all --quiet --plugins " TEST_PLUGINS);
  CHECK(list.price() == 20);
  CHECK_MESSAGE(has(prices.tasks(), "superseded"), prices.tasks());
}

TEST_CASE("changed: what a retry delivered is not sent again, and what a person skipped neither") {
  PriceList list(PriceList::Refusal::kBefore);
  const Prices prices(list);
  for (const int price : {10, 120}) prices.run_with(price);
  SUBCASE("retried") {
    list.raise_limit();
    prices.run("tasks retry p.yaml --all --quiet --plugins " TEST_PLUGINS);
    CHECK(list.price() == 120);
    CHECK(list.requests() == 3);
    prices.run_with(120);
    CHECK(list.requests() == 3);
  }
  SUBCASE("skipped") {
    prices.run("tasks skip p.yaml --all --quiet");
    prices.run_with(120);
    CHECK(list.requests() == 2);
    CHECK_MESSAGE(has(prices.tasks(), "skipped"), prices.tasks());
  }
  prices.run_with(10);
  CHECK(list.price() == 10);
}
