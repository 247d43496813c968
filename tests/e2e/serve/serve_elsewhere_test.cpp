// A server whose state folder is not the one that the configuration names, as a unit of systemd.
#include <doctest/doctest.h>

#include "shop.hpp"

using namespace sluice::test;

TEST_CASE("a command with the configuration alone does not begin anew beside a server elsewhere") {
  const Shop shop;
  shop.pipeline("p", "\"0 0 1 1 *\"");
  Child server(shop.folder().path(), {"serve", "shop", "--state", "var"});
  REQUIRE(server.says("control API at "));
  CHECK(shop.run("run shop p --state var").code == 0);
  for (const char* command :
       {"run shop p", "run shop/p.yaml p", "status shop", "tasks list shop"}) {
    const Ran refused = shop.run(command);
    INFO(command, refused.out, refused.err);
    CHECK(refused.code == 2);
    CHECK(has(refused.err, "a server works by "));
    CHECK(has(refused.err, "--state " + (shop.folder() / "var").string()));
  }
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "shop/state"));
  CHECK(shop.run("status shop", "SLUICE_STATE=var").code == 0);
  CHECK(read_file(shop.folder() / "p.ndjson") == "{\"n\":1}\n");
}

TEST_CASE("when that server has ended, its configuration is as any other") {
  const Shop shop;
  shop.pipeline("p", "\"0 0 1 1 *\"");
  {
    Child server(shop.folder().path(), {"serve", "shop", "--state", "var"});
    REQUIRE(server.says("control API at "));
  }
  CHECK(shop.run("run shop p").code == 0);
}
