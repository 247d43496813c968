// Reads a file, several files or standard input, and stores its position. One lane, as
// sluice::Subscriber says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/plugin.hpp"
#include "walk.hpp"

namespace file_plugin {

class Subscriber final : public sluice::Subscriber, private sluice::HearsCommits {
 public:
  static constexpr std::string_view kId = "file.subscriber";
  static Result<std::unique_ptr<Subscriber>> create(sluice::Context& context);

  Result<std::string> open(std::string_view request) override;
  Status seek(std::string_view cursor) override;
  Status poll(sluice::Batch into, const Cancel& cancel) override;
  sluice::HearsCommits* hears_commits() override {
    return settings_.done == Done::kKeep ? nullptr : this;
  }

 private:
  Subscriber(const sluice::Host& host, WalkSettings settings)
      : host_(host), settings_(std::move(settings)) {}
  // Takes away the files that are done by this cursor.
  Status committed(std::string_view cursor, const Cancel& cancel) override;
  bool reads_several() const;
  Result<std::unique_ptr<Walk>> walk() const;

  sluice::Host host_;
  WalkSettings settings_;
  std::string cursor_;          // where the walk starts
  std::unique_ptr<Walk> walk_;  // from its first poll on
};

}  // namespace file_plugin
