// Makes components of plugins, as the host does it, in an environment of a test. Main thread; the
// components go before it.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "loader/registry.hpp"
#include "support/environment.hpp"

namespace sluice::conformance {

class ComponentMaker {
 public:
  explicit ComponentMaker(const std::vector<std::filesystem::path>& plugins)
      : registry_(loader::Registry::scan(plugins)) {}

  // `config` is whole, as after a check against the schema.
  std::unique_ptr<loader::Component> make(const std::string& id, const std::string& config,
                                          const loader::Component* client = nullptr) {
    instances_.push_back(std::make_unique<services::Instance>("test", services.environment));
    auto made =
        registry_.create(id, *instances_.back(), config, client ? client->handle() : nullptr);
    INFO(made.status().message());
    REQUIRE(made.ok());
    return *std::move(made);
  }

  test::TestEnvironment services;

 private:
  std::vector<std::unique_ptr<services::Instance>> instances_;
  loader::Registry registry_;
};

}  // namespace sluice::conformance
