#include "catalogue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "sluice/rest/closest.hpp"
#include "sluice/rest/names.hpp"
#include "sluice/rest/path_template.hpp"

using lightspeedhq::catalogue;
using sluice::rest::BodyKind;
using sluice::rest::NameSpec;
using sluice::rest::Operation;
using sluice::rest::PaginationKind;

namespace {

bool knows(const std::vector<NameSpec>& specs, std::string_view name) {
  return std::any_of(specs.begin(), specs.end(), [&](auto& spec) { return spec.name == name; });
}

}  // namespace

TEST_CASE("a version has each entity and action once") {
  for (const auto& version : catalogue().versions()) {
    std::set<std::pair<std::string_view, std::string_view>> names;
    for (const Operation& row : catalogue().rows()) {
      if (!is_in_version(row, version.name)) continue;
      CAPTURE(version.name);
      CAPTURE(row.entity);
      CAPTURE(row.action);
      CHECK(names.insert({row.entity, row.action}).second);
    }
  }
}

TEST_CASE("every row names versions that are known") {
  std::set<std::string_view> known;
  for (const auto& version : catalogue().versions()) known.insert(version.name);
  for (const Operation& row : catalogue().rows()) {
    CAPTURE(row.entity);
    CHECK_FALSE(row.versions.empty());
    for (auto name : sluice::rest::split_names(row.versions)) CHECK(known.count(name));
  }
}

TEST_CASE("every row obeys the notation of names and paths") {
  for (const Operation& row : catalogue().rows()) {
    CAPTURE(row.entity);
    CAPTURE(row.action);
    bool query = false, body = false, types = false;
    sluice::rest::read_names(row.query, &query);
    sluice::rest::read_body(row.body, &body);
    auto typed = sluice::rest::read_names(row.path_types, &types);
    CHECK(query);
    CHECK(body);
    CHECK(types);
    auto path = sluice::rest::PathTemplate::parse(row.path);
    REQUIRE(path.ok());
    for (const NameSpec& spec : typed)
      CHECK(std::count(path->parameters().begin(), path->parameters().end(), spec.name) == 1);
  }
}

TEST_CASE("a parameter that switches paging off is a known one") {
  for (const Operation& row : catalogue().rows())
    for (auto name : sluice::rest::split_names(row.unpaged_with))
      CHECK(knows(sluice::rest::read_names(row.query), name));
}

TEST_CASE("a bulk action's list is in its body, and its bound is the body's") {
  int bulk = 0;
  for (const Operation& row : catalogue().rows()) {
    if (row.bulk.most == 0) continue;
    CAPTURE(row.entity);
    NameSpec at = sluice::rest::read_body(row.body);
    std::string_view items = row.bulk.items;
    while (!items.empty()) {
      size_t dot = std::min(items.find('.'), items.size());
      auto member = std::find_if(at.members.begin(), at.members.end(), [&](const NameSpec& spec) {
        return spec.name == items.substr(0, dot);
      });
      REQUIRE(member != at.members.end());
      at = NameSpec(*member);
      items.remove_prefix(std::min(dot + 1, items.size()));
    }
    CHECK(at.type == sluice::rest::NameType::kList);
    if (at.most) CHECK(at.most == row.bulk.most);
    bulk++;
  }
  CHECK(bulk >= 12);
}

TEST_CASE(
    "what is read to find a lost write is a GET that the catalogue has, in a version of the "
    "write's") {
  for (const Operation& row : catalogue().rows()) {
    if (row.reread.action.empty()) continue;
    CAPTURE(row.entity);
    CHECK_FALSE(row.reread.match.empty());
    const auto entity = row.reread.entity.empty() ? row.entity : row.reread.entity;
    for (auto version : sluice::rest::split_names(row.versions)) {
      const Operation* other = catalogue().get(entity, row.reread.action, version);
      REQUIRE(other);
      CHECK(other->method == "GET");
      if (size_t equals = row.reread.fixed.find('='); equals != row.reread.fixed.npos)
        CHECK(other->query.find(row.reread.fixed.substr(0, equals)) != other->query.npos);
    }
  }
}

TEST_CASE("a row belongs to its versions only, and the error names those") {
  CHECK(catalogue().get("products", "update", "2026-07"));
  CHECK_FALSE(catalogue().get("products", "update", "2026-10"));
  auto message = catalogue().find("products", "update", "2026-10").status().message();
  CHECK(message.substr(0, 9) == "/action: ");
  CHECK(message.find("in version 2026-10; it is in 2.1 2026-01 2026-04 2026-07") != message.npos);
}

TEST_CASE("the same action may be another call in another version") {
  CHECK(catalogue().get("inventory", "list", "2026-07")->method == "POST");
  CHECK(catalogue().get("inventory", "list", "2.0")->method == "GET");
  CHECK(catalogue().get("sales", "list", "0.9")->path == "/register_sales");
  CHECK(catalogue().get("products", "list")->versions.find("2026-07") != std::string_view::npos);
}

TEST_CASE("a version that is not known is described by the one a server would answer with") {
  CHECK(catalogue().described_by("2027-01") == "2026-10");
  CHECK(catalogue().described_by("2025-10") == "2026-01");
  CHECK(catalogue().described_by("2026-05") == "2026-04");
  CHECK(catalogue().described_by("2.0") == "2.0");
  CHECK(catalogue().described_by("") == "2026-07");
}

TEST_CASE("a person is told of versions that are not known or have ended, and of no other") {
  CHECK(catalogue().version_notice("2026-07", "2026-11-24").empty());
  CHECK(catalogue().version_notice("2.0", "2026-11-24").empty());
  CHECK(catalogue().version_notice("2026-01", "2026-12-31").empty());
  auto ended = catalogue().version_notice("2026-01", "2027-01-01");
  CHECK(ended.find("API version 2026-01 is past its end (2027-01)") == 0);
  CHECK(ended.find("use 2026-07") != ended.npos);
  auto unknown = catalogue().version_notice("2026-70", "2026-11-24");
  CHECK(unknown.find("API version 2026-70 is not known here (did you mean \"2026-") == 0);
}

TEST_CASE("members are described of records that there are, in the notation") {
  std::set<std::string_view> entities;
  for (const auto& one : catalogue().members()) {
    CAPTURE(one.entity);
    CHECK(entities.insert(one.entity).second);
    bool sound = false;
    CHECK_FALSE(sluice::rest::read_body(one.names, &sound).members.empty());
    CHECK(sound);
    size_t described = 0;
    for (const Operation& row : catalogue().rows())
      if (row.entity == one.entity && catalogue().members_of(row)) {
        CHECK(is_read(row));
        described++;
      }
    CHECK(described > 0);
  }
}

TEST_CASE("members are those of one version") {
  const Operation* row = catalogue().get("customers", "list", "2026-07");
  REQUIRE(row);
  CHECK(catalogue().members_of(*row, "2026-07"));
  CHECK_FALSE(catalogue().members_of(*row, "2026-10"));
  CHECK_FALSE(catalogue().members_of(*catalogue().get("customers", "create"), ""));
}
