#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

// A publisher with a folder for its journals, as in a run.
struct SetWriter : Writer {
  SetWriter(const Folder& folder, const std::string& name, const std::string& more = {})
      : Writer(folder.file(name), more) {
    std::filesystem::create_directories(folder.file("work"));
    rig.environment.work_folder = folder.file("work");
  }
};

std::string outlet(const std::string& name, int number) {
  return "{\"outlet\":\"" + name + "\",\"n\":" + std::to_string(number) + "}\n";
}

}  // namespace

TEST_CASE("members name the file of each record") {
  const Folder folder;
  SetWriter writer(folder, "{outlet}/sales.ndjson");
  CHECK(writer.resume().ok());
  CHECK(writer.publish(outlet("a", 1) + outlet("b", 2) + outlet("a", 3)).ok());
  writer.flush(true);
  CHECK(folder.read("a/sales.ndjson") == outlet("a", 1) + outlet("a", 3));
  CHECK(folder.read("b/sales.ndjson") == outlet("b", 2));
}

TEST_CASE("a date in a name is that of the clock") {
  const Folder folder;
  SetWriter writer(folder, "sales-{date}.ndjson");
  CHECK(writer.resume().ok());
  CHECK(writer.publish(numbers(0, 1)).ok());
  writer.flush(true);
  size_t found = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.file("")))
    if (const auto name = file.path().filename().string(); has(name, "sales-2"))
      found += name.size() == std::string("sales-2026-12-01.ndjson").size();
  CHECK(found == 1);
}

TEST_CASE("a value that would lead to another folder parks its record") {
  const Folder folder;
  SetWriter writer(folder, "{outlet}.ndjson");
  CHECK(writer.resume().ok());
  for (const char* value : {"../x", "a/b", "..", ".hidden", "", "a\\\\b", "a\\nb", "a\\u0000b"}) {
    CAPTURE(value);
    CHECK(writer.publish(outlet(value, 1)).ok());
  }
  CHECK(writer.publish("{\"n\":1}\n{\"outlet\":{}}\n" + outlet("good", 2)).ok());
  writer.flush(true);
  CHECK(folder.read("good.ndjson") == outlet("good", 2));
  size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.file("")))
    files += file.is_regular_file();
  CHECK(files == 1);
}

TEST_CASE("what a killed run wrote to several files comes once, also to files it made") {
  const Folder folder;
  for (const char* ending : {"ndjson", "json", "xml"}) {
    CAPTURE(ending);
    std::filesystem::remove_all(folder.file("work"));
    const std::string name = "{outlet}." + std::string(ending);
    std::string position;
    {
      SetWriter killed(folder, name);
      CHECK(killed.resume().ok());
      position = killed.flush();
      CHECK(killed.publish(outlet("a", 1)).ok());
      position = killed.flush();
      CHECK(killed.publish(outlet("a", 2) + outlet("b", 3)).ok());
      killed.flush();
      CHECK(killed.publish(outlet("b", 4) + outlet("c", 5)).ok());
    }
    SetWriter next(folder, name);
    REQUIRE(next.resume(position).ok());
    CHECK_FALSE(folder.exists("b." + std::string(ending)));
    CHECK(next.publish(outlet("a", 2) + outlet("b", 3) + outlet("b", 4)).ok());
    next.flush(true);
    CHECK(Reader(folder.file("a." + std::string(ending))).walk().records.size() == 2);
    CHECK(Reader(folder.file("b." + std::string(ending))).walk().records.size() == 2);
  }
}

TEST_CASE("files that are long done are forgotten, and go on when they are needed again") {
  const Folder folder;
  SetWriter writer(folder, "{outlet}.json");
  CHECK(writer.resume().ok());
  std::string position;
  CHECK(writer.publish(outlet("a", 1)).ok());
  for (int i = 0; i < 8; i++) {
    CHECK(writer.publish(outlet("b", i)).ok());
    position = writer.flush();
  }
  CHECK_FALSE(has(position, "/a.json"));
  CHECK(writer.publish(outlet("a", 2)).ok());
  const auto before = position;
  writer.flush(true);
  CHECK(Reader(folder.file("a.json")).walk().records.size() == 2);
  writer.publisher.reset();
  // The last commit was before: what was added to the forgotten file since is taken back.
  SetWriter next(folder, "{outlet}.json");
  REQUIRE(next.resume(before).ok());
  CHECK(next.publish(outlet("a", 2)).ok());
  next.flush(true);
  CHECK(Reader(folder.file("a.json")).walk().records.size() == 2);
}

TEST_CASE("more files than may be open at once are written all the same") {
  const Folder folder;
  SetWriter writer(folder, "{outlet}.json");
  CHECK(writer.resume().ok());
  for (int round = 0; round < 2; round++) {
    std::string lines;
    for (int i = 0; i < 100; i++) lines += outlet(std::to_string(i), round);
    CHECK(writer.publish(lines).ok());
    writer.flush();
  }
  writer.flush(true);
  for (const char* name : {"0.json", "50.json", "99.json"})
    CHECK(Reader(folder.file(name)).walk().records.size() == 2);
}

TEST_CASE("a new file is begun when one has reached its size, also after a restart") {
  const Folder folder;
  std::string position;
  {
    SetWriter first(folder, "out.ndjson", R"(,"rotate":{"size":30})");
    CHECK(first.resume().ok());
    CHECK(first.publish(numbers(0, 5)).ok());  // 13 bytes each
    position = first.flush(true);
  }
  CHECK(folder.read("out-0001.ndjson") == numbers(0, 3));
  CHECK(folder.read("out-0002.ndjson") == numbers(3, 5));
  SetWriter second(folder, "out.ndjson", R"(,"rotate":{"size":30})");
  CHECK(second.resume(position).ok());
  CHECK(second.publish(numbers(5, 7)).ok());
  second.flush(true);
  CHECK(folder.read("out-0002.ndjson") == numbers(3, 6));
  CHECK(folder.read("out-0003.ndjson") == numbers(6, 7));
}

TEST_CASE("the number of a rotated file is in front of the ending that the path setting has") {
  const auto written = [](const std::string& path, const std::string& shop) {
    const Folder folder;
    SetWriter writer(folder, path, R"(,"format":"ndjson","gzip":false,"rotate":{"size":1})");
    CHECK(writer.resume().ok());
    CHECK(writer.publish("{\"s\":" + shop + "}\n").ok());
    writer.flush(true);
    std::string out;
    for (const auto& one : std::filesystem::directory_iterator(folder.file("")))
      if (one.is_regular_file()) out = one.path().filename().string();
    return out;
  };
  CHECK(written("{s}.csv", "\"shop.nl\"") == "shop.nl-0001.csv");
  CHECK(written("{s}.csv.gz", "1.0") == "1.0-0001.csv.gz");
  CHECK(written("{s}", "\"shop.nl\"") == "shop.nl-0001");
  CHECK(written("{s}.gz", "\"shop.nl\"") == "shop.nl-0001.gz");
  CHECK(written("my.orders.csv", "1") == "my.orders-0001.csv");
  CHECK(written(".hidden", "1") == ".hidden-0001");
}

TEST_CASE("parts in braces are whole, and standard output is not rotated") {
  HostRig rig;
  CHECK_FALSE(rig.create<Publisher>(config("a{.json")).ok());
  CHECK_FALSE(rig.create<Publisher>(config("-", R"(,"rotate":{"age":1})")).ok());
}
