#include "tail_journal.hpp"

#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

// A journal, and the file it is about.
struct Noted {
  Folder folder;
  TailJournal journal{folder.file("tail")};
  std::string text = "done\n";

  Noted() { REQUIRE(journal.begin("t", text.size()).ok()); }
  // Notes and writes.
  void ours(const std::string& more) {
    REQUIRE(journal.note(text.size(), more).ok());
    text += more;
  }
  void theirs(const std::string& more) { text += more; }
  // As a process that comes later sees it.
  Tail whose(const std::string& token = "t", uint64_t from = 5) const {
    folder.write("file", text);
    auto file = File::open(folder.file("file"), File::Access::kRead);
    REQUIRE(file.ok());
    return TailJournal(folder.file("tail")).whose(*file, token, from, text.size());
  }
};

}  // namespace

TEST_CASE("what was noted and written is ours, what was not is not") {
  Noted noted;
  noted.ours("1\n");
  noted.ours(std::string(10'000, 'x') + "\n");
  Tail tail = noted.whose();
  CHECK(tail.whose == Whose::kOurs);
  CHECK(tail.ours_from == 5);
  noted.text[4000] = 'y';
  CHECK(noted.whose().whose == Whose::kMixed);
  noted.text = "done\nother lines\n";
  CHECK(noted.whose().whose == Whose::kOthers);
}

TEST_CASE("what was noted and never written is nobody's") {
  Noted noted;
  noted.ours("1\n");
  noted.text = "done\n";
  noted.theirs("stranger\n");
  CHECK(noted.whose().whose == Whose::kOthers);
}

TEST_CASE("ours behind theirs goes alone; theirs behind or between ours stops") {
  Noted noted;
  noted.theirs("stranger\n");
  noted.ours("1\n");
  noted.ours("2\n");
  const Tail tail = noted.whose();
  CHECK(tail.whose == Whose::kOurs);
  CHECK(tail.ours_from == 14);
  noted.theirs("stranger\n");
  CHECK(noted.whose().whose == Whose::kMixed);
  noted.ours("3\n");
  CHECK(noted.whose().whose == Whose::kMixed);
}

TEST_CASE("a write that was taken back and done again counts as it was done again") {
  Noted noted;
  noted.ours("1\n22\n333\n");
  noted.text = "done\n";
  noted.ours("4\n");
  CHECK(noted.whose().whose == Whose::kOurs);
  noted.theirs("22\n333\n");
  CHECK(noted.whose().whose == Whose::kMixed);
}

TEST_CASE("a journal of another token, of a later place, damaged or distrusted proves nothing") {
  Noted noted;
  noted.ours("1\n");
  CHECK(noted.whose("other").whose == Whose::kUnknown);
  CHECK(noted.whose("t", 4).whose == Whose::kUnknown);
  const std::string whole = noted.folder.read("tail");
  noted.folder.write("tail", "x" + whole);
  CHECK(noted.whose().whose == Whose::kUnknown);
  noted.folder.write("tail", whole);
  CHECK(noted.whose().whose == Whose::kOurs);
  REQUIRE(noted.journal.distrust().ok());
  CHECK(noted.whose().whose == Whose::kUnknown);
  CHECK(noted.whose("").whose == Whose::kUnknown);
  std::filesystem::remove(noted.folder.file("tail"));
  CHECK(noted.whose().whose == Whose::kUnknown);
}

TEST_CASE("an entry that a kill cut is none: its text was not written yet") {
  Noted noted;
  noted.ours("1\n");
  const std::string before = noted.folder.read("tail");
  noted.ours("2\n");
  const std::string after = noted.folder.read("tail");
  for (size_t size = before.size(); size < after.size(); size++) {
    noted.folder.write("tail", after.substr(0, size));
    noted.text = "done\n1\n";
    CHECK(noted.whose().whose == Whose::kOurs);
    noted.text = "done\n1\n2\n";
    CHECK(noted.whose().whose == Whose::kMixed);
  }
}

TEST_CASE("of a journal that has become long what begins at the place itself is kept") {
  Noted noted;
  while (std::filesystem::file_size(noted.folder.file("tail")) < size_t{256} * 1024)
    noted.ours(std::string(200, 'x') + "\n");
  const size_t place = noted.text.size();
  noted.ours("last\n");
  REQUIRE(noted.journal.forget_before(place).ok());
  CHECK(std::filesystem::file_size(noted.folder.file("tail")) < 1024);
  const Tail tail = noted.whose("t", place);
  CHECK(tail.whose == Whose::kOurs);
  CHECK(tail.ours_from == place);
}

TEST_CASE("a planted link where the journal is made is not followed") {
  Folder folder;
  folder.write("victim", "precious\n");
  std::filesystem::create_symlink(folder.file("victim"), folder.file("tail"));
  std::filesystem::create_symlink(folder.file("victim"), folder.file("tail.next"));
  TailJournal journal(folder.file("tail"));
  REQUIRE(journal.begin("t", 0).ok());
  REQUIRE(journal.note(0, "1\n").ok());
  CHECK(folder.read("victim") == "precious\n");
}
