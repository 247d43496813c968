// A config that is a folder of files.
#include <doctest/doctest.h>

#include <filesystem>

#include "config/files.hpp"
#include "helpers.hpp"
#include "support/temp_folder.hpp"

using namespace sluice::config;
using namespace sluice::config::test;
using sluice::test::TempFolder;

namespace {

const std::string kPipeline =
    "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
    "    publisher: {use: file.publisher, path: x}\n";

struct ReadFolder {
  Problems problems;
  std::optional<Draft> draft;
  std::string text() const { return joined(problems); }
};

ReadFolder read_folder(const TempFolder& folder, bool may_be_empty = false) {
  ReadOptions options;
  options.file = folder.path().string();
  options.may_be_empty = may_be_empty;
  ReadFolder out{Problems(options.file), {}};
  out.draft = read_config(options, out.problems);
  return out;
}

// In a folder of its own, which the temporary one lacks.
void write_below(const TempFolder& folder, const std::string& name, const std::string& text) {
  std::filesystem::create_directories((folder / name).parent_path());
  folder.write(name, text);
}

}  // namespace

TEST_CASE("a config whose only file is to be gone cannot be read, though it is still there") {
  const TempFolder folder;
  folder.write("shop.yaml", kPipeline);
  ReadOptions options;
  options.file = (folder / "shop.yaml").string();
  options.replaced[options.file] = std::nullopt;
  Problems problems(options.file);
  CHECK_FALSE(read_config(options, problems));
  CHECK(joined(problems).find("there is no such file") != std::string::npos);
}

TEST_CASE("a folder's files are one config, subfolders included") {
  const TempFolder folder;
  folder.write("a.yaml", "host: {log_level: debug}\n");
  write_below(folder, "clients/shop.json", R"({"clients":{"shop":{"use":"shop.client"}}})");
  write_below(folder, "pipelines/one.yml", kPipeline);
  const ReadFolder out = read_folder(folder);
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.draft->host.log_level == LogLevel::kDebug);
  CHECK(out.draft->root.at_pointer("/clients/shop"));
  CHECK(out.draft->root.at_pointer("/pipelines/p"));
  CHECK(out.draft->files.size() == 4);
}

TEST_CASE("a folder without files or pipelines is refused, unless it may be empty") {
  const TempFolder folder;
  CHECK_FALSE(read_folder(folder).draft);
  CHECK(read_folder(folder, true).draft);
  CHECK(read_folder(folder, true).problems.empty());
  folder.write("clients.yaml", "clients: {}\n");
  CHECK(read_folder(folder).text().find("pipelines") != std::string::npos);
  const ReadFolder out = read_folder(folder, true);
  CHECK_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.draft);
}

TEST_CASE("sections of several files are put together") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  folder.write("b.yaml",
               "pipelines:\n  q:\n    subscriber: {use: file.subscriber, path: in}\n"
               "    publisher: {use: file.publisher, path: y}\n");
  const ReadFolder out = read_folder(folder);
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.draft->root.find("pipelines")->members.size() == 2);
}

TEST_CASE("an object that is defined twice is refused with both places") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  folder.write("b.yaml", "\n" + kPipeline);
  CHECK(read_folder(folder).text() ==
        (folder / "b.yaml").string() + ":3:3: pipelines.p is defined twice; the other one is at " +
            (folder / "a.yaml").string() + ":2; remove or rename one of them (/pipelines/p)\n");
}

TEST_CASE("tables of all files are put together, and one that is defined twice is refused") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline + "tables:\n  x: {store: true}\n");
  folder.write("b.yaml", "tables:\n  y: {store: true}\n");
  CHECK(read_folder(folder).text().empty());
  folder.write("c.yaml", "tables:\n  x: {rows: {a: b}}\n");
  CHECK(read_folder(folder).text().find("tables.x is defined twice; the other one is at") !=
        std::string::npos);
}

TEST_CASE("a second host section is refused with both places") {
  const TempFolder folder;
  folder.write("a.yaml", "host: {}\n" + kPipeline);
  folder.write("b.yaml", "host: {}\n");
  const std::string text = read_folder(folder).text();
  CHECK(text.find("b.yaml:1:1: host is defined twice; the other one is at " +
                  (folder / "a.yaml").string() + ":1") != std::string::npos);
}

TEST_CASE("a problem names the file it is in, whichever it is") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  folder.write("b.yaml", "host:\n  lanes: 7\n");
  folder.write("c.yaml", "pipelines: [\n");
  folder.write("d.yaml", "- 1\n");
  const std::string text = read_folder(folder).text();
  CHECK(text.find("b.yaml:2:10: ") != std::string::npos);
  CHECK(text.find("c.yaml:2:1: not YAML") != std::string::npos);
  CHECK(text.find("d.yaml:1:1: a config file is an object with sections like pipelines:") !=
        std::string::npos);
}

TEST_CASE("paths of the host section are relative to its file, the state to the folder") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  CHECK(read_folder(folder).draft->host.state == (folder / "state").string());
  write_below(folder, "host/host.yaml", "host: {state: here, plugins: [mine]}\n");
  const HostSettings host = read_folder(folder).draft->host;
  CHECK(host.state == (folder / "host/here").string());
  CHECK(host.plugins == std::vector<std::string>{(folder / "host/mine").string()});
}

TEST_CASE("a file that a setting is taken from is beside the config file that names it") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  write_below(folder, "shop/shop.yaml", "clients: {shop: {use: x, token: \"${file:token}\"}}\n");
  write_below(folder, "shop/token", "secret\n");
  const ReadFolder out = read_folder(folder);
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.draft->root.at_pointer("/clients/shop/token")->text == "secret");
}

TEST_CASE("hidden files, hidden folders and state folders are no part of a config") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  folder.write(".b.yaml", kPipeline);
  folder.write("notes.txt", "no config");
  write_below(folder, ".git/c.yaml", kPipeline);
  write_below(folder, "state/sluice.db", "");
  write_below(folder, "state/work/d.json", "{}");
  Problems problems("f");
  CHECK(config_files(folder.path().string(), problems) ==
        std::vector<std::string>{(folder / "a.yaml").string()});
}

TEST_CASE("an empty file of a folder is left out") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  folder.write("b.yaml", "# pipelines:\n");
  CHECK(read_folder(folder).problems.empty());
}

TEST_CASE("a folder without a config says so") {
  const TempFolder folder;
  CHECK(read_folder(folder).text() ==
        folder.path().string() +
            ": there is no config file in this folder (*.yaml, *.yml, *.json)\n");
  folder.write("a.yaml", "# nothing\n");
  CHECK(read_folder(folder).text() ==
        folder.path().string() + ": all config files of this folder are empty\n");
}

TEST_CASE("a place in an alternative of the schema keeps its file") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  folder.write("b.yaml", "host:\n  park_limit: many\n");
  CHECK(read_folder(folder).text().find("b.yaml:2:15: ") != std::string::npos);
}

TEST_CASE("a config can be read again with what was found before, and its files stay apart") {
  const TempFolder folder;
  folder.write("a.yaml", kPipeline);
  write_below(folder, "host/host.yaml", "host: {state: here}\n");
  ReadOptions options;
  options.file = folder.path().string();
  Problems problems(options.file);
  REQUIRE(read_config(options, problems));
  CHECK(read_config(options, problems)->host.state == (folder / "host/here").string());
}
