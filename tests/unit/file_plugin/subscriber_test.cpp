#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;
using Lines = std::vector<std::string>;

TEST_CASE("each line is a record; blank lines and CR LF are fine") {
  Folder folder;
  folder.write("in.ndjson", "{\"a\":1}\r\n\n  \n{\"a\":2}\n{\"a\":3}\n");
  auto all = Reader(folder.file("in.ndjson")).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Lines{"{\"a\":1}", "{\"a\":2}", "{\"a\":3}"});
}

TEST_CASE("a file longer than a chunk comes in batches, whole and in order") {
  Folder folder;
  folder.write("in.ndjson", numbers(0, 5000));
  auto all = Reader(folder.file("in.ndjson"), R"(,"chunk_bytes":1024)").walk();
  REQUIRE(all.records.size() == 5000);
  for (int i = 0; i < 5000; i++)
    REQUIRE(all.records[static_cast<size_t>(i)] == "{\"number\":" + std::to_string(i) + "}");
}

TEST_CASE("every cursor on the way resumes with the very next record") {
  Folder folder;
  folder.write("in.ndjson", numbers(0, 300));
  const std::string chunk = R"(,"chunk_bytes":1024)";
  Reader first(folder.file("in.ndjson"), chunk);
  size_t seen = 0;
  for (bool end = false; !end;) {
    auto page = sluice::test::poll(*first.subscriber);
    seen += page.records.size();
    end = !page.status.ok();
    auto rest = Reader(folder.file("in.ndjson"), chunk, page.cursor).walk();
    CHECK(rest.records.size() == 300 - seen);
  }
}

TEST_CASE("the next run reads what was appended since, and only that") {
  Folder folder;
  folder.write("in.ndjson", "1\n2\n");
  auto first = Reader(folder.file("in.ndjson")).walk();
  CHECK(first.records == Lines{"1", "2"});
  { std::ofstream(folder.file("in.ndjson"), std::ios::app) << "3\n"; }
  auto second = Reader(folder.file("in.ndjson"), {}, first.cursor).walk();
  CHECK(second.records == Lines{"3"});
  auto third = Reader(folder.file("in.ndjson"), {}, second.cursor).walk();
  CHECK(third.records.empty());
  CHECK(third.cursor == second.cursor);
}

TEST_CASE("not incremental: an interrupted walk is gone on with") {
  Folder folder;
  folder.write("in.ndjson", numbers(0, 100));
  const std::string more = R"(,"incremental":false,"chunk_bytes":1024)";
  Reader reader(folder.file("in.ndjson"), more);
  auto page = sluice::test::poll(*reader.subscriber);
  CHECK(Reader(folder.file("in.ndjson"), more, page.cursor).walk().records.size() ==
        100 - page.records.size());
}

TEST_CASE("not incremental: the end of a walk leaves no cursor for a kill to go on from") {
  Folder folder;
  folder.write("in.ndjson", "1\n2\n");
  Reader reader(folder.file("in.ndjson"), R"(,"incremental":false)");
  sluice::test::Polled end;
  do end = sluice::test::poll(*reader.subscriber);
  while (end.status.ok());
  CHECK(end.status.code() == SLUICE_END);
  CHECK(end.cleared);
  CHECK(end.cursor.empty());
}

TEST_CASE("a bad line parks and is named by its number, also after resuming") {
  Folder folder;
  folder.write("in.ndjson", "1\n{bad\n3\n");
  auto all = Reader(folder.file("in.ndjson")).walk();
  CHECK(all.records == Lines{"1", "3"});
  REQUIRE(all.failed.size() == 1);
  CHECK(has(all.failed[0], "line 2"));
  { std::ofstream(folder.file("in.ndjson"), std::ios::app) << "4\n{bad\n"; }
  auto more = Reader(folder.file("in.ndjson"), {}, all.cursor).walk();
  REQUIRE(more.failed.size() == 1);
  CHECK(has(more.failed[0], "line 5"));
}

TEST_CASE("a line over the record limit parks, its neighbours pass") {
  Folder folder;
  folder.write("in.ndjson", "1\n\"" + std::string(5000, 'x') + "\"\n3\n");
  sluice::record::Limits limits;
  limits.record_bytes = 1000;
  auto all = Reader(folder.file("in.ndjson"), R"(,"chunk_bytes":1024)").walk(limits);
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Lines{"1", "3"});
  CHECK(all.failed.size() == 1);
}

