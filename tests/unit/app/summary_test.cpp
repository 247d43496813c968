#include "app/report/summary_text.hpp"
#include "support/text.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::app;
using sluice::test::has;

namespace {

// Two pipelines: one that is done, one that failed.
struct Two {
  config::PipelineConfig first, second;
  pipeline::RunReport done, failed;
  RunSummary summary;

  Two() {
    first.name = "products";
    second.name = "b-brands";
    config::ComponentConfig file;
    file.use = "file.publisher";
    file.node = config::Node::object();
    file.node.set("path", config::Node::string("products.ndjson"));
    first.publishers.push_back(file);
    done.read = 5000;
    done.filtered = 160;
    done.elapsed_ms = 84;
    done.targets.push_back({"publishers[0]", 4840, 0});
    failed.status = Status::data("pipeline b-brands, subscriber (x): 401: the token is not valid");
    summary.pipelines = {{&first, &done, 26, 324, 350}, {&second, &failed}};
    summary.exit_code = 1;
  }

  std::vector<std::string> lines(bool verbose = false) const {
    return summary_lines(summary, {verbose, "shop.yaml"});
  }
};

}  // namespace

TEST_CASE("a summary is a row a pipeline and one line about all") {
  const Two two;
  const auto lines = two.lines();
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] ==
        "products   done      4,840 delivered · 160 filtered · 0 parked   0.08 s   → "
        "products.ndjson   26 requests (324 of 350 left)");
  CHECK(lines[1] == "b-brands   FAILED    subscriber (x): 401: the token is not valid");
  CHECK(lines[2] == "2 pipelines: 1 done, 1 failed · exit 1");
}

TEST_CASE("a failed pipeline's row says what got through before") {
  Two two;
  two.failed.targets.push_back({"publishers[0]", 12, 0});
  CHECK(has(two.lines()[1], "(before it 12 delivered · 0 filtered · 0 parked)"));
}

TEST_CASE("parked records come with the command that lists them") {
  Two two;
  two.done.parked = 1;
  CHECK(two.lines()[1] == "  1 record is parked: sluice tasks list shop.yaml products");
  two.done.parked = 2000;
  CHECK(two.lines()[1] == "  2,000 records are parked: sluice tasks list shop.yaml products");
}

TEST_CASE("targets that got different records have a line each") {
  Two two;
  two.done.targets.push_back({"shop (http.publisher)", 4840, 0});
  CHECK(two.lines().size() == 3);
  two.done.targets[1] = {"shop (http.publisher)", 4000, 40, 800};
  const auto lines = two.lines();
  REQUIRE(lines.size() == 5);
  CHECK(lines[1] == "  publishers[0]: 4,840 delivered · 0 filtered · 0 parked");
  CHECK(lines[2] == "  shop (http.publisher): 4,000 delivered · 800 filtered · 40 parked");
  CHECK(has(config::to_json(summary_node(two.summary)),
            "{\"name\":\"shop (http.publisher)\",\"delivered\":4000,\"filtered\":800,"
            "\"parked\":40,\"added_to_backlog\":0,\"backlog\":0}"));
}

TEST_CASE("memory and what a kill repeats are said on request only") {
  const Two two;
  for (const std::string& line : two.lines()) CHECK(!has(line, "memory"));
  std::string all;
  for (const std::string& line : two.lines(true)) all += line + "\n";
  CHECK(has(all, "a kill repeats at most"));
  CHECK(has(all, "peak memory"));
}

TEST_CASE("paused and stopped are told apart") {
  Two two;
  two.done.paused = true;
  two.failed.status = {SLUICE_E_CANCELLED, "stopped"};
  two.summary.exit_code = 130;
  CHECK(has(two.lines()[0], "products   paused"));
  CHECK(has(two.lines()[1], "b-brands   stopped"));
  CHECK(two.lines()[2] == "2 pipelines: 1 paused, 1 stopped · exit 130");
}

TEST_CASE("for machines a summary has every pipeline in order, and totals") {
  const Two two;
  const std::string json = config::to_json(summary_node(two.summary));
  CHECK(has(json, "\"outcome\":\"failed\",\"message\":\"pipeline b-brands"));
  CHECK(has(json, "\"requests\":26"));
  CHECK(has(json, "\"total\":{\"read\":5000"));
}
