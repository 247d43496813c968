// A simulated shop and a client of it in the real plugin, and what tests ask of both. One thread.
#pragma once

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <set>
#include <string>
#include <vector>

#include "e2e/support/plugin_rig.hpp"
#include "unit/simulator/shop_client.hpp"

namespace lightspeedhq::test {

using sluice::simulator::Settings;
using sluice::simulator::small_shop;
using sluice::simulator::TestShop;

inline rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document out;
  out.Parse<rapidjson::kParseFullPrecisionFlag>(text.c_str());
  REQUIRE_FALSE(out.HasParseError());
  return out;
}
// A member's text; empty if the record has none.
inline std::string text_at(const std::string& record, const char* member) {
  auto row = parsed(record);
  return row.HasMember(member) && row[member].IsString() ? row[member].GetString() : "";
}

struct Shop {
  // `more`: further settings of the client, with a comma in front.
  explicit Shop(const Settings& settings = small_shop(), const std::string& more = {})
      : simulator(settings), rig(token_client(simulator.server.origin(), "T", more)) {}

  struct Request {
    std::string line, target, body;
    int status;
  };
  // Requests of the API so far.
  std::vector<Request> requests() const {
    auto log = simulator.control("GET", "/requests").json();
    std::vector<Request> out;
    for (auto& one : log["requests"].GetArray()) {
      std::string target = one["target"].GetString();
      out.push_back({std::string(one["method"].GetString()) + " " + target, target,
                     one["body"].GetString(), one["status"].GetInt()});
    }
    return out;
  }
  void forget_requests() const { simulator.control("POST", "/requests/clear"); }
  // Ids of a table's rows, deleted ones only where asked for.
  std::set<std::string> ids(const std::string& table, bool deleted = false,
                            const char* member = "id") const {
    std::set<std::string> out;
    auto rows = simulator.state(table);
    for (auto& row : rows["data"].GetArray())
      if (deleted || !row.HasMember("deleted_at") || row["deleted_at"].IsNull())
        out.insert(id_of(row, member));
    return out;
  }
  std::string first(const std::string& table) const {
    auto rows = simulator.state(table);
    return rows["data"][0]["id"].GetString();
  }
  // One record through the publisher: what became of it.
  sluice::test::Outcome publish(const std::string& entity, const std::string& action,
                                const std::string& record, const std::string& more = {}) {
    auto done = rig.publish(entity, action, record, more);
    if (!done.status.ok()) return {done.status.code(), done.status.message()};
    REQUIRE(done.outcomes.size() == 1);
    return done.outcomes[0];
  }

  static std::string id_of(const rapidjson::Value& row, const char* member = "id") {
    const rapidjson::Value& at = row.HasMember("service") ? row["service"]["id"] : row[member];
    return at.IsString() ? at.GetString() : std::to_string(at.GetInt64());
  }

  TestShop simulator;
  PluginRig rig;
};

inline std::set<std::string> ids_of(const Polled& walk, const char* member = "id") {
  std::set<std::string> out;
  for (const std::string& record : walk.records) out.insert(Shop::id_of(parsed(record), member));
  return out;
}

}  // namespace lightspeedhq::test
