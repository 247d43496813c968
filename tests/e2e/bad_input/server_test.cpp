// A server that says "later", one that dies, and a second host on the same state folder.
#include "shop_run.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// A walk whose third page is answered 429 once; the window is 4 s, so nothing waits longer.
void waits(const std::string& fault, int64_t least_ms, int64_t most_ms) {
  ShopRun shop;
  shop.configure(shop.client("T", ", rate: {window_s: 4}") + ShopRun::products());
  shop.shop.arm("{\"fault\":\"" + fault +
                "\",\"skip\":2,\"retry_after_s\":2,\"path\":\"/products\"}");
  const Ran ran = shop.run("run c.yaml --json");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK(shop.ids_written().size() == 60);
  const std::string words = "answered 429; sent again in ";
  const size_t at = ran.err.find(words);
  REQUIRE(at != ran.err.npos);
  const int64_t told = std::stoll(ran.err.substr(at + words.size()));
  CHECK(told >= least_ms);
  CHECK(told <= most_ms);
  const size_t elapsed = ran.out.rfind("\"elapsed_ms\":");
  REQUIRE(elapsed != ran.out.npos);
  CHECK(std::stoll(ran.out.substr(elapsed + 13)) >= told);  // it did wait
}

const std::string kEmptyPage = R"({"data":[],"version":{"min":null,"max":null}})";

}  // namespace

// Dates have no milliseconds: two seconds ahead are one to three by the response's own date.
TEST_CASE("a 429 with a date is waited out") { waits("429_date", 1000, 3000); }

TEST_CASE("a 429 with a number is waited out") { waits("429_seconds", 2000, 2000); }

TEST_CASE("a 429 with a date that has passed waits a second, not at all never") {
  waits("429_past", 1000, 1000);
}

TEST_CASE("a 429 that says nothing waits for the window to end") { waits("429_none", 4000, 4000); }

TEST_CASE("a server that dies in mid-page once is asked again, and nothing is twice") {
  ShopRun shop;
  shop.configure(shop.client() + ShopRun::products());
  shop.shop.arm(R"({"fault":"die_mid_page","skip":2,"path":"/products"})");
  const Ran ran = shop.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(shop.products_written().size() == 60);
  CHECK(shop.ids_written().size() == 60);
}

TEST_CASE("a server that keeps dying in mid-page ends in exit 1, and the next run goes on") {
  ShopRun shop;
  shop.configure(shop.client() + ShopRun::products());
  shop.shop.arm(R"({"fault":"die_mid_page","count":0,"skip":2,"path":"/products"})");
  const Ran ran = shop.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 1, ran.err);
  CHECK(has(ran.err, "pipeline products, subscriber (lightspeedhq.subscriber): page 3 after "));
  CHECK(shop.products_written().size() == 14);
  CHECK(shop.asked().size() == 2 + 2);  // the client's attempts count as the pipeline's
  const std::string stands_at = shop.cursor("products");
  REQUIRE_FALSE(stands_at.empty());
  CHECK(has(ran.err, "cursor " + stands_at));

  REQUIRE(shop.shop.control("DELETE", "/faults").status == 200);
  shop.forget_requests();
  CHECK(shop.run("run c.yaml").code == 0);
  CHECK(has(shop.asked().at(0), "after=" + stands_at));
  CHECK(shop.products_written().size() == 60);
  CHECK(shop.ids_written().size() == 60);
}

TEST_CASE("two hosts on one state folder: the second refuses and names the first") {
  // The first host's page waits until a second request arrives, so it runs as long as needed.
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(200, kEmptyPage), false, number == 1 ? size_t{2} : 0};
  });
  const Program program;
  program.folder().write(
      "c.yaml", "host: {state: state}\nclients:\n  shop: {use: lightspeedhq.client, base_uri: '" +
                    server.origin() + "', proxy: '', token: T}\npipelines:\n" +
                    ShopRun::products());
  const std::string command = "cd '" + program.folder().path().string() +
                              "' && echo $$ >pid && exec '" SLUICE_PROGRAM "' run c.yaml >first";
  FILE* first = popen(command.c_str(), "w");
  REQUIRE(first != nullptr);
  server.wait_for(1);
  const std::string pid = lines_of(read_file(program.folder() / "pid")).at(0);

  const Ran second = program.run("run c.yaml");
  CHECK(second.code == 4);
  CHECK(lines_of(second.err).size() == 1);
  CHECK(has(second.err, "process " + pid));
  CHECK(server.seen().size() == 1);

  // Another state folder is free; its request lets the first host end, too.
  std::string other = read_file(program.folder() / "c.yaml");
  other.replace(other.find("products.ndjson"), 8, "others");
  program.folder().write("other.yaml", other);
  CHECK(program.run("run other.yaml --state other").code == 0);
  CHECK(pclose(first) == 0);
  CHECK(has(read_file(program.folder() / "first"), "products   done"));
}

TEST_CASE("an output that cannot be written is refused before anything is read") {
  // sysfs takes no new files, not even root's: as a folder that is read-only for everybody.
  for (const char* path :
       {"folder", "missing/out.ndjson", "in.txt/out.ndjson", "/sys/out.ndjson"}) {
    for (const std::string mode : {"append", "replace"}) {
      CAPTURE(path);
      CAPTURE(mode);
      ShopRun shop;
      std::filesystem::create_directory(shop.folder() / "folder");
      shop.folder().write("in.txt", "text");
      shop.configure(shop.client() +
                     "  products:\n    retry: {attempts: 2, initial_ms: 1, max_ms: 2}\n"
                     "    subscriber: {use: lightspeedhq.subscriber, client: shop,"
                     " entity: products, incremental: false}\n    publisher: {use: "
                     "file.publisher, path: " +
                     path + ", mode: " + mode + "}\n");
      const Ran ran = shop.run("run c.yaml");
      CHECK(ran.code == 1);
      CHECK_MESSAGE(has(ran.err, "pipeline products, publisher"), ran.err);
      CHECK(has(ran.err, path));
      CHECK(shop.asked().empty());
    }
  }
}

TEST_CASE("without a terminal progress is plain lines, and the summary has every figure") {
  ShopRun shop;
  shop.configure(shop.client() + ShopRun::products());
  const Ran ran = shop.run("run c.yaml");
  CHECK(ran.code == 0);
  CHECK(ran.err.find('\x1b') == ran.err.npos);
  CHECK(ran.err.find('\r') == ran.err.npos);
  for (const char* figure :
       {"products   done      60 delivered · 0 filtered · 0 parked   ", " s   → products.ndjson   ",
        "10 requests (", " left)\n", "1 pipeline: 1 done · exit 0\n"})
    CHECK_MESSAGE(has(ran.out, figure), figure);
  CHECK(has(ran.err, "pipeline products: done: read 60, filtered 0, delivered 60, parked 0, "));
  const Ran more = shop.run("run c.yaml -v");
  CHECK(has(more.out, "peak memory "));
  CHECK(has(more.out, "a kill repeats at most "));
}
