#include "credentials/secrets.hpp"

#include <doctest/doctest.h>

#include "store/sqlite_shared.hpp"
#include "support/temp_folder.hpp"

using namespace sluice::credentials;
using sluice::store::SqliteShared;
using sluice::test::read_file;
using sluice::test::TempFolder;

namespace {

struct Kept {
  explicit Kept(char key = '7')
      : store((folder / "sluice.db").string()),
        secrets(store, *Cipher::from_text(std::string(64, key))) {}
  TempFolder folder;
  SqliteShared store;
  Secrets secrets;
};

}  // namespace

TEST_CASE("a secret is what was set last") {
  Kept kept;
  REQUIRE(kept.secrets.set("TOKEN", "first").ok());
  REQUIRE(kept.secrets.set("TOKEN", "second").ok());
  CHECK(*kept.secrets.get("TOKEN") == "second");
}

TEST_CASE("a secret is not readable in the store's file") {
  Kept kept;
  REQUIRE(kept.secrets.set("TOKEN", "hunter2hunter2").ok());
  CHECK(read_file(kept.folder / "sluice.db").find("hunter2") == std::string::npos);
  CHECK(read_file(kept.folder / "sluice.db-wal").find("hunter2") == std::string::npos);
}

TEST_CASE("a secret that was never set says how to set it") {
  Kept kept;
  const auto value = kept.secrets.get("TOKEN");
  REQUIRE_FALSE(value.ok());
  CHECK(value.status().message() == "no value is kept; run: sluice secret set CONFIG TOKEN");
}

TEST_CASE("a secret that was removed is gone, and the others stay") {
  Kept kept;
  REQUIRE(kept.secrets.set("B", "1").ok());
  REQUIRE(kept.secrets.set("A", "2").ok());
  CHECK(*kept.secrets.names() == std::vector<std::string>{"A", "B"});
  CHECK(*kept.secrets.forget("A"));
  CHECK_FALSE(*kept.secrets.forget("A"));
  CHECK(*kept.secrets.names() == std::vector<std::string>{"B"});
}

TEST_CASE("another key does not open a secret") {
  Kept kept;
  REQUIRE(kept.secrets.set("TOKEN", "value").ok());
  Secrets other(kept.store, *Cipher::from_text(std::string(64, '8')));
  CHECK(other.get("TOKEN").status().code() == SLUICE_E_INVALID);
}

TEST_CASE("tokens of the same store are no secrets") {
  Kept kept;
  REQUIRE(kept.store.replace_credential("shop", 0, "sealed").ok());
  CHECK(kept.secrets.names()->empty());
}
