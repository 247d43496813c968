#include "catalogue.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "sluice/rest/closest.hpp"
#include "sluice/rest/path_template.hpp"

using sluice::rest::Operation;
using sluice::rest::PaginationKind;

namespace {

using Row = std::map<std::string, std::string>;

// The vendor's index, by (entity, action) of version 2026-07; empty if it is not on this machine.
std::map<std::pair<std::string, std::string>, Row> vendor_index() {
  std::map<std::pair<std::string, std::string>, Row> out;
  std::ifstream in(SLUICE_ENTITIES_TSV);
  std::vector<std::string> names;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> fields;
    std::stringstream split(line + "\t");
    for (std::string field; std::getline(split, field, '\t');) fields.push_back(field);
    if (names.empty()) {
      names = fields;
      continue;
    }
    Row row;
    for (size_t i = 0; i < names.size() && i < fields.size(); i++) row[names[i]] = fields[i];
    if (row["api_version"] == "2026-07") out[{row["entity"], row["action"]}] = row;
  }
  return out;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : ",").append(name);
  return out;
}

rapidjson::Document manifest() {
  std::ifstream in(SLUICE_LIGHTSPEEDHQ_MANIFEST);
  std::stringstream text;
  text << in.rdbuf();
  rapidjson::Document out;
  out.Parse(text.str().c_str());
  REQUIRE_FALSE(out.HasParseError());
  return out;
}

std::set<std::string> enum_of(const rapidjson::Value& component, const char* setting) {
  std::set<std::string> out;
  for (auto& name : component["config"]["properties"][setting]["enum"].GetArray())
    out.insert(name.GetString());
  return out;
}

}  // namespace

TEST_CASE("every row says what the vendor's index says") {
  auto index = vendor_index();
  if (index.empty()) {
    MESSAGE("skipped: no " SLUICE_ENTITIES_TSV " here");
    return;
  }
  for (const Operation& row : lightspeedhq::catalogue().rows()) {
    CAPTURE(row.entity);
    CAPTURE(row.action);
    auto found = index.find({std::string(row.entity), std::string(row.action)});
    REQUIRE(found != index.end());
    const Row& vendor = found->second;
    CHECK(row.method == vendor.at("method"));
    CHECK(row.path == vendor.at("path"));
    CHECK(row.query == vendor.at("query_optional"));
    CHECK(row.required_query == vendor.at("query_required"));
    CHECK(row.success == vendor.at("success_status"));
    CHECK(vendor.at("scope").substr(0, row.scopes.size()) == row.scopes);
    auto path = sluice::rest::PathTemplate::parse(row.path);
    REQUIRE(path.ok());
    CHECK(joined(path->parameters()) == vendor.at("path_params"));
    if (row.action == "list") CHECK(vendor.at("response_envelope").substr(0, 6) == "data[]");
  }
}

TEST_CASE("every version-cursor list of the vendor's index is there") {
  auto index = vendor_index();
  if (index.empty()) {
    MESSAGE("skipped: no " SLUICE_ENTITIES_TSV " here");
    return;
  }
  int lists = 0;
  for (auto& [name, vendor] : index) {
    if (vendor.at("paginated") != "version cursor (after)") continue;
    CAPTURE(name.first);
    auto* row = lightspeedhq::catalogue().get(name.first, name.second);
    REQUIRE(row);
    CHECK(row->pagination == PaginationKind::kVersionCursor);
    lists++;
  }
  CHECK(lists == 28);
}

TEST_CASE("names are there once, and a parameter that switches paging off is a known one") {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const Operation& row : lightspeedhq::catalogue().rows()) {
    CAPTURE(row.entity);
    CHECK(names.insert({row.entity, row.action}).second);
    auto known = sluice::rest::split_names(row.query);
    for (auto name : sluice::rest::split_names(row.unpaged_with))
      CHECK(std::find(known.begin(), known.end(), name) != known.end());
  }
}

TEST_CASE("the manifest names the entities and actions of the catalogue") {
  auto document = manifest();
  std::set<std::string> lists, written, actions = {"upsert"};
  for (const Operation& row : lightspeedhq::catalogue().rows()) {
    if (row.action == "list") {
      lists.emplace(row.entity);
    } else {
      written.emplace(row.entity);
      actions.emplace(row.action);
    }
  }
  CHECK(enum_of(document["components"][1], "entity") == lists);
  CHECK(enum_of(document["components"][2], "entity") == written);
  CHECK(enum_of(document["components"][2], "action") == actions);
}
