// Rows of files.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/temp_folder.hpp"
#include "tables/table_files.hpp"

using namespace sluice;
using namespace sluice::tables;
using config::TableConfig;
using sluice::test::TempFolder;
using Format = TableConfig::Format;

namespace {

struct FileRig {
  TempFolder folder;
  TableConfig table;
  TableFiles files;

  explicit FileRig(const std::string& text, Format format = Format::kCsv) {
    table.name = "t";
    table.kind = TableConfig::Kind::kFile;
    table.format = format;
    table.key = "sku";
    write(text);
  }
  void write(const std::string& text) { table.file = folder.write("rows.txt", text).string(); }
  std::shared_ptr<const Rows> rows() {
    auto out = files.rows(table);
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    return *out;
  }
  std::string json(const std::string& key) {
    const auto all = rows();
    const std::string* found = all->find(key);
    return found ? *found : "none";
  }
  // The file's name is left out.
  std::string failure() {
    std::string text = files.rows(table).status().message();
    const size_t at = text.find(table.file + ": ");
    return at == 0 ? text.substr(table.file.size() + 2) : text;
  }
};

}  // namespace

TEST_CASE("a row of a CSV file is an object of its columns, all text") {
  FileRig rig("sku,name,price\na1,\"Tee \"\"X\"\"\",1.50\n2,é,\n");
  CHECK(rig.rows()->size() == 2);
  CHECK(rig.json("a1") == R"({"sku":"a1","name":"Tee \"X\"","price":"1.50"})");
  CHECK(rig.json("2") == R"({"sku":"2","name":"é","price":""})");
  CHECK(rig.json("3") == "none");
}

TEST_CASE("a CSV file can give one column as the value") {
  FileRig rig("\xEF\xBB\xBFsku;name\r\na;x\r\n");
  rig.table.delimiter = ';';
  rig.table.value = "name";
  CHECK(rig.json("a") == "\"x\"");
}

TEST_CASE("a missing column is an error that names the nearest") {
  FileRig rig("sku,nane\na,b\n");
  rig.table.value = "name";
  CHECK(rig.failure() == "it has no column \"name\"; did you mean \"nane\"?");
  rig.table.value = "colour of the thing";
  CHECK(rig.failure() == "it has no column \"colour of the thing\"; there are sku, nane");
}

TEST_CASE("a key that is there twice is an error naming both lines") {
  FileRig rig("sku,n\na,1\nb,2\na,3\n");
  CHECK(rig.failure() ==
        "line 4: the key a is there twice; the other one is in line 2; remove one, or say "
        "duplicates: first or last at table t");
  rig.table.duplicates = TableConfig::Duplicates::kFirst;
  CHECK(rig.json("a") == R"({"sku":"a","n":"1"})");
  rig.table.duplicates = TableConfig::Duplicates::kLast;
  CHECK(rig.json("a") == R"({"sku":"a","n":"3"})");
}

TEST_CASE("bad CSV and bad encoding are errors with their line") {
  CHECK(FileRig("sku\n\"a\n").failure() == "line 2: a quoted field begins here and does not end");
  CHECK(FileRig("sku,n\na\n").failure() == "line 2 has 1 field, the header names 2");
  CHECK(FileRig("sku\n\xE4\n").failure().find("line 2 is not UTF-8") == 0);
  CHECK(FileRig("").failure() == "it is empty; its first line names the columns");
}

TEST_CASE("rows of an NDJSON file have keys of any scalar kind") {
  FileRig rig("\n{\"sku\": 2.0, \"n\": [1]}\n{\"sku\":\"a\\u00e9\",\"n\":null}\r\n",
              Format::kNdjson);
  rig.table.value = "n";
  CHECK(rig.json("2") == "[1]");
  CHECK(rig.json("aé") == "null");
}

