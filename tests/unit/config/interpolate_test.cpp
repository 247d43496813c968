#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "config/interpolate.hpp"
#include "helpers.hpp"
#include "support/temp_folder.hpp"

using namespace sluice::config;
using namespace sluice::config::test;
using sluice::test::TempFolder;

namespace {

struct Resolved {
  Node root;
  Problems problems{"c.yaml"};
  std::string text() const { return joined(problems); }
};

Resolved resolve(const std::string& text, const Variables& variables = {},
                 const std::filesystem::path& folder = ".") {
  Resolved out;
  out.root = *parse_yaml(text, out.problems);
  const auto variable = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  interpolate(out.root, "", {variable, {folder}}, out.problems);
  return out;
}

}  // namespace

TEST_CASE("a variable is put in within a scalar") {
  const auto out = resolve("a: pre-${X}-post\nb: ${X}\n", {{"X", "v"}});
  CHECK(out.root.find("a")->text == "pre-v-post");
  CHECK(!out.root.find("a")->whole);
  CHECK(out.root.find("b")->text == "v");
  CHECK(out.root.find("b")->whole);
}

TEST_CASE("a file's byte order mark is no part of its value, and one open to others is told") {
  const TempFolder folder;
  folder.write("token", "\xEF\xBB\xBFsecret\n");  // 0644
  folder.write("own", "mine\n");
  std::filesystem::permissions(folder / "own", std::filesystem::perms(0600));
  Problems problems("c.yaml");
  Node root = *parse_yaml("a: ${file:token}\nb: ${file:own}\n", problems);
  std::vector<std::string> warnings;
  interpolate(root, "",
              {environment_variable,
               {folder.path()},
               {},
               [&](const std::string& what) { warnings.push_back(what); }},
              problems);
  CHECK(problems.empty());
  CHECK(root.find("a")->text == "secret");
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].find((folder / "token").string() + ",") == 0);
  CHECK(warnings[0].find("chmod go-rwx") != std::string::npos);
}

TEST_CASE("an unset variable is an error that names it and its place") {
  const auto out = resolve("a:\n  b: ${MISSING}\n");
  CHECK(out.text() ==
        "c.yaml:2:6: the environment variable MISSING is not set; set it, or write "
        "${MISSING:-default} (/a/b)\n");
}

TEST_CASE("a default stands in for a variable that is unset or empty") {
  const auto out =
      resolve("a: ${X:-d}\nb: ${Y:-d}\nc: ${Z:-}\nd: ${X:-http://h:1/p}\n", {{"Y", ""}});
  CHECK(out.problems.empty());
  CHECK(out.root.find("a")->text == "d");
  CHECK(out.root.find("b")->text == "d");
  CHECK(out.root.find("c")->text == "");
  CHECK(out.root.find("d")->text == "http://h:1/p");
}

TEST_CASE("a default may hold a variable with a default of its own") {
  const auto out =
      resolve("a: ${X:-${Y}}\nb: ${X:-${Z:-d}}\nc: pre-${X:-<${Y:-d}>}-post\nd: ${Y:-${MISSING}}\n",
              {{"Y", "y"}});
  CHECK(out.problems.empty());
  CHECK(out.root.find("a")->text == "y");
  CHECK(out.root.find("b")->text == "d");
  CHECK(out.root.find("c")->text == "pre-<y>-post");
  CHECK(out.root.find("d")->text == "y");  // a default that is not taken needs nothing
  CHECK(out.root.find("a")->whole);
}

TEST_CASE("a default's own variable that is unset is an error, and so is a } too few") {
  CHECK(resolve("a: ${X:-${MISSING}}\n").text().find("MISSING is not set") != std::string::npos);
  CHECK(resolve("a: ${X:-${Y}\n", {{"Y", "y"}}).text().find("without its }") != std::string::npos);
}

TEST_CASE("defaults nested without end are refused") {
  std::string text;
  for (int i = 0; i < 1000; i++) text += "${X:-";
  text += std::string(1000, '}');
  CHECK(resolve("a: " + text + "\n").text().find("nested too deeply") != std::string::npos);
}

TEST_CASE("what is not used may stay unresolved") {
  Problems problems("c.yaml");
  Node root = *parse_yaml("a: {t: \"${MISSING}\"}\nb: {t: \"${MISSING}\"}\n", problems);
  const auto unset = [](const std::string&) { return std::optional<std::string>(); };
  interpolate(root, "", {unset, {"."}, {"/a"}}, problems);
  CHECK(joined(problems).find("(/b/t)") != std::string::npos);
  CHECK(joined(problems).find("/a/t") == std::string::npos);
  CHECK(root.at_pointer("/a/t")->unresolved);
}