TEST_CASE("a line over the page limit parks with its start, its neighbours pass") {
  Folder folder;
  folder.write("in.ndjson", "1\n\"" + std::string(100'000, 'x') + "\"\n3\n{bad\n5\n");
  sluice::record::Limits limits;
  limits.page_bytes = 8192;
  auto all = Reader(folder.file("in.ndjson"), R"(,"chunk_bytes":1024)").walk(limits);
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Lines{"1", "3", "5"});
  REQUIRE(all.failed.size() == 2);
  CHECK(has(all.failed[0], "line 2 of "));
  CHECK(has(all.failed[0], "longer than a page"));
  CHECK(has(all.failed[1], "line 4"));
}

TEST_CASE("a last line over the page limit ends the walk all the same") {
  Folder folder;
  folder.write("in.ndjson", "1\n\"" + std::string(100'000, 'x'));
  sluice::record::Limits limits;
  limits.page_bytes = 8192;
  const std::string chunk = R"(,"chunk_bytes":1024)";
  auto all = Reader(folder.file("in.ndjson"), chunk + R"(,"incremental":false)").walk(limits);
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Lines{"1"});
  CHECK(all.failed.size() == 1);
  // Incremental: its end may come.
  all = Reader(folder.file("in.ndjson"), chunk).walk(limits);
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Lines{"1"});
  CHECK(all.failed.empty());
  { std::ofstream(folder.file("in.ndjson"), std::ios::app) << "\"\n3\n"; }
  auto more = Reader(folder.file("in.ndjson"), chunk, all.cursor).walk(limits);
  CHECK(more.records == Lines{"3"});
  CHECK(more.failed.size() == 1);
}

TEST_CASE("an unterminated last line waits for the next run, and is said to") {
  Folder folder;
  folder.write("in.ndjson", "{\"id\":1}\n{\"id\":2,\"na");
  Reader reader(folder.file("in.ndjson"));
  auto first = reader.walk();
  CHECK(first.status.code() == SLUICE_END);
  CHECK(first.records == Lines{"{\"id\":1}"});
  CHECK(first.failed.empty());
  CHECK(has(reader.rig.log_text, "line 2 of"));
  auto still = Reader(folder.file("in.ndjson"), {}, first.cursor).walk();
  CHECK(still.records.empty());
  CHECK(still.cursor == first.cursor);
  { std::ofstream(folder.file("in.ndjson"), std::ios::app) << "me\":2}\n{\"id\":3}\n"; }
  auto second = Reader(folder.file("in.ndjson"), {}, still.cursor).walk();
  CHECK(second.records == Lines{"{\"id\":2,\"name\":2}", "{\"id\":3}"});
}

TEST_CASE("an unterminated first line waits, too, and is not decided") {
  Folder folder;
  folder.write("in.ndjson", "{\"id\":1,");
  auto first = Reader(folder.file("in.ndjson")).walk();
  CHECK(first.status.code() == SLUICE_END);
  CHECK(first.records.empty());
}

TEST_CASE("read as a whole file, the last line counts as it is") {
  Folder folder;
  folder.write("in.ndjson", "1\n2");
  auto all = Reader(folder.file("in.ndjson"), R"(,"incremental":false)").walk();
  CHECK(all.records == Lines{"1", "2"});
}

TEST_CASE("a byte order mark at the start is no part of the first record") {
  Folder folder;
  folder.write("in.ndjson", "\xEF\xBB\xBF{\"a\":1}\n");
  auto all = Reader(folder.file("in.ndjson")).walk();
  CHECK(all.records == Lines{"{\"a\":1}"});
  CHECK(all.failed.empty());
}

TEST_CASE("an empty file is an empty walk") {
  Folder folder;
  folder.write("in.ndjson", "");
  auto all = Reader(folder.file("in.ndjson")).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records.empty());
}

