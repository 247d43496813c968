// Wrong credentials, names and path parameters: at check where the configuration shows it, as a
// task of the record otherwise, and never as a request for something else.
#include "shop_run.hpp"

using namespace sluice::test;

namespace {

// Rows of customers that a file changes in the shop.
struct Updates : ShopRun {
  explicit Updates(const std::string& records) {
    folder().write("in.ndjson", records);
    configure(client() +
              "  customers:\n"
              "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
              "    publisher: {use: lightspeedhq.publisher, client: shop, entity: customers,"
              " action: update}\n");
  }
  std::string known_customer() const {
    const auto page = shop.get("/customers?page_size=1").json();
    forget_requests();
    return page["data"][0]["id"].GetString();
  }
};

// The rows of a consignment, whose id the path takes as it is written in YAML.
std::string consignment(const std::string& quoted_id) {
  return "  rows:\n"
         "    subscriber: {use: lightspeedhq.subscriber, client: shop,"
         " entity: consignment-products, request: {path: {consignment_id: " +
         quoted_id + "}}}\n    publisher: {use: file.publisher, path: rows.ndjson}\n";
}

// What must never stand in a path, as JSON and YAML both write it.
const std::vector<std::string> kDangerous = {R"("a\rX: y")", R"("a\nb")",    R"("a\r\n\r\nGET /")",
                                             R"("..")",      R"(".")",       R"("%2e")",
                                             R"("%2E%2e")",  R"(".%2e")",    R"("%252e%252e")",
                                             R"("a/b")",     R"("/")",       R"("../x")",
                                             R"("a\\b")",    R"("a%2fb")",   R"("..%2f..")",
                                             R"("%0d%0aX")", R"("a\u0000")", R"("")"};

}  // namespace

TEST_CASE("a wrong token is one line that names the client, exit 1, and nothing is committed") {
  ShopRun shop;
  shop.configure(shop.client("wrong-token-of-mine") + ShopRun::products());
  const Ran ran = shop.run("run c.yaml");
  CHECK(ran.code == 1);
  const auto errors = error_lines(ran.err);
  REQUIRE(errors.size() == 1);
  CHECK(has(errors[0], "pipeline products"));
  CHECK(has(errors[0], "client `shop`: 401 Access token is not valid: check the token"));
  CHECK_FALSE(has(ran.out + ran.err, "wrong-token-of-mine"));
  CHECK(has(shop.run("state show c.yaml").out, "nothing is stored"));
  CHECK(shop.run("tasks list c.yaml").out == "no tasks\n");
  CHECK(shop.products_written().empty());
  CHECK(shop.asked().size() == 1);
}

TEST_CASE("an unknown entity is refused at check with the one that was meant") {
  ShopRun shop;
  shop.configure(shop.client() +
                 "  p:\n    subscriber: {use: lightspeedhq.subscriber, client: shop,\n"
                 "      entity: prodcuts}\n    publisher: {use: file.publisher, path: out}\n");
  const Ran ran = shop.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "c.yaml:7:15: lightspeedhq has no entity \"prodcuts\""));
  CHECK(has(ran.err, "(did you mean \"products\"?)"));
  CHECK(shop.run("run c.yaml").code == 2);
  CHECK(shop.asked().empty());
}

TEST_CASE("an unknown action is refused at check with the one that was meant") {
  ShopRun shop;
  shop.configure(shop.client() +
                 "  p:\n    subscriber: {use: file.subscriber, path: in.ndjson}\n    publisher:\n"
                 "      {use: lightspeedhq.publisher, client: shop, entity: customers,\n"
                 "       action: udpate}\n");
  const Ran ran = shop.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "c.yaml:9:16: customers has no action \"udpate\" (did you mean \"update\"?)"));
}

TEST_CASE("a path parameter that the configuration leaves out is refused at check") {
  ShopRun shop;
  shop.configure(shop.client() +
                 "  p:\n    subscriber: {use: lightspeedhq.subscriber, client: shop,"
                 " entity: consignment-products}\n"
                 "    publisher: {use: file.publisher, path: out}\n");
  const Ran ran = shop.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "c.yaml:6:"));
  CHECK(has(ran.err, "needs this path parameter (/pipelines/p/subscriber/request/path/"));
}

TEST_CASE("a path parameter that a record leaves out parks that record, the others are sent") {
  Updates shop("");
  const std::string id = shop.known_customer();
  const std::string good = "{\"path\":{\"customer_id\":\"" + id +
                           "\"},\"payload\":{\"first_name\":\"Ada\",\"last_name\":\"L\"}}\n";
  shop.folder().write("in.ndjson", "{\"payload\":{\"first_name\":\"None\"}}\n" + good);
  const Ran ran = shop.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 3, ran.err);
  CHECK(has(ran.out, "1 delivered · 0 filtered · 1 parked"));
  const auto tasks = lines_of(shop.run("tasks list c.yaml").out);
  INFO(shop.run("tasks list c.yaml").out);
  REQUIRE(tasks.size() == 1);
  CHECK(has(tasks[0], "/path/customer_id: update of customers needs this path parameter"));
  CHECK(shop.asked() == std::vector<std::string>{"PUT /api/2026-07/customers/" + id});
}

TEST_CASE("a path parameter that would lead elsewhere is refused at check and asks for nothing") {
  for (const std::string& id : kDangerous) {
    CAPTURE(id);
    ShopRun shop;
    shop.configure(shop.client() + consignment(id));
    const Ran ran = shop.run("check c.yaml");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "/pipelines/rows/subscriber/request/path/consignment_id"));
    CHECK(shop.run("run c.yaml").code == 2);
    CHECK(shop.asked().empty());
  }
}

TEST_CASE("a record whose path parameter would lead elsewhere parks and is sent nowhere") {
  std::string records;
  for (const std::string& id : kDangerous)
    records += "{\"path\":{\"customer_id\":" + id + "},\"payload\":{\"first_name\":\"X\"}}\n";
  const Updates shop(records);
  const Ran ran = shop.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 3, ran.err);
  CHECK(has(ran.out, "0 filtered · " + std::to_string(kDangerous.size()) + " parked"));
  CHECK(shop.asked().empty());
}

TEST_CASE("any other sign in a path parameter is encoded and stays in its segment") {
  ShopRun shop;
  shop.configure(shop.client() + consignment(R"("x?y#z &=\u00e4%zz;a..b")"));
  const Ran ran = shop.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 1, ran.err);  // there is no such consignment
  CHECK(has(ran.err, "client `shop`: 404"));
  const auto asked = shop.asked();
  REQUIRE(asked.size() == 1);
  CHECK(has(asked[0],
            "GET /api/2026-07/consignments/x%3Fy%23z%20%26%3D%C3%A4%25zz%3Ba..b/products?"));
}
