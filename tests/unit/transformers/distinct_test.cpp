#include "distinct.hpp"

#include <map>

#include "unit/transformers/harness.hpp"

using namespace sluice;
using sluice::core::Distinct;

namespace {

// A store that keeps what was put until a test throws a batch away.
struct FakeState {
  std::map<std::string, std::string, std::less<>> kept, batch;
  std::vector<std::string> remarks;
  bool resumed = false;
  int reads = 0;

  void keep() {
    for (auto& [key, value] : batch) kept[key] = value;
    batch.clear();
  }
  void lose() { batch.clear(); }
};

// One component after another over one store.
class Steps {
 public:
  explicit Steps(std::string config) : config_(std::move(config)) { start(); }

  // As a new run of the program does; `resumed`: its walk goes on.
  void start(bool resumed = false) {
    state.resumed = resumed;
    host_ = std::make_unique<FakeHost>(&state);
    sluice_create args{sizeof args, slice(Distinct::kId), slice(config_), nullptr};
    Context context(host_->abi(), &args);
    auto made = Distinct::create(context);
    REQUIRE_MESSAGE(made.ok(), made.status().message());
    step_ = *std::move(made);
  }
  // The records that pass, of one batch that is kept.
  std::vector<std::string> pass(std::initializer_list<std::string_view> records) {
    auto out = attempt(records);
    state.keep();
    return out;
  }
  // The same, of a batch that is still in hand.
  std::vector<std::string> attempt(std::initializer_list<std::string_view> records) {
    record::Batch batch{record::Limits{}};
    sluice_batch* abi = batch.abi();
    for (std::string_view text : records) {
      size_t index = 0;
      REQUIRE(abi->records_api->add_source(abi, slice(text), &index) == SLUICE_OK);
    }
    Status status = step_->transform_batch(Batch(abi), Cancel(nullptr));
    REQUIRE_MESSAGE(status.ok(), status.message());
    std::vector<std::string> out;
    for (size_t i = 0; i < abi->count; i++) {
      sluice_record* record = sluice_record_at(abi, i);
      if (record->state == SLUICE_RECORD_FAILED)
        out.push_back("failed: " + batch.error_of(i)->message);
      sluice_slice text{};
      if (record->state != SLUICE_RECORD_LIVE) continue;
      REQUIRE(abi->json->write(abi, &record->root, &text) == SLUICE_OK);
      out.emplace_back(view(text));
    }
    return out;
  }

  FakeState state;

 private:
  // FakeHost with a state store.
  class FakeHost {
   public:
    explicit FakeHost(FakeState* state) : state_(state) {
      abi_ = *base_.abi();
      abi_.get_extension = [](const sluice_host* host, const char* id) -> const void* {
        auto& me = *static_cast<FakeHost*>(host->host_data);
        if (std::string_view(id) == SLUICE_EXT_STATE) return &me.table_;
        if (std::string_view(id) == SLUICE_EXT_FINDINGS) return &me.findings_;
        return me.base_.abi()->get_extension(me.base_.abi(), id);
      };
      abi_.intern = [](const sluice_host* host, sluice_slice text) {
        auto& me = *static_cast<FakeHost*>(host->host_data);
        return me.base_.abi()->intern(me.base_.abi(), text);
      };
      abi_.host_data = this;
      table_ = {sizeof table_, get, put, resumed, put_for, nullptr, nullptr, nullptr};
      findings_ = {sizeof findings_, say, say, add_remark};
    }
    FakeHost(const FakeHost&) = delete;
    const sluice_host* abi() const { return &abi_; }

   private:
    static FakeState& of(const sluice_host* host) {
      return *static_cast<FakeHost*>(host->host_data)->state_;
    }
    static void say(const sluice_host*, sluice_slice pointer, sluice_slice message) {
      FAIL(view(pointer) << ": " << view(message));
    }
    static void add_remark(const sluice_host* host, sluice_slice what, sluice_slice example,
                           uint64_t) {
      of(host).remarks.push_back(std::string(view(what)).append(", ").append(view(example)));
    }
    static sluice_status get(const sluice_host* host, sluice_batch*, sluice_slice key,
                             sluice_text* out) {
      FakeState& state = of(host);
      state.reads++;
      for (auto* layer : {&state.batch, &state.kept})
        if (auto at = layer->find(view(key)); at != layer->end())
          return out->put(out, slice(at->second)), SLUICE_OK;
      return SLUICE_OK;
    }
    static sluice_status put(const sluice_host* host, sluice_batch*, sluice_slice key,
                             sluice_slice value) {
      of(host).batch[std::string(view(key))] = std::string(view(value));
      return SLUICE_OK;
    }
    static sluice_status put_for(const sluice_host* host, sluice_batch* batch, size_t,
                                 sluice_slice key, sluice_slice value) {
      return put(host, batch, key, value);
    }
    static int32_t resumed(const sluice_host* host) { return of(host).resumed; }

