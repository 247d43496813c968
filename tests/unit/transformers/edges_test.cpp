// What every step of core does with records at the edges: empty, without the member, with null, of
// another kind, huge, with Unicode. Each passes, is filtered or parks with words for a person; none
// fails its batch.
#include <doctest/doctest.h>

#include "branch.hpp"
#include "cast.hpp"
#include "changed.hpp"
#include "distinct.hpp"
#include "fail.hpp"
#include "filter.hpp"
#include "gather.hpp"
#include "log.hpp"
#include "lookup.hpp"
#include "map.hpp"
#include "order.hpp"
#include "remember.hpp"
#include "sample.hpp"
#include "support/edge_records.hpp"
#include "throttle.hpp"
#include "unit/transformers/harness.hpp"
#include "unit/transformers/table_rig.hpp"
#include "validate.hpp"

using namespace sluice;
using namespace sluice::core;
using sluice::test::check_edge;
using sluice::test::edge_records;
using sluice::test::TableRig;

namespace {

template <class Step>
void survives(const char* config) {
  CAPTURE(Step::kId);
  Harness<Step> all(config);
  for (const std::string& record : edge_records()) check_edge(all.change(record), record);
}

template <class Step>
void survives_with_tables(const char* config) {
  CAPTURE(Step::kId);
  TableRig rig;
  rig.tables.add("t", true).rows["text"] = "1";
  REQUIRE(rig.make<Step>(config) == "");
  for (const std::string& record : edge_records()) check_edge(rig.change(record), record);
}

}  // namespace

TEST_CASE("no record at the edges fails the batch of a step of core") {
  survives<Filter>(R"({"where":"k"})");
  survives<Filter>(R"({"where":"k > `1` && length(k) > `1`"})");
  survives<Map>(
      R"j({"set":{"a.b":"k","c?":"upper(k)"},"template":{"t":"{{k}}"},"move":{"other":"o"}})j");
  survives<Map>(R"({"keep":["k.k","ключ"]})");
  survives<Map>(R"({"drop":["k*"]})");
  survives<Cast>(R"({"fields":{"k":"integer"}})");
  survives<Cast>(R"({"fields":{"k":"string"},"bad_value":"null"})");
  survives<Branch>(R"({"items":"k"})");
  survives<Distinct>(R"({"by":"k"})");
  survives<Distinct>(R"({"by":["k","other"],"keep":"first"})");
  survives<Changed>(R"({"by":"k","ignore":["other"]})");
  survives<Gather>(R"({"by":"k"})");
  survives<Gather>(R"({"by":"k","over":"walk","sort":"k"})");
  survives<Validate>(
      R"({"schema":{"type":"object","required":["k"],"properties":{"k":{"type":"string","maxLength":10}}}})");
  survives<Fail>(R"({"message":"{{k}} is wrong"})");
  survives<Log>(R"({"message":"{{k}}"})");
  survives<Sample>(R"({"share":0.5,"by":"k"})");
  survives<Throttle>(R"({"per_second":1000000})");
  survives<Order>(R"({"order_by":"k"})");
  survives_with_tables<Lookup>(R"({"table":"t","key":"k","as":"found"})");
  survives_with_tables<Lookup>(R"({"table":"t","key":"k","as":"found","missing":null})");
  survives_with_tables<Remember>(R"({"table":"t","key":"k","value":"@"})");
}