TEST_CASE(
    "an input whose read part has changed is refused with a way out, however it was changed") {
  const std::string old = numbers(0, 20'000);  // more than a block of the fingerprint
  std::string middle = old;
  middle[old.size() / 2] = middle[old.size() / 2] == '1' ? '2' : '1';
  for (const std::string& rewritten :
       {std::string(), std::string("1\n2\n"), old.substr(0, old.size() / 2), middle,
        numbers(20'000, 60'000), "\n" + old, old.substr(0, old.size() - 2) + "9\n"}) {
    CAPTURE(rewritten.size());
    Folder folder;
    folder.write("in.ndjson", old);
    auto first = Reader(folder.file("in.ndjson")).walk();
    folder.write("in.ndjson", rewritten);  // the same inode, as with >
    auto status = Reader(folder.file("in.ndjson"), {}, first.cursor).walk().status;
    CHECK(status.code() == SLUICE_E_INVALID);
    CHECK(has(status.message(), "no longer begins with"));
    CHECK(has(status.message(), "rewritten: read"));
    CHECK(has(status.message(), "sluice state reset"));
  }
}

TEST_CASE("rewritten: read reads such an input anew, whole and once") {
  const std::string anew = R"(,"rewritten":"read")";
  Folder folder;
  folder.write("in.ndjson", numbers(0, 3));
  auto first = Reader(folder.file("in.ndjson"), anew).walk();
  folder.write("in.ndjson", numbers(10, 16));
  Reader reader(folder.file("in.ndjson"), anew, first.cursor);
  auto second = reader.walk();
  CHECK(second.records.size() == 6);
  CHECK(has(reader.rig.log_text, "it is read afresh"));
  CHECK(Reader(folder.file("in.ndjson"), anew, second.cursor).walk().records.empty());
}

TEST_CASE("the same content is the same input: a copy, a remount") {
  Folder folder;
  folder.write("in.ndjson", "1\n2\n");
  auto first = Reader(folder.file("in.ndjson")).walk();
  std::filesystem::rename(folder.file("in.ndjson"), folder.file("old.ndjson"));
  folder.write("in.ndjson", "1\n2\n3\n");
  CHECK(Reader(folder.file("in.ndjson"), {}, first.cursor).walk().records == Lines{"3"});
}

TEST_CASE("an input rewritten while it is read is not taken for whole") {
  Folder folder;
  folder.write("in.ndjson", numbers(0, 300));
  const std::string chunk = R"(,"chunk_bytes":1024)";
  Reader reader(folder.file("in.ndjson"), chunk);
  auto page = sluice::test::poll(*reader.subscriber);
  CHECK(page.records.size() < 300);
  folder.write("in.ndjson", numbers(1000, 1400));
  auto rest = reader.walk();
  CHECK(rest.status.code() == SLUICE_E_INVALID);
  CHECK(has(rest.status.message(), "was rewritten while it was read"));
}

TEST_CASE("an input that grows while it is read is whole") {
  Folder folder;
  folder.write("in.ndjson", numbers(0, 300));
  Reader reader(folder.file("in.ndjson"), R"(,"chunk_bytes":1024)");
  auto page = sluice::test::poll(*reader.subscriber);
  { std::ofstream(folder.file("in.ndjson"), std::ios::app) << numbers(300, 400); }
  auto rest = reader.walk();
  CHECK(rest.status.code() == SLUICE_END);
  CHECK(page.records.size() + rest.records.size() == 400);
}

TEST_CASE("a place beyond what the fingerprint covers whole is known by start and end") {
  Folder folder;
  std::string large(80 << 20, ' ');  // blank lines are no records
  for (size_t i = 99; i < large.size(); i += 100) large[i] = '\n';
  large += "1\n";
  folder.write("in.ndjson", large);
  auto first = Reader(folder.file("in.ndjson"), R"(,"chunk_bytes":16777216)").walk();
  CHECK(first.records == Lines{"1"});
  { std::ofstream(folder.file("in.ndjson"), std::ios::app) << "2\n"; }
  auto second = Reader(folder.file("in.ndjson"), {}, first.cursor).walk();
  CHECK(second.records == Lines{"2"});
  large[5] = '7';
  folder.write("in.ndjson", large);
  CHECK_FALSE(Reader(folder.file("in.ndjson"), {}, second.cursor).walk().status.code() ==
              SLUICE_END);
}

TEST_CASE("what is no file of lines is refused") {
  Folder folder;
  CHECK(Reader(folder.file("none.ndjson")).walk().status.code() == SLUICE_E_INVALID);
  CHECK(has(Reader("/dev/zero").walk().status.message(), "is a device"));
}

TEST_CASE("a failed parse is repeated from the same line") {
  Folder folder;
  folder.write("in.ndjson", numbers(0, 50));
  Reader reader(folder.file("in.ndjson"), R"(,"chunk_bytes":1024)");
  sluice::record::Limits tiny;
  tiny.batch_memory = 4096;  // too little for the records of one chunk
  CHECK_FALSE(sluice::test::poll(*reader.subscriber, tiny).status.ok());
  CHECK(reader.walk().records.size() == 50);
}

TEST_CASE("a cursor's identity is the file's path, wherever it is run from") {
  Reader relative("in.ndjson");
  auto identity = relative.subscriber->open("{}");
  REQUIRE(identity.ok());
  CHECK(has(*identity, std::filesystem::current_path().string() + "/in.ndjson"));
}
