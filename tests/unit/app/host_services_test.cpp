#include "app/wiring/host_services.hpp"

#include <doctest/doctest.h>

#include "loader/known_services.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;

TEST_CASE("every service that a manifest may require is offered") {
  const test::TempFolder folder;
  config::HostSettings host;
  host.state = folder.path();
  services::Redactor redactor;
  app::HostServices services(host, redactor, [](std::string_view) {});
  for (std::string_view id : loader::known_services()) {
    CAPTURE(std::string(id));
    CHECK(services.environment().find(id) != nullptr);
  }
}
