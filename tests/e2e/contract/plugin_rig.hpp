// The plugin's shared library, loaded as the host does it, with real services and a client of the
// checking server. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "loader/registry.hpp"
#include "record/batch.hpp"
#include "services/instance.hpp"
#include "services/interner.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "unit/http/fixtures.hpp"

namespace lightspeedhq::contract {

class PluginRig {
 public:
  explicit PluginRig(const std::string& origin);

  // A walk with this configuration and request: how many records came, or why none did.
  struct Read {
    sluice::Status status;
    size_t records = 0;
  };
  Read read(const std::string& config, const std::string& request);
  // Publishes the lines; the first outcome that is not OK, with its message.
  sluice::Status publish(const std::string& config, const std::string& lines);

 private:
  using Component = sluice::loader::Component;
  sluice::Result<std::unique_ptr<Component>> make(const std::string& id, const std::string& config,
                                                  const Component* client);

  std::string log_text_;
  sluice::services::Redactor redactor_;
  sluice::services::Log log_{redactor_, [this](std::string_view line) { log_text_ += line; }};
  sluice::services::Interner interner_;
  sluice::services::Metrics metrics_;
  sluice::http::test::FakeClock clock_;
  sluice::record::PagePool pages_;
  sluice::http::Service service_;
  sluice::services::Environment environment_{log_, redactor_, interner_, metrics_};
  std::vector<std::unique_ptr<sluice::services::Instance>> instances_;
  sluice::loader::Registry registry_;
  std::unique_ptr<Component> client_;
};

}  // namespace lightspeedhq::contract