    FakeState* state_;
    sluice::FakeHost base_;
    sluice_state table_{};
    sluice_findings findings_{};
    sluice_host abi_{};
  };

  std::string config_;
  std::unique_ptr<FakeHost> host_;
  std::unique_ptr<Distinct> step_;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("keep last: of the repeats in a batch the last one passes") {
  Steps steps(R"({"by":"id"})");
  CHECK(steps.pass({R"({"id":1,"v":1})", R"({"id":2,"v":1})", R"({"id":1,"v":2})"}) ==
        Texts{R"({"id":2,"v":1})", R"({"id":1,"v":2})"});
}

TEST_CASE("keep last: a later repeat passes if it is another version, else not") {
  Steps steps(R"({"by":"id","keep":"last"})");
  steps.pass({R"({"id":1,"v":1})", R"({"id":2,"v":1})"});
  CHECK(steps.pass({R"({"id":1,"v":1})", R"({"id":2,"v":2})", R"({"id":3})"}) ==
        Texts{R"({"id":2,"v":2})", R"({"id":3})"});
  CHECK(steps.pass({R"({"id":2,"v":1})"}) == Texts{R"({"id":2,"v":1})"});
}

TEST_CASE("keep first: no repeat passes, changed or not") {
  Steps steps(R"({"by":"id","keep":"first"})");
  CHECK(steps.pass({R"({"id":1,"v":1})", R"({"id":1,"v":2})"}) == Texts{R"({"id":1,"v":1})"});
  CHECK(steps.pass({R"({"id":1,"v":3})", R"({"id":2})"}) == Texts{R"({"id":2})"});
}

TEST_CASE("a key may be made of several members, and of any kind of value") {
  Steps steps(R"({"by":["a","b.c"],"keep":"first"})");
  CHECK(steps
            .pass({R"({"a":"x","b":{"c":1}})", R"({"a":"x","b":{"c":2}})", R"({"a":"x"})",
                   R"({"a":"x","b":{"c":1},"d":1})", R"({"a":"x","b":{"c":"1"}})"})
            .size() == 4);
}

TEST_CASE("text is one key however it is escaped, and long keys are told apart") {
  Steps steps(R"({"by":"id","keep":"first"})");
  CHECK(steps.pass({R"({"id":"\u0041"})", R"({"id":"A"})"}).size() == 1);
  const std::string l(300, 'x');
  CHECK(
      steps.pass({"{\"id\":\"" + l + "a\"}", "{\"id\":\"" + l + "b\"}", "{\"id\":\"" + l + "a\"}"})
          .size() == 2);
}

TEST_CASE("a record without a key is parked, its neighbours pass") {
  Steps steps(R"({"by":"id"})");
  CHECK(steps.pass({R"({"x":1})", R"({"id":1})"}) ==
        Texts{"failed: by gives null (record 1 of its batch)", R"({"id":1})"});
}

TEST_CASE("over walk: a resumed walk remembers, a new one forgets") {
  Steps steps(R"({"by":"id","keep":"first"})");
  steps.pass({R"({"id":1})"});
  steps.start(true);
  CHECK(steps.pass({R"({"id":1})", R"({"id":2})"}) == Texts{R"({"id":2})"});
  steps.start();
  CHECK(steps.pass({R"({"id":1})", R"({"id":2})"}).size() == 2);
  steps.start(true);
  CHECK(steps.pass({R"({"id":1})", R"({"id":2})"}).empty());
}

TEST_CASE("over run: each start of the program forgets, also in the middle of a walk") {
  Steps steps(R"({"by":"id","over":"run"})");
  steps.pass({R"({"id":1})"});
  CHECK(steps.pass({R"({"id":1})"}).empty());
  steps.start(true);
  CHECK(steps.pass({R"({"id":1})"}).size() == 1);
}

TEST_CASE("over always: nothing is forgotten") {
  Steps steps(R"({"by":"id","over":"always"})");
  steps.pass({R"({"id":1,"v":1})"});
  for (bool resumed : {false, true}) {
    steps.start(resumed);
    CHECK(steps.pass({R"({"id":1,"v":1})"}).empty());
  }
  CHECK(steps.pass({R"({"id":1,"v":2})"}).size() == 1);
}

TEST_CASE("a batch that was lost is forgotten with its keys, and its walk's number") {
  for (const char* over : {"walk", "run", "always"}) {
    CAPTURE(over);
    Steps steps(R"({"by":"id","keep":"first","over":")" + std::string(over) + "\"}");
    CHECK(steps.attempt({R"({"id":1})"}).size() == 1);
    steps.state.lose();
    CHECK(steps.pass({R"({"id":1})"}).size() == 1);
    steps.start(true);
    CHECK(steps.pass({R"({"id":1})"}).size() == (std::string(over) == "run" ? 1 : 0));
  }
}

TEST_CASE("keys that are new in this walk are not looked up in the store") {
  Steps steps(R"({"by":"id","keep":"first"})");
  steps.pass({R"({"id":0})"});
  const int reads = steps.state.reads;
  steps.pass({R"({"id":1})", R"({"id":2})", R"({"id":3})"});
  CHECK(steps.state.reads == reads + 1);  // which walk it is, once a batch
}

TEST_CASE("a host without a state store is told of at create") {
  FakeHost host;
  host.has_state = false;
  const std::string config = R"({"by":"id"})";
  sluice_create args{sizeof args, slice(Distinct::kId), slice(config), nullptr};
  Context context(host.abi(), &args);
  CHECK(Distinct::create(context).status().message() == "the host offers no sluice.state/1");
}

TEST_CASE("keys are compared as values") {
  Steps steps(R"({"by":"k","keep":"first"})");
  CHECK(steps.pass({R"({"k":1})", R"({"k":1.0})", R"({"k":1e0})", R"({"k":"1"})"}) ==
        Texts{R"({"k":1})", R"({"k":"1"})"});
  CHECK(steps.pass({R"({"k":{"a":1,"b":[2, 3]}})", R"({"k":{"b":[2.0,3],"a":1}})"}) ==
        Texts{R"({"k":{"a":1,"b":[2, 3]}})"});
  CHECK(steps.pass({R"({"k":"\u00e9"})", "{\"k\":\"\xC3\xA9\"}"}) == Texts{R"({"k":"\u00e9"})"});
}

TEST_CASE("keys of several parts cannot run into each other") {
  Steps steps(R"({"by":["a","b"],"keep":"first"})");
  CHECK(steps
            .pass({R"({"a":"x\u0000","b":"y"})", R"({"a":"x","b":"\u0000y"})",
                   R"({"a":"x\u00004","b":"y"})", R"({"a":"xy","b":""})", R"({"a":"x","b":"y"})"})
            .size() == 5);
}

TEST_CASE("keys of any length are told apart") {
  Steps steps(R"({"by":"k","keep":"first"})");
  const std::string key(1000, 'k');
  const std::string one = R"({"k":")" + key + R"(1"})", other = R"({"k":")" + key + R"(2"})";
  CHECK(steps.pass({one, other, one}) == Texts{one, other});
  CHECK(steps.pass({one, other}).empty());
}

TEST_CASE("keep last: the same record written in another way is no change") {
  Steps steps(R"({"by":"id"})");
  steps.pass({R"({"id":1,"v":{"a":1,"b":2}})"});
  CHECK(steps.pass({R"({"v":{"b":2.0,"a":1},"id":1})"}).empty());
  CHECK(steps.pass({R"({"id":1,"v":{"a":1,"b":3}})"}) == Texts{R"({"id":1,"v":{"a":1,"b":3}})"});
}

TEST_CASE("members nobody looks into leave as they came") {
  Steps steps(R"({"by":"id"})");
  CHECK(steps.pass({R"({"id":1,"v":{ "a": [1, 2] }})"}) ==
        Texts{R"({"id":1,"v":{ "a": [1, 2] }})"});
}

TEST_CASE("a key that cannot be computed names the setting and the record") {
  Steps steps(R"({"by":"a - b"})");
  const Texts out = steps.pass({R"({"a":1,"b":1})", R"({"id":7,"a":1})"});
  REQUIRE(out.size() == 2);
  const std::string& why = out[0].starts_with("failed") ? out[0] : out[1];
  CHECK(why.find("failed: by: ") == 0);
  CHECK(why.find("record id=7") != std::string::npos);
}

TEST_CASE("what a key can hardly mean is remarked, with an example") {
  Steps steps(R"({"by":"price > `10`"})");
  steps.pass({R"({"id":7,"price":"12.50"})"});
  REQUIRE(steps.state.remarks.size() == 1);
  CHECK(steps.state.remarks[0].find("comparison of text with a number") == 0);
  CHECK(steps.state.remarks[0].find("record id=7") != std::string::npos);
}
