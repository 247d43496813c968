#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "helpers.hpp"
#include "support/temp_folder.hpp"

using namespace sluice::config;
using namespace sluice::config::test;
using sluice::test::TempFolder;

namespace {

const std::string kPipelines =
    "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
    "    publisher: {use: file.publisher, path: x}\n";

}  // namespace

TEST_CASE("host settings have their documented defaults") {
  const HostSettings host = load(kPipelines).config.host;
  CHECK(host.state == "/etc/s/state");
  CHECK(host.plugins.empty());
  CHECK(host.log_level == LogLevel::kInfo);
  CHECK(host.lanes == Lanes::kAuto);
  CHECK(host.limits.record == 16u << 20);
  CHECK(host.limits.page == 64u << 20);
  CHECK(host.limits.batch_memory == 256u << 20);
  CHECK(host.limits.depth == 512);
  CHECK(!host.limits.allow_duplicate_keys);
  CHECK(host.commit.interval_ms == 200);
  CHECK(host.commit.max_batches == 64);
}

TEST_CASE("the model's own defaults are those of the schema") {
  const HostSettings read = load(kPipelines).config.host;
  const HostSettings plain;
  CHECK(read.limits.record == plain.limits.record);
  CHECK(read.limits.page == plain.limits.page);
  CHECK(read.limits.batch_memory == plain.limits.batch_memory);
  CHECK(read.limits.depth == plain.limits.depth);
  CHECK(read.commit.interval_ms == plain.commit.interval_ms);
  CHECK(read.commit.max_batches == plain.commit.max_batches);
  CHECK(read.http.plain == plain.http.plain);
  const sluice::base::RetrySettings retry = load(kPipelines).config.pipelines.at(0).retry;
  CHECK(retry.attempts == sluice::base::RetrySettings{}.attempts);
  CHECK(retry.base_ms == sluice::base::RetrySettings{}.base_ms);
  CHECK(retry.max_ms == sluice::base::RetrySettings{}.max_ms);
}

TEST_CASE("host settings are read, paths relative to the file") {
  const auto out = load(
      "host:\n  plugins: [plugins, ../more, /abs]\n  state: ${S:-here}\n  log_level: debug\n"
      "  lanes: 2\n  limits: {record: 2048, depth: 9, allow_duplicate_keys: true}\n"
      "  commit: {interval_ms: 0}\n  http: {plain: off}\n" +
      kPipelines);
  // The braces of ${S:-here} stand in block context, where YAML lets them be.
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const HostSettings& host = out.config.host;
  CHECK(host.plugins == std::vector<std::string>{"/etc/s/plugins", "/etc/more", "/abs"});
  CHECK(host.state == "/etc/s/here");
  CHECK(host.log_level == LogLevel::kDebug);
  CHECK(host.lanes == Lanes::kTwo);
  CHECK(host.limits.record == 2048);
  CHECK(host.limits.depth == 9);
  CHECK(host.limits.allow_duplicate_keys);
  CHECK(host.commit.interval_ms == 0);
  CHECK_FALSE(host.http.plain);
}

TEST_CASE("a config named without a folder lies in the working folder") {
  const auto out = load(kPipelines, {}, {}, "c.yaml");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.host.state == (std::filesystem::current_path() / "state").string());
}

TEST_CASE("what is given outside the file wins over it") {
  Overrides overrides;
  overrides.state = "/elsewhere";
  overrides.log_level = "error";
  overrides.plugins = {"/p"};
  const auto out =
      load("host: {state: a, log_level: debug, plugins: [b]}\n" + kPipelines, {}, overrides);
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.host.state == "/elsewhere");
  CHECK(out.config.host.log_level == LogLevel::kError);
  CHECK(out.config.host.plugins == std::vector<std::string>{"/p"});
}

TEST_CASE("the program's own plugins are taken if no others are named") {
  const auto plugins = [](const std::string& host) {
    Problems problems("c.yaml");
    ReadOptions options;
    options.file = "/etc/s/c.yaml";
    options.own_plugins = "/opt/sluice/plugins";
    return read_config_text(host + kPipelines, options, problems)->host.plugins;
  };
  CHECK(plugins("") == std::vector<std::string>{"/opt/sluice/plugins"});
  CHECK(plugins("host: {plugins: [mine]}\n") == std::vector<std::string>{"/etc/s/mine"});
}

