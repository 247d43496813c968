// Values that are kept encrypted in the state store, with the program as users have it.
#include <doctest/doctest.h>

#include "program.hpp"

using namespace sluice::test;

namespace {

constexpr const char* kKey = "${file:key}";

struct Keeping : Program {
  Keeping() {
    folder().write("key", std::string(64, '5'));
    folder().write("in.ndjson", "{\"n\":1}\n");
    write("out.ndjson");
  }
  void write(const std::string& path) const {
    folder().write("c.yaml", "host: {credential_key: \"" + std::string(kKey) +
                                 "\"}\n"
                                 "secrets: {PLACE: where it goes}\n"
                                 "pipelines:\n  p:\n"
                                 "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                                 "    publisher: {use: file.publisher, path: \"" +
                                 path + "\"}\n");
  }
  Ran set(const std::string& value, const std::string& name = "PLACE") const {
    folder().write("value", value);
    return run("secret set c.yaml " + name, "", "value");
  }
};

}  // namespace

TEST_CASE("a kept secret is used where the config names it") {
  const Keeping program;
  program.write("${secret:PLACE}.ndjson");
  REQUIRE(program.set("hidden-place\n").code == 0);
  const Ran ran = program.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(read_file(program.folder() / "hidden-place.ndjson") == "{\"n\":1}\n");
  CHECK_FALSE(has(ran.out + ran.err, "hidden-place"));
}

TEST_CASE("a secret that is not set is named with its place, and only where it is used") {
  const Keeping program;
  CHECK(program.run("check c.yaml").code == 0);
  program.write("${secret:PLACE}");
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "c.yaml:6:"));
  CHECK(has(ran.err, "${secret:PLACE}: no value is kept; run: sluice secret set CONFIG PLACE"));
}

TEST_CASE("a secret that the config does not declare is refused, with the name that was meant") {
  const Keeping program;
  CHECK(has(program.set("x", "PLACES").err, "did you mean \"PLACE\"?"));
  program.write("${secret:PLAC}");
  CHECK(has(program.run("check c.yaml").err, "there is no PLAC under secrets; did you mean"));
}

TEST_CASE("an empty value is refused, and so is one that is no text") {
  const Keeping program;
  CHECK(has(program.set("\n").err, "is empty"));
  CHECK(has(program.set("\xff\xfe").err, "is not UTF-8 text"));
  CHECK(has(program.run("secret list c.yaml").out, "PLACE: not set"));
}

TEST_CASE("secrets are listed without their values, and removed") {
  const Keeping program;
  REQUIRE(program.set("some value").code == 0);
  CHECK(program.run("secret list c.yaml --json").out ==
        "[{\"name\":\"PLACE\",\"declared\":true,\"kept\":true}]\n");
  CHECK(program.run("secret remove c.yaml PLACE").code == 0);
  CHECK(has(program.run("secret list c.yaml").out, "PLACE: not set"));
}

TEST_CASE("without a key nothing is kept, and the message says how to make one") {
  const Keeping program;
  program.folder().write("c.yaml", "secrets: {A: a}\npipelines: {}\n");
  const Ran ran = program.run("secret list c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "openssl rand -base64 32"));
}

TEST_CASE("a setting of the host cannot be a kept secret") {
  const Keeping program;
  program.folder().write("c.yaml",
                         "host: {state: \"${secret:A}\"}\nsecrets: {A: a}\npipelines: {}\n");
  CHECK(has(program.run("check c.yaml").err, "settings of the host cannot be kept secrets"));
}
