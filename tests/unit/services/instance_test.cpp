#include "services/instance.hpp"

#include <doctest/doctest.h>

#include <map>
#include <stdexcept>

#include "sluice/ext/documents.h"
#include "sluice/ext/environment.h"
#include "sluice/ext/findings.h"
#include "sluice/ext/http.h"
#include "sluice/ext/log.h"
#include "sluice/ext/metrics.h"
#include "sluice/ext/secret.h"
#include "sluice/ext/state.h"
#include "sluice/record.h"
#include "support/environment.hpp"

using namespace sluice;
using sluice::services::Instance;
using sluice::test::TestEnvironment;

namespace {

template <class T>
const T* table(const Instance& instance, const char* id) {
  return static_cast<const T*>(instance.host()->get_extension(instance.host(), id));
}

class MemoryState final : public services::StateAccess {
 public:
  bool resumed() const override { return true; }
  Result<std::optional<std::string>> get(sluice_batch*, std::string_view key) override {
    if (key == "throw") throw std::runtime_error("bad day");
    const auto found = values.find(std::string(key));
    if (found == values.end()) return std::optional<std::string>();
    return std::optional(found->second);
  }
  Status put(sluice_batch*, std::string_view key, std::string_view value) override {
    if (key == "full") return {SLUICE_E_NO_MEMORY, "no room"};
    values[std::string(key)] = value;
    return {};
  }
  Status put_for(sluice_batch* batch, size_t index, std::string_view key,
                 std::string_view value) override {
    return put(batch, std::string(key) + " of " + std::to_string(index), value);
  }
  void remark(services::Remark remark) override { remarks.push_back(std::move(remark)); }
  std::map<std::string, std::string> values;
  std::vector<services::Remark> remarks;
};

struct Collected {
  std::string text;
  int puts = 0;
  sluice_text abi{sizeof(sluice_text),
                  [](sluice_text* self, sluice_slice s) {
                    auto& out = *static_cast<Collected*>(self->host_data);
                    out.text = view(s);
                    out.puts++;
                  },
                  this};
};

}  // namespace

TEST_CASE("a host pointer leads back to its instance") {
  TestEnvironment test;
  const Instance instance("clients.shop", test.environment);
  CHECK(&Instance::of(instance.host()) == &instance);
  CHECK(view(instance.host()->instance) == "clients.shop");
  CHECK(instance.host()->abi_major == SLUICE_ABI_MAJOR);
}

TEST_CASE("an unknown extension, one with a tail or another revision is NULL") {
  TestEnvironment test;
  const Instance instance("a", test.environment);
  for (const char* id : {"", "sluice.log", "sluice.log/2", "sluice.log/1x", "Sluice.log/1"})
    CHECK(table<void>(instance, id) == nullptr);
  CHECK(table<void>(instance, nullptr) == nullptr);
}

TEST_CASE("a component logs under its instance's name, with any severity number") {
  TestEnvironment test;
  const Instance instance("pipelines.p.transformers[0]", test.environment);
  const auto* log = table<sluice_log>(instance, SLUICE_EXT_LOG);
  REQUIRE(log);
  log->write(instance.host(), SLUICE_LOG_INFO, slice("hello"));
  log->write(instance.host(), 99, slice("loud"));
  log->write(instance.host(), -1, slice("quiet"));
  log->write(instance.host(), SLUICE_LOG_INFO, {nullptr, 0});
  REQUIRE(test.lines.size() == 4);
  CHECK(test.lines[0].find("info pipelines.p.transformers[0]: hello") != std::string::npos);
  CHECK(test.lines[1].find("error ") != std::string::npos);
  CHECK(test.lines[2].find("debug ") != std::string::npos);
}

TEST_CASE("what a component protects is gone from its own and other logs") {
  TestEnvironment test;
  const Instance one("one", test.environment), other("other", test.environment);
  table<sluice_secret>(one, SLUICE_EXT_SECRET)->protect(one.host(), slice("hunter2hunter2"));
  table<sluice_log>(other, SLUICE_EXT_LOG)
      ->write(other.host(), SLUICE_LOG_INFO, slice("it is hunter2hunter2"));
  CHECK(test.lines.at(0).find("hunter2") == std::string::npos);
}

TEST_CASE("a component's counters carry its name") {
  TestEnvironment test;
  const Instance instance("one", test.environment);
  table<sluice_metrics>(instance, SLUICE_EXT_METRICS)->add(instance.host(), slice("pages"), 2);
  CHECK(test.metrics.value("one.pages") == 2);
}

TEST_CASE("interned text is shared by all instances") {
  TestEnvironment test;
  const Instance one("one", test.environment), other("other", test.environment);
  const auto a = one.host()->intern(one.host(), slice("id"));
  const auto b = other.host()->intern(other.host(), slice("id"));
  CHECK(a.data == b.data);
}

TEST_CASE("state without a store behind it is unsupported") {
  TestEnvironment test;
  const Instance instance("one", test.environment);
  const auto* state = table<sluice_state>(instance, SLUICE_EXT_STATE);
  Collected out;
  CHECK(state->get(instance.host(), nullptr, slice("k"), &out.abi) == SLUICE_E_UNSUPPORTED);
  CHECK(state->put(instance.host(), nullptr, slice("k"), slice("v")) == SLUICE_E_UNSUPPORTED);
}

TEST_CASE("state reads what was written; no put means no such key") {
  TestEnvironment test;
  MemoryState memory;
  Instance instance("one", test.environment);
  instance.set_state(&memory);
  const auto* state = table<sluice_state>(instance, SLUICE_EXT_STATE);
  Collected out;
  CHECK(state->get(instance.host(), nullptr, slice("k"), &out.abi) == SLUICE_OK);
  CHECK(out.puts == 0);
  CHECK(state->put(instance.host(), nullptr, slice("k"), slice("v")) == SLUICE_OK);
  CHECK(state->get(instance.host(), nullptr, slice("k"), &out.abi) == SLUICE_OK);
  CHECK(out.puts == 1);
  CHECK(out.text == "v");
}