TEST_CASE("two dollars write the characters themselves") {
  const auto out = resolve("a: $${X}\nb: $5 and $\nc: x$${Y}z${X}\n", {{"X", "v"}});
  CHECK(out.problems.empty());
  CHECK(out.root.find("a")->text == "${X}");
  CHECK(out.root.find("b")->text == "$5 and $");
  CHECK(out.root.find("c")->text == "x${Y}zv");
}

TEST_CASE("what is put in is not looked at again and never changes the structure") {
  const auto out = resolve("a: ${X}\n", {{"X", "${Y}\nb: [1, {2"}});
  CHECK(out.problems.empty());
  CHECK(out.root.members.size() == 1);
  CHECK(out.root.find("a")->text == "${Y}\nb: [1, {2");
}

TEST_CASE("keys are not interpolated") {
  const auto out = resolve("\"${X}\": 1\n", {{"X", "v"}});
  CHECK(out.root.find("${X}"));
}

TEST_CASE("malformed placeholders are errors") {
  CHECK(resolve("a: ${X\n").text().find("a ${ without its }") != std::string::npos);
  for (const char* text : {"a: ${}\n", "a: ${1X}\n", "a: ${a b}\n", "a: ${X:default}\n"}) {
    CAPTURE(text);
    CHECK(resolve(text).text().find("is none of ${NAME}") != std::string::npos);
  }
}

TEST_CASE("a file's content loses its last line end only") {
  TempFolder folder;
  std::ofstream(folder.path() / "token") << "two\nlines\r\n";
  const auto out = resolve("a: ${file:token}\n", {}, folder.path());
  CHECK(out.problems.empty());
  CHECK(out.root.find("a")->text == "two\nlines");
}

TEST_CASE("a file that is missing, a folder, too large or no text is an error") {
  TempFolder folder;
  std::ofstream(folder.path() / "large") << std::string(kMaxSecretFile + 1, 'x');
  std::ofstream(folder.path() / "binary") << "\xFF\xFE";
  const auto text = [&](const char* config) { return resolve(config, {}, folder.path()).text(); };
  CHECK(text("a: ${file:none}\n").find("c.yaml:1:4: ${file:none}: there is no file ") == 0);
  CHECK(text("a: ${file:.}\n").find("there is no file") != std::string::npos);
  CHECK(text("a: ${file:}\n").find("names no file") != std::string::npos);
  CHECK(text("a: ${file:large}\n").find("larger than 65536 bytes") != std::string::npos);
  CHECK(text("a: ${file:binary}\n").find("is not UTF-8 text") != std::string::npos);
}

TEST_CASE("a variable that is no text is an error that does not show it") {
  const auto out = resolve("a: ${X}\n", {{"X", "secret\xFF"}});
  CHECK(out.text().find("is not UTF-8") != std::string::npos);
  CHECK(out.text().find("secret") == std::string::npos);
}

TEST_CASE("a credential is a file of the folder that systemd gives, named without a path") {
  const TempFolder folder;
  folder.write("token", "secret\n");
  const Variables given = {{"CREDENTIALS_DIRECTORY", folder.path().string()}};
  CHECK(resolve("a: ${credential:token}\n", given).root.find("a")->text == "secret");
  CHECK(resolve("a: ${credential:none}\n", given).text().find("there is no file ") !=
        std::string::npos);
  CHECK(resolve("a: ${credential:../x}\n", given).text().find("without a folder") !=
        std::string::npos);
  CHECK(resolve("a: ${credential:token}\n").text().find("LoadCredential=token:path") !=
        std::string::npos);
}

TEST_CASE("a variable may have the name that a kind of value has") {
  CHECK(resolve("a: ${credential:-x}\n").root.find("a")->text == "x");
  CHECK(resolve("a: ${secret:-y}\n").root.find("a")->text == "y");
}

TEST_CASE(
    "a value in a file is without byte order mark and the end of its last line, of any system") {
  CHECK(value_in_file("pass\n") == "pass");
  CHECK(value_in_file("\xEF\xBB\xBFpass\r\n") == "pass");
  CHECK(value_in_file("pass \n\n") == "pass \n");
  CHECK(value_in_file("\r\n").empty());
}
