// Tables as components find them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "store/sqlite_tables.hpp"
#include "support/temp_folder.hpp"
#include "tables/table_set.hpp"

using namespace sluice;
using namespace sluice::tables;
using config::TableConfig;
using sluice::test::TempFolder;

namespace {

struct SetRig {
  TempFolder folder;
  store::SqliteTables stored{(folder / "sluice.db").string()};
  TableHome home{stored};
  std::vector<TableConfig> tables;

  TableConfig& add(const std::string& name, TableConfig::Kind kind) {
    TableConfig& out = tables.emplace_back();
    out.name = name;
    out.kind = kind;
    out.pointer = "/tables/" + name;
    return out;
  }
};

std::string read_one(const sluice_table& table, std::string_view key) {
  std::string out = "none";
  CHECK(table.read({&key, 1}, [&](size_t, std::string_view json, int64_t) { out = json; }).ok());
  return out;
}

}  // namespace

TEST_CASE("an inline table answers from the config") {
  SetRig rig;
  rig.add("colours", TableConfig::Kind::kInline).rows = {{"red", "\"Rood\""}};
  TableSet set(rig.tables, &rig.home);
  const auto table = set.find("colours");
  REQUIRE(table.ok());
  CHECK_FALSE((*table)->is_stored());
  CHECK(read_one(**table, "red") == "\"Rood\"");
  CHECK(read_one(**table, "blue") == "none");
  CHECK(*set.find("colours") == *table);
}

TEST_CASE("a stored table answers from the store, where several keys are one read") {
  SetRig rig;
  rig.add("ids", TableConfig::Kind::kStored);
  REQUIRE(rig.stored.put("ids", std::vector<store::StoredRow>{{"a", "1"}, {"c", "3"}}).ok());
  TableSet set(rig.tables, &rig.home);
  const auto table = set.find("ids");
  REQUIRE(table.ok());
  CHECK((*table)->is_stored());
  const std::vector<std::string_view> keys = {"c", "b", "a"};
  std::string seen;
  REQUIRE(
      (*table)
          ->read(keys, [&](size_t i, std::string_view json,
                           int64_t) { seen += std::to_string(i) + "=" + std::string(json) + " "; })
          .ok());
  CHECK(seen == "0=3 2=1 ");
}

TEST_CASE("a table that is not there is an error with the nearest name") {
  SetRig rig;
  rig.add("colours", TableConfig::Kind::kInline);
  TableSet set(rig.tables, &rig.home);
  CHECK(set.find("colors").status().message() ==
        "there is no table \"colors\"; did you mean \"colours\"?");
  CHECK(set.find("x").status().message() == "there is no table \"x\"; known are colours");
  CHECK(TableSet({}, &rig.home).find("x").status().message() ==
        "there is no table \"x\"; tables: is empty");
}

TEST_CASE("a table whose file cannot be read is told once, at its place") {
  SetRig rig;
  rig.add("prices", TableConfig::Kind::kFile).file = (rig.folder / "none.csv").string();
  TableSet set(rig.tables, &rig.home);
  CHECK(set.find("prices").ok());
  CHECK(set.find("prices").ok());
  config::Problems problems("c.yaml");
  set.add_problems(problems);
  set.add_problems(problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems.sorted().front().pointer == "/tables/prices/file");
}

TEST_CASE("tables that nobody asks for are read only when all are") {
  SetRig rig;
  rig.add("prices", TableConfig::Kind::kFile).file = (rig.folder / "none.csv").string();
  TableSet set(rig.tables, &rig.home);
  config::Problems problems("c.yaml");
  set.add_problems(problems);
  CHECK(problems.empty());
  set.find_all();
  set.add_problems(problems);
  CHECK(problems.size() == 1);
}
