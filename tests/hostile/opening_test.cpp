// A plugin's library is opened, and so runs code, only for a pipeline that is chosen and uses it.
// The real program, and a plugin that leaves a file when it is opened.
#include <doctest/doctest.h>

#include <filesystem>

#include "program.hpp"

using namespace sluice::test;

namespace {

constexpr const char* kConfig = "host: {plugins: [p, " GOOD_PLUGINS
                                "]}\n"
                                "pipelines:\n"
                                "  quiet:\n"
                                "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                                "    publishers: [{use: file.publisher, path: out.ndjson}]\n";
constexpr const char* kLoud =
    "  noisy:\n"
    "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
    "    transformers: [{use: loud.step}]\n"
    "    publishers: [{use: file.publisher, path: out2.ndjson}]\n";

struct Opening {
  Program program;

  explicit Opening(const std::string& config) {
    program.folder().write("p/loud.so",
                           read_file(std::filesystem::path(HOSTILE_PLUGINS) / "loud/loud.so"));
    program.folder().write("in.ndjson", "{\"id\":1}\n");
    program.folder().write("c.yaml", config);
  }
  bool opens(const std::string& arguments) const {
    const auto mark = program.folder().path() / "opened";
    std::filesystem::remove(mark);
    const Ran ran = program.run(arguments, "LOUD_PLUGIN=opened");
    CHECK_MESSAGE(ran.code == 0, arguments << ": " << ran.err);
    return std::filesystem::exists(mark);
  }
};

}  // namespace

TEST_CASE("commands that only look at plugins open none") {
  const Opening opening(kConfig);
  CHECK(!opening.opens("plugins list --plugins p"));
  CHECK(!opening.opens("plugins list --plugins p --json"));
  CHECK(!opening.opens("plugins show loud.step --plugins p"));
  CHECK(!opening.opens("schema --plugins p"));
}

TEST_CASE("a plugin that no pipeline uses is not opened by check and run") {
  const Opening opening(kConfig);
  CHECK(!opening.opens("check c.yaml"));
  CHECK(!opening.opens("run c.yaml"));
}

TEST_CASE("a plugin of a pipeline that is not chosen is not opened") {
  const Opening opening(kConfig + std::string(kLoud));
  CHECK(!opening.opens("run c.yaml quiet"));
  CHECK(opening.opens("check c.yaml"));
  CHECK(opening.opens("run c.yaml noisy"));
}
