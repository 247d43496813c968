// The plugin file: files of a folder, and one file.
#include <doctest/doctest.h>

#include <string>

#include "conformance/component_maker.hpp"
#include "conformance/walks.hpp"
#include "support/temp_folder.hpp"

using namespace sluice::conformance;

namespace {

// Nine lines of about 100 bytes in all.
std::string lines(const std::string& name) {
  std::string out;
  for (int i = 0; i < 3; i++) out += "{\"of\":\"" + name + "\",\"n\":" + std::to_string(i) + "}\n";
  return out;
}

std::string found_in_file(const std::string& path, const std::string& more, size_t records,
                          bool goes_on = true) {
  ComponentMaker maker({FILE_PLUGIN});
  WalkSubject walks;
  walks.make = [&] {
    return maker.make("file.subscriber",
                      "{\"path\":\"" + path + "\",\"chunk_bytes\":40" + more + "}");
  };
  walks.records = records;
  walks.goes_on = goes_on;
  std::string out;
  for (const std::string& sentence : check_walks(walks)) out += sentence + "\n";
  return out;
}

}  // namespace

TEST_CASE("file.subscriber walks as it should through one file and through several") {
  const sluice::test::TempFolder folder;
  for (const char* name : {"a", "b", "c"}) folder.write(std::string(name) + ".ndjson", lines(name));
  CHECK(found_in_file((folder / "a.ndjson").string(), "", 3) == "");
  CHECK(found_in_file((folder / "*.ndjson").string(), "", 9) == "");
  CHECK(found_in_file((folder / "*.ndjson").string(), R"(,"incremental":false)", 9) == "");
}