TEST_CASE("a failing or throwing store becomes a status") {
  TestEnvironment test;
  MemoryState memory;
  Instance instance("one", test.environment);
  instance.set_state(&memory);
  const auto* state = table<sluice_state>(instance, SLUICE_EXT_STATE);
  Collected out;
  CHECK(state->get(instance.host(), nullptr, slice("throw"), &out.abi) == SLUICE_E_INTERNAL);
  CHECK(state->put(instance.host(), nullptr, slice("full"), {}) == SLUICE_E_NO_MEMORY);
}

TEST_CASE("a document is parsed, read and released") {
  TestEnvironment test;
  const Instance instance("one", test.environment);
  const auto* documents = table<sluice_documents>(instance, SLUICE_EXT_DOCUMENTS);
  REQUIRE(documents);
  sluice_batch* batch = documents->create(instance.host());
  REQUIRE(batch);
  sluice_value root;
  CHECK(batch->json == table<sluice_json>(instance, "sluice.json/1"));
  CHECK(batch->json->parse(batch, slice(R"({"a":[1,2]})"), &root) == SLUICE_OK);
  sluice_key key = sluice_key_of("a", 1);
  CHECK(sluice_find(batch, &root, &key) != nullptr);
  documents->release(instance.host(), batch);
  documents->release(instance.host(), nullptr);
}

TEST_CASE("a component gets what was offered, and nothing else") {
  TestEnvironment test;
  const Instance instance("one", test.environment);
  CHECK(table<sluice_http>(instance, SLUICE_EXT_HTTP) == nullptr);
  const sluice_http offered = {};
  int behind = 0;
  test.environment.offer(SLUICE_EXT_HTTP, &offered, &behind);
  CHECK(table<sluice_http>(instance, SLUICE_EXT_HTTP) == &offered);
  CHECK(test.environment.object<int>(SLUICE_EXT_HTTP) == &behind);
  CHECK(test.environment.object<int>("sluice.http/2") == nullptr);
  CHECK(table<sluice_http>(instance, "sluice.http/2") == nullptr);
}

TEST_CASE("a second offer takes the place of the first") {
  TestEnvironment test;
  const sluice_http first = {}, second = {};
  test.environment.offer(SLUICE_EXT_HTTP, &first, nullptr);
  test.environment.offer(SLUICE_EXT_HTTP, &second, nullptr);
  const Instance instance("one", test.environment);
  CHECK(table<sluice_http>(instance, SLUICE_EXT_HTTP) == &second);
}

TEST_CASE("what create finds is kept with its instance") {
  TestEnvironment test;
  Instance instance("a", test.environment);
  const auto* findings = table<sluice_findings>(instance, SLUICE_EXT_FINDINGS);
  REQUIRE(findings);
  findings->problem(instance.host(), slice("/set/a"), slice("column 1: bad"));
  findings->problem(instance.host(), slice("/set/b"), slice("worse"));
  findings->warning(instance.host(), slice("/where"), slice("odd"));
  CHECK(instance.findings().problems ==
        std::vector<std::string>{"/set/a: column 1: bad", "/set/b: worse"});
  CHECK(instance.findings().warnings == std::vector<std::string>{"/where: odd"});
}

TEST_CASE("a remark goes to the batch in hand, and into the log where there is none") {
  TestEnvironment test;
  Instance instance("pipelines.p.transformers[0]", test.environment);
  const auto* findings = table<sluice_findings>(instance, SLUICE_EXT_FINDINGS);
  findings->remark(instance.host(), slice("path of a kind"), slice("record 1"), 1);
  REQUIRE(test.lines.size() == 1);
  CHECK(test.lines[0].find("warning pipelines.p.transformers[0]: 1 path of a kind") !=
        std::string::npos);
  MemoryState state;
  instance.set_state(&state);
  findings->remark(instance.host(), slice("path of a kind"), slice("record 2"), 3);
  REQUIRE(state.remarks.size() == 1);
  CHECK(state.remarks[0].what == "path of a kind");
  CHECK(state.remarks[0].example == "record 2");
  CHECK(state.remarks[0].count == 3);
  CHECK(test.lines.size() == 1);
}

TEST_CASE("what is counted is in the plural but for one") {
  CHECK(services::counted_text("comparison of text with a number", 12) ==
        "12 comparisons of text with a number");
  CHECK(services::counted_text("comparison of text", 1) == "1 comparison of text");
  CHECK(services::counted_text("path", 0) == "0 paths");
}

TEST_CASE("a variable is given, or refused with the reader's reason") {
  TestEnvironment test;
  test.environment.variable = [](const std::string& name) {
    if (name == "A") return Result<std::string>(std::string("it's"));
    return Result<std::string>(Status(SLUICE_E_INVALID, name + " is not declared"));
  };
  const Instance instance("a", test.environment);
  const auto* variables = table<sluice_environment>(instance, SLUICE_EXT_ENVIRONMENT);
  Collected out;
  sluice_error error{};
  error.struct_size = sizeof error;
  CHECK(variables->get(instance.host(), slice("A"), &out.abi, &error) == SLUICE_OK);
  CHECK(out.text == "it's");
  CHECK(variables->get(instance.host(), slice("B"), &out.abi, &error) == SLUICE_E_INVALID);
  CHECK(std::string(error.message) == "B is not declared");
  CHECK(out.puts == 1);
}
