// Entries of tables:.
#include <doctest/doctest.h>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

const std::string kTablePipeline =
    "pipelines:\n  p: {subscriber: {use: file.subscriber, path: in}, publisher: {use: "
    "file.publisher, path: out}}\n";

Loaded with_table(const std::string& table) {
  return load(kTablePipeline + "tables:\n  t: " + table + "\n");
}

std::string problems_of_table(const std::string& table) { return with_table(table).text(); }

}  // namespace

TEST_CASE("rows of a table can be an object of keys and values of any kind") {
  const auto out = with_table("{rows: {red: Rood, 1: [a], 'é': {x: 1.50}, none: null}}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const TableConfig& table = out.config.tables.at(0);
  CHECK(table.name == "t");
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0].key == "red");
  CHECK(table.rows[0].json == "\"Rood\"");
  CHECK(table.rows[1].key == "1");
  CHECK(table.rows[2].json == "{\"x\":1.50}");
  CHECK(table.rows[3].json == "null");
}

TEST_CASE("a key of an object of rows is a number unless it is in quotes") {
  const auto out = with_table("{rows: {0.20: a, 2.0: b, '3.0': c, 1e2: d, 007: e}}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  std::string keys;
  for (const TableRow& row : out.config.tables.at(0).rows) keys += row.key + " ";
  CHECK(keys == "0.2 2 3.0 100 007 ");
  CHECK(problems_of_table("{rows: {\n    '2': a,\n    2.0: b}}") ==
        "c.yaml:6:5: the key 2 is there twice; the other one is at c.yaml:5; remove one "
        "(/tables/t/rows/2.0)\n");
}

TEST_CASE("rows of a table can be a list of objects with their key in a member") {
  const auto out = with_table("{key: id, rows: [{id: 2.0, n: two}, {id: x, n: y}, {id: true}]}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const TableConfig& table = out.config.tables.at(0);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].key == "2");
  CHECK(table.rows[0].json == "{\"id\":2.0,\"n\":\"two\"}");
  CHECK(table.rows[2].key == "true");
}

TEST_CASE("a list of rows can give one member as the value") {
  const auto out = with_table("{key: id, value: n, rows: [{id: 1, n: one}]}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.tables.at(0).rows.at(0).json == "\"one\"");
}

TEST_CASE("a key that is there twice is an error naming both places") {
  CHECK(problems_of_table("{key: id, rows: [\n    {id: 2},\n    {id: 2.0}]}") ==
        "c.yaml:6:10: the key 2 is there twice; the other one is at c.yaml:5; remove one, or say "
        "duplicates: first or last (/tables/t/rows/1/id)\n");
}

TEST_CASE("the first or the last of rows with one key counts if duplicates says so") {
  const std::string rows = "key: id, value: n, rows: [{id: 2, n: a}, {id: 2, n: b}]}";
  const auto first = with_table("{duplicates: first, " + rows);
  const auto last = with_table("{duplicates: last, " + rows);
  REQUIRE(first.config.tables.at(0).rows.size() == 1);
  REQUIRE(last.config.tables.at(0).rows.size() == 1);
  CHECK(first.config.tables[0].rows[0].json == "\"a\"");
  CHECK(last.config.tables[0].rows[0].json == "\"b\"");
}

TEST_CASE("a row without the key, without the value or with another kind of key is an error") {
  CHECK(problems_of_table("{key: id, rows: [{n: a}]}")
            .find("this row has no \"id\", the table's key") != std::string::npos);
  CHECK(problems_of_table("{key: id, value: n, rows: [{id: a}]}")
            .find("has no \"n\", the table's value") != std::string::npos);
  CHECK(problems_of_table("{key: id, rows: [{id: [a]}]}")
            .find("a key is text, a number, true or false") != std::string::npos);
  CHECK(problems_of_table("{rows: [{id: 1}]}").find("\"key\" is missing") != std::string::npos);
}

TEST_CASE("a table's file is relative to the config file, and its ending says what it is") {
  const auto out = with_table("{file: data/c.tsv, key: sku}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const TableConfig& table = out.config.tables.at(0);
  CHECK(table.kind == TableConfig::Kind::kFile);
  CHECK(table.file.front() == '/');
  CHECK(table.file.find("/data/c.tsv") != std::string::npos);
  CHECK(table.format == TableConfig::Format::kCsv);
  CHECK(table.delimiter == '\t');
  CHECK(with_table("{file: c.jsonl, key: a}").config.tables.at(0).format ==
        TableConfig::Format::kNdjson);
  CHECK(with_table("{file: c.txt, format: csv, delimiter: ';', key: a}")
            .config.tables.at(0)
            .delimiter == ';');
}

TEST_CASE("a file whose kind is not known, or whose key column is not given, is an error") {
  CHECK(problems_of_table("{file: c.txt, key: a}").find("add format:") != std::string::npos);
  CHECK(problems_of_table("{file: c.csv}").find("\"key\" is missing: the column of the file") !=
        std::string::npos);
  CHECK(problems_of_table("{file: c.json}").empty());
}

TEST_CASE("a table is of one kind") {
  CHECK(problems_of_table("{}").find("a table needs rows") != std::string::npos);
  CHECK(problems_of_table("{store: false}").find("a table needs rows") != std::string::npos);
  CHECK(problems_of_table("{store: true, rows: {a: b}}").find("and this has 2") !=
        std::string::npos);
  CHECK(problems_of_table("{rowz: {a: b}}").find("did you mean \"rows\"") != std::string::npos);
  CHECK(problems_of_table("{rowz: {a: b}}").find("a table needs") == std::string::npos);
}

TEST_CASE("settings of another kind of table are errors") {
  CHECK(problems_of_table("{store: true, key: a}")
            .find("key has no meaning for a table in the store") != std::string::npos);
  CHECK(problems_of_table("{rows: {a: b}, delimiter: ';'}").find("delimiter belongs to a file") !=
        std::string::npos);
  CHECK(problems_of_table("{rows: {a: b}, key: id}").find("key belongs to a list of rows") !=
        std::string::npos);
  CHECK(problems_of_table("{file: a.ndjson, key: id, delimiter: ';'}").find("belongs to CSV") !=
        std::string::npos);
  CHECK(problems_of_table("{file: a.csv, key: id, delimiter: 'é'}").find("one ASCII character") !=
        std::string::npos);
}
