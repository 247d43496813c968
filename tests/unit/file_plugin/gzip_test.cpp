#include <doctest/doctest.h>

#include "sluice/gzip/compressor.hpp"
#include "sluice/gzip/expander.hpp"
#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;
using Texts = std::vector<std::string>;

namespace {

std::string packed(std::string_view text) {
  auto compressor = sluice::gzip::Compressor::create();
  REQUIRE(compressor.ok());
  std::string out;
  REQUIRE(compressor->compress(text, out).ok());
  return out;
}

}  // namespace

TEST_CASE("a gzip file of several members is read as one, by its name or by setting") {
  const Folder folder;
  folder.write("in.ndjson.gz", packed(numbers(0, 2)) + packed("") + packed(numbers(2, 3)));
  CHECK(Reader(folder.file("in.ndjson.gz")).walk().records ==
        Texts{"{\"number\":0}", "{\"number\":1}", "{\"number\":2}"});
  // As tapes fill their blocks.
  folder.write("tape.ndjson.gz", packed(numbers(0, 1)) + std::string(1000, '\0'));
  CHECK(Reader(folder.file("tape.ndjson.gz")).walk().records == Texts{"{\"number\":0}"});
  folder.write("in.csv", packed("a\n1\n"));
  CHECK(Reader(folder.file("in.csv"), R"(,"gzip":true)").walk().records == Texts{R"({"a":"1"})"});
  folder.write("in.xml.gz", packed("<l><o>1</o></l>"));
  CHECK(Reader(folder.file("in.xml.gz")).walk().records == Texts{R"({"#text":"1"})"});
}

TEST_CASE("each cursor of a gzip file goes on with the next record, and reads what was added") {
  const Folder folder;
  folder.write("in.ndjson.gz", packed(numbers(0, 150)) + packed(numbers(150, 300)));
  Reader first(folder.file("in.ndjson.gz"), R"(,"chunk_bytes":1024)");
  size_t seen = 0;
  std::string cursor;
  for (bool end = false; !end;) {
    const auto page = sluice::test::poll(*first.subscriber);
    seen += page.records.size();
    end = !page.status.ok();
    cursor = page.cursor;
    CHECK(Reader(folder.file("in.ndjson.gz"), {}, cursor).walk().records.size() == 300 - seen);
  }
  { std::ofstream(folder.file("in.ndjson.gz"), std::ios::app) << packed(numbers(300, 301)); }
  CHECK(Reader(folder.file("in.ndjson.gz"), {}, cursor).walk().records ==
        Texts{"{\"number\":300}"});
}

TEST_CASE("a gzip file that is cut off or damaged stops the run and says so") {
  const Folder folder;
  const std::string whole = packed(numbers(0, 100));
  folder.write("cut.gz", whole.substr(0, whole.size() - 1));
  CHECK(has(Reader(folder.file("cut.gz")).walk().status.message(), "is cut off"));
  std::string damaged = whole;
  damaged[damaged.size() - 6] ^= 1;
  folder.write("bad.gz", damaged);
  CHECK(has(Reader(folder.file("bad.gz")).walk().status.message(), "is damaged"));
  folder.write("no.gz", "{}\n");
  CHECK(has(Reader(folder.file("no.gz")).walk().status.message(), "is no gzip file"));
}

TEST_CASE("a gzip file that unpacks to implausibly much is refused within bounded memory") {
  const std::string bomb = packed(std::string(size_t{80} << 20, '0'));
  auto expander = sluice::gzip::Expander::create(500);
  REQUIRE(expander.ok());
  std::string_view left = bomb;
  std::string into(size_t{1} << 20, '\0');
  sluice::Status status;
  uint64_t given = 0;
  while (status && !left.empty()) {
    const auto n = expander->expand(left, into.data(), into.size());
    status = n.status();
    if (n.ok()) given += *n;
  }
  CHECK(has(status.message(), "unpacks to more than 500 times its size"));
  CHECK(given <= uint64_t{66} << 20);
}

TEST_CASE(
    "a gzip file is written member by member, and loses nothing and repeats nothing in a kill") {
  const Folder folder;
  for (const char* name : {"out.ndjson.gz", "out.json.gz", "out.csv.gz"}) {
    CAPTURE(name);
    const std::string more = std::string(name) == "out.csv.gz" ? R"(,"columns":["number"])" : "";
    std::filesystem::remove_all(folder.file("work"));
    std::filesystem::create_directories(folder.file("work"));
    std::string position;
    {
      Writer killed(folder.file(name), more);
      CHECK(killed.resume().ok());
      CHECK(killed.publish(numbers(0, 1)).ok());
      position = killed.flush();
      CHECK(killed.publish(numbers(1, 2)).ok());
    }
    Writer next(folder.file(name), more);
    REQUIRE(next.resume(position).ok());
    CHECK(next.publish(numbers(1, 2)).ok());
    next.flush(true);
    CHECK(Reader(folder.file(name)).walk().records.size() == 2);
  }
}

TEST_CASE("a packed output that is replaced by one without records can be unpacked") {
  const Folder folder;
  for (const char* name : {"out.ndjson.gz", "out.json.gz", "out.csv.gz"}) {
    CAPTURE(name);
    const std::string more = std::string(name) == "out.csv.gz" ? R"(,"columns":["number"])" : "";
    Writer writer(folder.file(name), R"(,"mode":"replace")" + more);
    REQUIRE(writer.resume().ok());
    writer.flush(true);
    REQUIRE(writer.finish().ok());
    CHECK(folder.read(name).size() >= 20);
    const auto all = Reader(folder.file(name)).walk();
    CHECK(all.records.empty());
    CHECK_MESSAGE(all.status.code() == SLUICE_END, all.status.message());
  }
}
