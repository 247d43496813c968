// Answers that are no pages, and records that are none: the error names pipeline, page and cursor,
// another pipeline of the same process ends well, and the next run goes on where it stood.
#include "shop_run.hpp"

using namespace sluice::test;

namespace {

struct BadPage : ShopRun {
  // The shop's third page of products meets a fault.
  explicit BadPage(const std::string& fault) {
    configure(client() + products() +
              "  customers:\n"
              "    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers}\n"
              "    publisher: {use: file.publisher, path: customers.ndjson}\n");
    shop.arm("{\"fault\":\"" + fault + "\",\"skip\":2,\"path\":\"/products\"}");
    ran = run("run c.yaml");
    stands_at = cursor("products");
    INFO(ran.out << ran.err);
    CHECK(has(ran.out, "customers   done"));
  }

  // Exit 1 after two pages, and an error line with pipeline, page, cursor and `why`.
  void stopped(const std::string& why) const {
    CHECK(ran.code == 1);
    CHECK(products_written().size() == 14);
    REQUIRE_FALSE(stands_at.empty());
    const auto errors = error_lines(ran.err);
    REQUIRE(errors.size() == 1);
    CHECK(has(errors[0],
              "pipeline products, subscriber (lightspeedhq.subscriber): page 3 after "
              "cursor " +
                  stands_at + ": "));
    CHECK(has(errors[0], why));
    CHECK(has(errors[0], "the page is saved in "));
    const size_t name = errors[0].find((folder() / "state/unreadable-products-page-3-").string());
    REQUIRE(name != std::string::npos);
    CHECK_FALSE(read_file(errors[0].substr(name)).empty());
    goes_on(0, 60);
  }

  // Exit 3: the one record is a task whose message names page, cursor and `why`.
  void parked(const std::string& why) const {
    CHECK(ran.code == 3);
    CHECK(products_written().size() == 59);
    const auto tasks = lines_of(run("tasks list c.yaml").out);
    REQUIRE(tasks.size() == 1);
    CHECK(has(tasks[0], "products  subscriber (lightspeedhq.subscriber)  page 3 after cursor "));
    CHECK(has(tasks[0], why));
    goes_on(0, 59);
  }

  void goes_on(int code, size_t products) const {
    forget_requests();
    const Ran next = run("run c.yaml products");
    CHECK_MESSAGE(next.code == code, next.err);
    REQUIRE_FALSE(asked().empty());
    CHECK(has(asked()[0], "after=" + stands_at.substr(0, stands_at.find(';'))));
    CHECK(products_written().size() == products);
    CHECK(ids_written().size() == products);
  }

  Ran ran;
  std::string stands_at;
};

}  // namespace

TEST_CASE("HTML with status 200 stops the pipeline, not the process, and the next run goes on") {
  BadPage("html_200").stopped("the server sent: an HTML page, \"Scheduled maintenance\"");
}

TEST_CASE("truncated JSON stops the pipeline, not the process, and the next run goes on") {
  BadPage("truncated").stopped("page is truncated: it ends at byte ");
}

TEST_CASE("a record that is not UTF-8 parks and names page and cursor, its neighbours go on") {
  BadPage("invalid_utf8").parked(" is not UTF-8 at byte ");
}

TEST_CASE("a record of 20 MiB parks and names page and cursor, its neighbours are delivered") {
  BadPage("huge_record").parked("over the limit of 16777216 bytes");
}

TEST_CASE("a record 1,000 levels deep parks and names page and cursor, its neighbours go on") {
  BadPage("deep_nesting").parked("nesting deeper than 512");
}
