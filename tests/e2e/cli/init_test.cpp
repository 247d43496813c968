// `sluice init`: a first config, and that it runs.
#include <doctest/doctest.h>

#include <filesystem>

#include "program.hpp"

using namespace sluice::test;

TEST_CASE("init writes a config that runs as it is") {
  const Program program;
  program.folder().write("in.ndjson", "{\"n\":1}\n");
  const Ran made = program.run("init c.yaml --set from.path=in.ndjson --set to.path=out.ndjson");
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(has(made.out, "sluice run c.yaml"));
  const Ran ran = program.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(read_file(program.folder() / "out.ndjson") == "{\"n\":1}\n");
}

TEST_CASE("init names what is missing, and the call that gives it") {
  const Program program;
  const Ran ran = program.run("init c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "from.path is missing"));
  CHECK(has(ran.err, "sluice init c.yaml --set from.path="));
  CHECK_FALSE(std::filesystem::exists(program.folder() / "c.yaml"));
}

TEST_CASE("init never writes over a file unless it is told to") {
  const Program program;
  program.folder().write("c.yaml", "mine");
  const std::string more = " --set from.path=in.ndjson --set to.path=out.ndjson";
  CHECK(has(program.run("init c.yaml" + more).err, "c.yaml exists"));
  CHECK(read_file(program.folder() / "c.yaml") == "mine");
  CHECK(program.run("init c.yaml --overwrite" + more).code == 0);
  CHECK(read_file(program.folder() / "c.yaml") != "mine");
}

TEST_CASE("init makes the client that a component needs, its secrets from the environment") {
  const Program program;
  const Ran made = program.run(
      "init shop.yaml --from lightspeedhq.subscriber --set from.entity=products"
      " --set lightspeedhq.base_uri=http://127.0.0.1:9 --set to.path=p.ndjson --schedule 5m");
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(has(made.out, "export LIGHTSPEED_TOKEN="));
  CHECK(has(made.out, "sluice serve shop.yaml"));
  const Ran checked = program.run("check shop.yaml", "LIGHTSPEED_TOKEN=0123456789");
  CHECK_MESSAGE(checked.code == 0, checked.err);
  CHECK(has(read_file(program.folder() / "shop.yaml"), "schedule: {every: 5m}"));
}

TEST_CASE("init refuses a component that is not there, and a schedule that is none") {
  const Program program;
  const std::string more = " --set from.path=in.ndjson --set to.path=out.ndjson";
  CHECK(has(program.run("init c.yaml --from file.subscriver" + more).err,
            "did you mean \"file.subscriber\"?"));
  CHECK(has(program.run("init c.yaml --schedule '61 * * * *'" + more).err, "minute 61"));
}

TEST_CASE("a value that YAML would read as something else stays what was given") {
  const Program program;
  program.folder().write("a # b: c.ndjson", "{\"n\":1}\n");
  const Ran made =
      program.run("init c.yaml --set 'from.path=a # b: c.ndjson' --set to.path=out.ndjson");
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(program.run("run c.yaml").code == 0);
}

TEST_CASE("init refuses a setting that is not there, and names the one that was meant") {
  const Program program;
  const std::string more = " --set from.path=in.ndjson --set to.path=out.ndjson";
  const Ran misspelt = program.run("init c.yaml --set to.formatt=csv --set http.x=1" + more);
  CHECK(misspelt.code == 2);
  CHECK(has(misspelt.err, "there is no setting to.formatt; did you mean \"to.format\"?"));
  CHECK(has(misspelt.err, "there is no setting http.x"));
  CHECK_FALSE(std::filesystem::exists(program.folder() / "c.yaml"));
  CHECK(has(program.run("init c.yaml --set to.format" + more).err,
            "--set to.format has no value; write --set to.format=VALUE"));
}

TEST_CASE("init writes what it need not have, but was given, and text as text") {
  const Program program;
  program.folder().write("2025", "{\"n\":1}\n");
  const Ran made = program.run(
      "init d.yaml --set from.path=2025 --set to.path=2026 --set to.format=csv"
      " --set 'to.columns=[n]'");
  REQUIRE_MESSAGE(made.code == 0, made.err);
  const Ran ran = program.run("run d.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(read_file(program.folder() / "2026") == "n\n1\n");
}

TEST_CASE("init writes one secret, from the environment, or the one that was named") {
  const Program program;
  const std::string more =
      " --from http.subscriber --set from.path=/x --set http.base_uri=https://h.example"
      " --set to.path=o.ndjson";
  REQUIRE(program.run("init a.yaml" + more).code == 0);
  CHECK(has(read_file(program.folder() / "a.yaml"), "token: ${API_TOKEN}\n"));
  CHECK_FALSE(has(read_file(program.folder() / "a.yaml"), "password"));
  CHECK(program.run("check a.yaml", "API_TOKEN=0123456789abcdef").code == 0);
  const Ran named =
      program.run("init b.yaml --set http.user=bob --set 'http.password=${SHOP_PASSWORD}'" + more);
  REQUIRE_MESSAGE(named.code == 0, named.err);
  CHECK(has(named.out, "export SHOP_PASSWORD="));
  CHECK_FALSE(has(read_file(program.folder() / "b.yaml"), "token"));
  CHECK(program.run("check b.yaml", "SHOP_PASSWORD=0123456789").code == 0);
  const Ran open = program.run("init c.yaml --set http.token=0123456789abcdef" + more);
  CHECK(open.code == 2);
  CHECK(has(open.err, "http.token is a secret, which does not belong into the file"));
}
