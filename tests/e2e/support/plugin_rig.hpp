// The plugin's shared library, loaded as the host does it, with real services, a clock that jumps
// instead of waiting, and a client of a shop. One thread, but for readers that poll side by side.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "credentials/service.hpp"
#include "loader/registry.hpp"
#include "store/sqlite_shared.hpp"
#include "support/temp_folder.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/rest/host_rig.hpp"

namespace lightspeedhq::test {

using sluice::test::has;
using sluice::test::Polled;
using sluice::test::Published;
using sluice::test::TempFolder;

// A client's configuration; `more` is further settings, with a comma in front.
std::string token_client(const std::string& origin, const std::string& token = "T",
                         const std::string& more = {});
std::string oauth_client(const std::string& origin, const std::string& more = {});

class PluginRig {
 public:
  // `credentials`: where tokens are kept; several rigs on one folder are several processes.
  explicit PluginRig(const std::string& client, const TempFolder* credentials = nullptr);

  // A subscriber within a walk; `more` is further settings, with a comma in front.
  class Reader {
   public:
    Polled poll();
    Polled walk();

   private:
    friend class PluginRig;
    std::unique_ptr<sluice::loader::Component> component_;
    sluice::http::test::TestCancel cancel_;
  };
  // The status tells why there is none.
  sluice::Result<std::unique_ptr<Reader>> open(const std::string& entity,
                                               const std::string& request = "{}",
                                               const std::string& cursor = {},
                                               const std::string& more = {});
  // The same, which must work.
  std::unique_ptr<Reader> reader(const std::string& entity, const std::string& request = "{}",
                                 const std::string& cursor = {}, const std::string& more = {});
  Polled walk(const std::string& entity, const std::string& request = "{}",
              const std::string& cursor = {}, const std::string& more = {});
  // Publishes lines of NDJSON; the status of a publisher that cannot be made is the batch's.
  Published publish(const std::string& entity, const std::string& action, const std::string& lines,
                    const std::string& more = {});

  // What `sluice auth` does: the address to open, and the browser's return to it.
  std::string begin_authorization();
  sluice::Status complete_authorization(const std::string& returned_to);

  std::string log_text();
  sluice::http::test::FakeClock clock;

 private:
  using Component = sluice::loader::Component;
  sluice::Result<std::unique_ptr<Component>> make(const std::string& id, const std::string& config,
                                                  const Component* client);
  void note(std::string_view line);

  std::mutex log_mutex_;
  std::string log_text_;
  sluice::services::Redactor redactor_;
  sluice::services::Log log_{redactor_, [this](std::string_view line) { note(line); }};
  sluice::services::Interner interner_;
  sluice::services::Metrics metrics_;
  sluice::record::PagePool pages_;
  sluice::http::Service service_;
  std::unique_ptr<sluice::store::SqliteShared> store_;
  std::unique_ptr<sluice::credentials::Service> credentials_;
  sluice::services::Environment environment_{log_, redactor_, interner_, metrics_};
  std::vector<std::unique_ptr<sluice::services::Instance>> instances_;
  sluice::loader::Registry registry_;
  std::unique_ptr<Component> client_;
};

}  // namespace lightspeedhq::test