TEST_CASE("a line of an NDJSON file that is no row is an error with its number") {
  CHECK(FileRig("{\"sku\":1}\n{\"sku\":\n", Format::kNdjson).failure().find("line 2: ") == 0);
  CHECK(FileRig("[1]\n", Format::kNdjson).failure() == "line 1: it is no object");
  CHECK(FileRig("{\"a\":1}\n", Format::kNdjson).failure() ==
        "line 1: it has no \"sku\", the table's key");
  CHECK(FileRig("{\"sku\":null}\n", Format::kNdjson).failure() ==
        "line 1: it has no \"sku\", the table's key");
  CHECK(
      FileRig("{\"sku\":{}}\n", Format::kNdjson).failure().find("line 1: \"sku\": a key is text") ==
      0);
}

TEST_CASE("a JSON file is a list of objects, or an object of keys with their values") {
  FileRig list("[{\"sku\":\"a\",\"n\":1},{\"sku\":\"b\"}]", Format::kJson);
  CHECK(list.json("b") == "{\"sku\":\"b\"}");
  FileRig object("{\"a\":\"x\",\"b\":{\"c\":[]}}", Format::kJson);
  object.table.key = "";
  CHECK(object.json("a") == "\"x\"");
  CHECK(object.json("b") == "{\"c\":[]}");
}

TEST_CASE("a JSON file of another shape is an error") {
  FileRig rig("{\"a\":1}", Format::kJson);
  CHECK(rig.failure().find("remove the table's key") != std::string::npos);
  rig.write("[{\"sku\":1},2]");
  CHECK(rig.failure() == "row 2: it is no object");
  rig.table.key = "";
  CHECK(rig.failure().find("the table needs key") != std::string::npos);
  rig.write("12");
  CHECK(rig.failure().find("neither a list") != std::string::npos);
}

TEST_CASE("a file that is larger than max_bytes is refused with what to do") {
  FileRig rig("sku,n\na,1\n");
  rig.table.max_bytes = 9;
  CHECK(rig.failure().find("has 10 bytes, more than 9 (max_bytes); raise max_bytes") !=
        std::string::npos);
}

TEST_CASE("a missing file and a folder are errors that name them") {
  FileRig rig("sku\n");
  rig.table.file = (rig.folder / "none.csv").string();
  CHECK(rig.failure() ==
        "the table's file " + rig.table.file + " cannot be read: No such file or directory");
  rig.table.file = rig.folder.path().string();
  CHECK(rig.failure().find("it is a folder") != std::string::npos);
}

TEST_CASE("a file is read again only when it has changed") {
  FileRig rig("sku,n\na,1\n");
  const auto first = rig.rows();
  CHECK(rig.rows() == first);
  rig.write("sku,n\na,22\n");
  CHECK(rig.json("a") == R"({"sku":"a","n":"22"})");
  CHECK(*first->find("a") == R"({"sku":"a","n":"1"})");
}

TEST_CASE("rows of tables that are no more are dropped") {
  FileRig rig("sku,n\na,1\n");
  const std::weak_ptr<const Rows> first = rig.rows();
  rig.files.keep_only({rig.table});
  CHECK_FALSE(first.expired());
  rig.files.keep_only({});
  CHECK(first.expired());
}

TEST_CASE("a table's signature changes with its file and its settings") {
  FileRig rig("sku,n\na,1\n");
  const std::string before = signature_of(rig.table);
  CHECK(signature_of(rig.table) == before);
  rig.write("sku,n\na,22\n");
  const std::string changed = signature_of(rig.table);
  CHECK(changed != before);
  rig.table.value = "n";
  CHECK(signature_of(rig.table) != changed);
}

TEST_CASE("rows in many pieces of a large file are all there") {
  std::string text = "sku,n\n";
  for (int i = 0; i < 60'000; i++)
    text += std::to_string(i) + ",\"line one\nline " + std::to_string(i) + "\"\n";
  FileRig rig(text);
  rig.table.value = "n";
  CHECK(rig.rows()->size() == 60'000);
  CHECK(rig.json("59999") == "\"line one\\nline 59999\"");
}
