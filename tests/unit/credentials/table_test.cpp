// What a plugin sees of the service through its host pointer.
#include <doctest/doctest.h>

#include <string>

#include "credentials/service.hpp"
#include "services/instance.hpp"
#include "services/interner.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "services/redactor.hpp"
#include "sluice/ext/credentials.h"
#include "store/sqlite_shared.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using sluice::test::TempFolder;

namespace {

// A plugin of a process with this key, on the store of a folder.
struct Plugin {
  Plugin(const TempFolder& folder, char digit)
      : store((folder / "sluice.db").string()),
        service(store, store, *credentials::Cipher::from_text(std::string(64, digit)),
                folder.path()) {
    environment.offer(SLUICE_EXT_CREDENTIALS, credentials::Service::table(), &service);
  }

  sluice_status read(std::string* secret) {
    sluice_text out{sizeof out,
                    [](sluice_text* text, sluice_slice part) {
                      static_cast<std::string*>(text->host_data)->append(view(part));
                    },
                    secret};
    return table()->read(instance.host(), slice("shop"), &version, &out, &error);
  }
  const sluice_credentials* table() const {
    return static_cast<const sluice_credentials*>(
        instance.host()->get_extension(instance.host(), SLUICE_EXT_CREDENTIALS));
  }

  store::SqliteShared store;
  credentials::Service service;
  services::Redactor redactor;
  services::Interner interner;
  services::Metrics metrics;
  services::Log log{redactor, [](std::string_view) {}};
  services::Environment environment{log, redactor, interner, metrics};
  services::Instance instance{"clients.shop", environment};
  sluice_error error{sizeof(sluice_error), 0, 0, 0, "", 0, 0};
  uint64_t version = 99;
};

}  // namespace

TEST_CASE("a plugin reads what another process has kept") {
  const TempFolder folder;
  REQUIRE(Plugin(folder, '7').service.replace("shop", 0, "first").ok());
  Plugin plugin(folder, '7');
  std::string secret;
  CHECK(plugin.read(&secret) == SLUICE_OK);
  CHECK(secret == "first");
  CHECK(plugin.version == 1);
}

TEST_CASE("nothing kept is version 0 and no text") {
  const TempFolder folder;
  Plugin plugin(folder, '7');
  std::string secret;
  CHECK(plugin.read(&secret) == SLUICE_OK);
  CHECK(secret.empty());
  CHECK(plugin.version == 0);
}

TEST_CASE("what another key sealed is a failure, version 0 and no text") {
  const TempFolder folder;
  REQUIRE(Plugin(folder, '7').service.replace("shop", 0, "first").ok());
  Plugin plugin(folder, '8');
  std::string secret;
  CHECK(plugin.read(&secret) == SLUICE_E_INVALID);
  CHECK(secret.empty());
  CHECK(plugin.version == 0);
}
