#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;
using Texts = std::vector<std::string>;

namespace {

Texts records(const std::string& path, const std::string& more = {},
              const std::string& cursor = {}) {
  return Reader(path, more, cursor).walk().records;
}

std::string moved(const Folder& folder) {
  return R"(,"done":"move","move_to":")" + folder.file("done") + "\"";
}

sluice::Status tell_committed(Reader& reader, const std::string& cursor) {
  return reader.subscriber->hears_commits()->committed(cursor, TestCancel());
}

}  // namespace

TEST_CASE("the files of a pattern or a folder are read in the order of their names") {
  const Folder folder;
  folder.write("b.ndjson", "2\n3\n");
  folder.write("a.ndjson", "1\n");
  folder.write("c.csv", "x\n4\n");
  folder.write(".hidden", "9\n");
  folder.write("d.ndjson.0123.part", "9\n");
  CHECK(records(folder.file("*.ndjson")) == Texts{"1", "2", "3"});
  CHECK(records(folder.file("")) == Texts{"1", "2", "3", R"({"x":"4"})"});
  CHECK(records(folder.file("[b-z].ndjson")) == Texts{"2", "3"});
  CHECK(records(folder.file("*.none")).empty());
}

TEST_CASE("a missing folder is named") {
  const Folder folder;
  CHECK(has(Reader(folder.file("no/")).walk().status.message(), "does not exist"));
  CHECK(has(Reader(folder.file("no/*.csv")).walk().status.message(), "does not exist"));
}

TEST_CASE("the next walk reads new files and what was added, each from its own place") {
  const Folder folder;
  folder.write("b.ndjson", "1\n");
  folder.write("c.ndjson", "2\n");
  const std::string path = folder.file("*.ndjson");
  const auto first = Reader(path).walk();
  CHECK(records(path, {}, first.cursor).empty());
  folder.write("a.ndjson", "3\n");
  folder.write("c.ndjson", "2\n4\n");
  std::filesystem::remove(folder.file("b.ndjson"));
  const auto second = Reader(path, {}, first.cursor).walk();
  CHECK(second.records == Texts{"3", "4"});
  folder.write("b.ndjson", "5\n");
  CHECK(records(path, {}, second.cursor) == Texts{"5"});
}

TEST_CASE("a file among several that was rewritten is refused, or read afresh") {
  const Folder folder;
  folder.write("a.ndjson", "1\n");
  const auto first = Reader(folder.file("*.ndjson")).walk();
  folder.write("a.ndjson", "2\n3\n");
  CHECK(has(Reader(folder.file("*.ndjson"), {}, first.cursor).walk().status.message(),
            "a.ndjson no longer begins"));
  CHECK(records(folder.file("*.ndjson"), R"(,"rewritten":"read")", first.cursor) ==
        Texts{"2", "3"});
}

TEST_CASE("each cursor of a walk through several files goes on with the next record") {
  const Folder folder;
  Texts all;
  for (int file = 0; file < 4; file++) {
    std::string text;
    for (int i = 0; i < 100; i++) {
      all.push_back("{\"n\":" + std::to_string(file * 100 + i) + ",\"more\":\"123456\"}");
      text += all.back() + "\n";
    }
    folder.write("f" + std::to_string(file) + ".ndjson", text);
  }
  for (const char* more :
       {R"(,"chunk_bytes":1024)", R"(,"chunk_bytes":1024,"incremental":false)"}) {
    CAPTURE(more);
    Reader reader(folder.file("*.ndjson"), more);
    size_t seen = 0;
    for (;;) {
      const auto page = sluice::test::poll(*reader.subscriber);
      seen += page.records.size();
      if (!page.status.ok()) break;
      REQUIRE(records(folder.file("*.ndjson"), more, page.cursor) ==
              Texts(all.begin() + static_cast<ptrdiff_t>(seen), all.end()));
    }
    CHECK(seen == all.size());
  }
}

TEST_CASE("without incremental each walk reads all files again") {
  const Folder folder;
  folder.write("a.ndjson", "1\n");
  const auto first = Reader(folder.file("*.ndjson"), R"(,"incremental":false)").walk();
  CHECK(first.cursor.empty());
  CHECK(first.records == Texts{"1"});
}

TEST_CASE("a file is moved away when all of it is committed, and not before") {
  const Folder folder;
  folder.write("a.ndjson", numbers(0, 100));
  folder.write("b.ndjson", "1\n2");
  const std::string path = folder.file("*.ndjson");
  Reader reader(path, moved(folder) + R"(,"chunk_bytes":1024)");
  const auto part = sluice::test::poll(*reader.subscriber);
  CHECK(tell_committed(reader, part.cursor).ok());
  CHECK(folder.exists("a.ndjson"));
  const auto rest = reader.walk();
  CHECK(folder.exists("a.ndjson"));
  CHECK(rest.records.size() + part.records.size() == 102);  // also the last line, without its end
  CHECK(tell_committed(reader, rest.cursor).ok());
  CHECK_FALSE(folder.exists("a.ndjson"));
  CHECK(folder.read("done/a.ndjson") == numbers(0, 100));
  CHECK(folder.read("done/b.ndjson") == "1\n2");
}

TEST_CASE("a file that is done and was left by a killed run is not read again") {
  const Folder folder;
  folder.write("a.ndjson", "1\n");
  const auto first = Reader(folder.file("a.ndjson"), moved(folder)).walk();
  CHECK(records(folder.file("a.ndjson"), moved(folder), first.cursor).empty());
  Reader next(folder.file("a.ndjson"), moved(folder), first.cursor);
  CHECK(tell_committed(next, first.cursor).ok());
  CHECK(folder.exists("done/a.ndjson"));
}

TEST_CASE("a file that was changed after it was read stays, and is read again") {
  const Folder folder;
  folder.write("a.ndjson", "1\n");
  Reader reader(folder.file("a.ndjson"), R"(,"done":"delete")");
  const auto first = reader.walk();
  folder.write("a.ndjson", "2\n3\n");
  CHECK(tell_committed(reader, first.cursor).ok());
  CHECK(records(folder.file("a.ndjson"), R"(,"done":"delete")", first.cursor) == Texts{"2", "3"});
}

TEST_CASE("a new file of the name of one that was taken away is read") {
  const Folder folder;
  for (const char* text : {"1\n", "2\n"}) {
    folder.write("a.ndjson", text);
    Reader reader(folder.file("*.ndjson"), moved(folder));
    const auto all = reader.walk();
    CHECK(all.records.size() == 1);
    CHECK(tell_committed(reader, all.cursor).ok());
  }
  CHECK(folder.read("done/a.ndjson") == "1\n");
  CHECK(folder.read("done/a.ndjson.1") == "2\n");
}

TEST_CASE("files to be moved need another folder to go to") {
  HostRig rig;
  CHECK_FALSE(rig.create<Subscriber>(config("/in/", R"(,"done":"move")")).ok());
  CHECK_FALSE(rig.create<Subscriber>(config("/in/", R"(,"done":"move","move_to":"/in")")).ok());
  CHECK_FALSE(rig.create<Subscriber>(config("/in/*", R"(,"done":"move","move_to":"/in/")")).ok());
  CHECK_FALSE(rig.create<Subscriber>(config("/in/", R"(,"move_to":"/out")")).ok());
  CHECK_FALSE(rig.create<Subscriber>(config("-", R"(,"done":"delete")")).ok());
  CHECK(rig.create<Subscriber>(config("/in/", R"(,"done":"move","move_to":"/in/done")")).ok());
}
