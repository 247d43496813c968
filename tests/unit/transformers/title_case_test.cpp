// The plugin in C, reached through its entry as the loader reaches it.
#include "unit/transformers/harness.hpp"

namespace {

const char kManifest[] = "{}";

}  // namespace

// What sluice_add_plugin() generates for a plugin.
extern "C" const sluice_slice sluice_plugin_manifest = {kManifest, 2};

namespace {

const sluice_factory* factory() {
  return static_cast<const sluice_factory*>(sluice_plugin_v1.get_factory(SLUICE_FACTORY));
}

// Speaks the ABI for Harness, which expects a class.
class TitleCase {
 public:
  static constexpr std::string_view kId = "title_case.transformer";
  static sluice::Result<std::unique_ptr<TitleCase>> create(sluice::Context& context) {
    std::string config(context.config_text());
    sluice_create args{sizeof args, sluice::slice(kId), sluice::slice(config), nullptr};
    sluice_error error{};
    error.struct_size = sizeof error;
    void* self = nullptr;
    if (auto code = factory()->create(context.host().abi(), &args, &self, &error))
      return sluice::Status::from(error, code);
    return std::unique_ptr<TitleCase>(new TitleCase(self));
  }
  ~TitleCase() { factory()->destroy(self_); }

  sluice::Status transform_batch(sluice::Batch batch, const sluice::Cancel& cancel) {
    auto* table =
        static_cast<const sluice_transformer*>(factory()->get_interface(self_, SLUICE_TRANSFORMER));
    sluice_error error{};
    error.struct_size = sizeof error;
    auto code = table->transform(self_, batch.abi(), cancel.abi(), &error);
    return code ? sluice::Status::from(error, code) : sluice::Status();
  }

 private:
  explicit TitleCase(void* self) : self_(self) {}
  void* self_;
};

std::string titled(const std::string& name) {
  sluice::Harness<TitleCase> h(R"({"field":"name"})");
  std::string result = h.change("{\"name\":" + name + "}");
  return result.substr(0, 8) == "{\"name\":" ? result.substr(8, result.size() - 9) : result;
}

}  // namespace

TEST_CASE("each word begins with a capital and goes on small") {
  CHECK(titled(R"("BLUE mountain")") == R"("Blue Mountain")");
  CHECK(titled(R"("o'neill men's 3XL-t")") == R"("O'neill Men's 3xl-T")");
  CHECK(titled(R"("")") == R"("")");
  CHECK(titled(R"("  x")") == R"("  X")");
}

TEST_CASE("other characters pass through untouched") {
  CHECK(titled("\"CAF\xC3\x89 \xC3\xA9t\xC3\xA9\"") == "\"Caf\xC3\x89 \xC3\xA9t\xC3\xA9\"");
  CHECK(titled(R"("a\"b \u00e9X\n")") == "\"A\\\"B \xC3\xA9x\\n\"");
  CHECK(titled(R"("A\u0020B")") == R"("A\u0020B")");
}

TEST_CASE("what is absent or no string stays") {
  CHECK(titled("12") == "12");
  CHECK(titled("null") == "null");
  CHECK(titled(R"(["x"])") == R"(["x"])");
  sluice::Harness<TitleCase> h(R"({"field":"name"})");
  CHECK(h.change(R"({"other":"x"})") == R"({"other":"x"})");
  CHECK(h.change("[1]") == "[1]");
}

TEST_CASE("a string without a UTF-8 form fails its record only") {
  sluice::Harness<TitleCase> h(R"({"field":"name"})");
  REQUIRE(h.run({R"({"name":"\ud800"})", R"({"name":"a"})"}).ok());
  CHECK(h.result(0).find("failed: ") == 0);
  CHECK(h.result(1) == R"({"name":"A"})");
}

TEST_CASE("a configuration without a field is refused") {
  CHECK(sluice::Harness<TitleCase>::refusal("{}") == "/field: give the name of a string field");
  CHECK(sluice::Harness<TitleCase>::refusal(R"({"field":7})") ==
        "/field: give the name of a string field");
  CHECK(sluice::Harness<TitleCase>::refusal("nonsense") == "/: the configuration is not JSON");
}

TEST_CASE("unknown interfaces and factories are answered with nothing") {
  CHECK(sluice_plugin_v1.get_factory("sluice.factory/9") == nullptr);
  CHECK(factory()->get_interface(nullptr, SLUICE_PUBLISHER) == nullptr);
}

TEST_CASE("a spent memory budget fails the batch of the C plugin") {
  sluice::record::Limits limits;
  limits.batch_memory = 200 * 1024;
  sluice::Harness<TitleCase> h(R"({"field":"name"})", limits);
  REQUIRE(h.run({R"({"name":"X"})"}).ok());
  while (sluice_alloc(h.abi()->arena, 16)) {
  }
  sluice_record_at(h.abi(), 0)->root.as.members[0].value = sluice_string("abc", 3);
  CHECK(h.again().code() == SLUICE_E_NO_MEMORY);
}
