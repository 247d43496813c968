// What every step of core does with records at the edges: empty, without the member, with null, of
// another kind, huge, with Unicode. Each passes, is filtered or parks with words for a person; none
// fails its batch.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

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
#include "throttle.hpp"
#include "unit/transformers/harness.hpp"
#include "unit/transformers/table_rig.hpp"
#include "validate.hpp"

using namespace sluice;
using namespace sluice::core;
using sluice::test::TableRig;

namespace {

// `k` is the member that the steps below look at.
std::vector<std::string> edges() {
  std::string deep = "1";
  for (int i = 0; i < 100; i++) deep = "[" + deep + "]";
  return {R"({})",
          R"({"other":1})",
          R"({"k":null})",
          R"({"k":""})",
          R"({"k":[]})",
          R"({"k":{}})",
          R"({"k":"text"})",
          R"({"k":true})",
          R"({"k":[null,1,"a",{}]})",
          R"({"k":{"k":{"k":null}}})",
          R"({"k":"Zoë \u00e9 e\u0301 \ud83d\ude00 漢字 \u202e rtl"})",
          R"({"k":"\u0000 \u001b[31m \" \\ \n"})",
          R"({"ключ":"значение","k":"ß"})",
          R"({"k":)" + std::string(2000, '9') + "}",
          R"({"k":1e400})",
          R"({"k":-0.0})",
          R"({"k":")" + std::string(1 << 20, 'x') + "\"}",
          R"({"k":)" + deep + "}",
          "null",
          "true",
          "7",
          "\"text\"",
          "[]",
          "[{\"k\":1}]"};
}

// Long enough for what it names, and for a terminal.
void check_words(const std::string& result, const std::string& record) {
  if (result.compare(0, 8, "failed: ") != 0) return;
  CHECK_MESSAGE(result.size() > 12, record.substr(0, 80));
  CHECK_MESSAGE(result.size() < 2000, record.substr(0, 80));
  for (const char c : result) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
}

template <class Step>
void survives(const char* config) {
  CAPTURE(Step::kId);
  Harness<Step> all(config);
  for (const std::string& record : edges()) {
    const std::string result = all.change(record);
    CHECK_MESSAGE(result.compare(0, 8, "status: ") != 0, record.substr(0, 80) << " -> " << result);
    check_words(result, record);
  }
}

template <class Step>
void survives_with_tables(const char* config) {
  CAPTURE(Step::kId);
  TableRig rig;
  rig.tables.add("t", true).rows["text"] = "1";
  REQUIRE(rig.make<Step>(config) == "");
  for (const std::string& record : edges()) {
    const std::string result = rig.change(record);
    CHECK_MESSAGE(result.compare(0, 8, "status: ") != 0, record.substr(0, 80) << " -> " << result);
    check_words(result, record);
  }
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