TEST_CASE("an unknown log level from outside is told without a place") {
  Overrides overrides;
  overrides.log_level = "debg";
  CHECK(load(kPipelines, {}, overrides).text() ==
        "c.yaml: log level \"debg\" is none of debug, info, warning, error; did you mean "
        "\"debug\"?\n");
}

TEST_CASE("a record limit above the page limit is refused") {
  CHECK(load("host: {limits: {record: 4096, page: 2048}}\n" + kPipelines)
            .text()
            .find("a record of 4096 bytes does not fit a page of 2048") != std::string::npos);
}

TEST_CASE("host settings out of range or of another type are refused") {
  CHECK(load("host: {limits: {depth: 0}}\n" + kPipelines).text().find("0 is too small") !=
        std::string::npos);
  CHECK(load("host: {lanes: 3}\n" + kPipelines).text().find("3 is none of auto, 1, 2") !=
        std::string::npos);
  CHECK(load("host: {limits: {record: 16MB}}\n" + kPipelines)
            .text()
            .find("a whole number is wanted, there is text \"16MB\"") != std::string::npos);
  CHECK(load("host: []\n" + kPipelines).text().find("an object is wanted, there is a list") !=
        std::string::npos);
}

TEST_CASE("a file without pipelines is refused") {
  CHECK(load("").text() == "c.yaml:1:1: the file is empty; a config has at least pipelines:\n");
  CHECK(load("# nothing\n").text().find("the file is empty") != std::string::npos);
  CHECK(load("host: {}\n").text().find("\"pipelines\" is missing") != std::string::npos);
  CHECK(load("pipelines: {}\n").text().find("at least 1 keys are wanted") != std::string::npos);
  CHECK(load("just text\n").text().find("an object is wanted") != std::string::npos);
}

TEST_CASE("a file that is missing, a folder or unreadable is told as it is") {
  TempFolder folder;
  const auto read = [](const std::filesystem::path& file) {
    Problems problems(file.filename().string());
    ReadOptions options;
    options.file = file.string();
    CHECK(!read_config(options, problems));
    return joined(problems);
  };
  CHECK(read(folder.path() / "none.yaml") == "none.yaml: there is no such file\n");
  std::filesystem::create_directory(folder.path() / "d");
  CHECK(read(folder.path() / "d") ==
        "d: there is no config file in this folder (*.yaml, *.yml, *.json)\n");
}

TEST_CASE("a file reads as its text does") {
  TempFolder folder;
  const std::filesystem::path file = folder.path() / "c.yaml";
  std::ofstream(file) << "host: {state: s}\n" << kPipelines;
  Problems problems(file.string());
  ReadOptions options;
  options.file = file.string();
  const std::optional<Draft> draft = read_config(options, problems);
  REQUIRE(draft);
  CHECK(problems.empty());
  CHECK(draft->host.state == (folder.path() / "s").string());
}

TEST_CASE("host.env lists variables, as names or with what they are") {
  const auto out = load(
      "host: {env: [TAX_ID, {name: PIN, secret: true}, {name: OUTLET}]}\npipelines:\n  p:\n    "
      "subscriber: {use: file.subscriber, path: in}\n    publisher: {use: file.publisher, path: "
      "o}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const auto& env = out.config.host.env;
  REQUIRE(env.size() == 3);
  CHECK(env[0].name == "TAX_ID");
  CHECK_FALSE(env[0].secret);
  CHECK(env[1].name == "PIN");
  CHECK(env[1].secret);
  CHECK_FALSE(env[2].secret);
}

TEST_CASE("host.env refuses what names no variable") {
  for (const char* env :
       {"[1]", "[\"A B\"]", "[\"\"]", "[{secret: true}]", "A", "[{name: A, x: 1}]"}) {
    CAPTURE(env);
    const auto out =
        load("host: {env: " + std::string(env) +
             "}\npipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n    "
             "publisher: {use: file.publisher, path: o}\n");
    CHECK_FALSE(out.problems.empty());
  }
}
