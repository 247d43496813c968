// Writes records as lines of JSON to a file, in one write per batch. One lane, as sluice::Publisher
// says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/plugin.hpp"
#include "target.hpp"

namespace file_plugin {

class Publisher final : public sluice::Publisher {
 public:
  static constexpr std::string_view kId = "file.publisher";
  static Result<std::unique_ptr<Publisher>> create(sluice::Context& context);

  Status resume(std::string_view position, const Cancel& cancel) override;
  Status publish(sluice::Batch batch, sluice::Outcomes outcomes, const Cancel& cancel) override;
  Result<std::string> flush(bool last, const Cancel& cancel) override;
  Status finish(const Cancel& cancel) override;
  Status restart(const Cancel& cancel) override;

 private:
  enum class Mode { kAppend, kReplace };
  Publisher(const sluice::Host& host, std::string path, Mode mode)
      : host_(host), path_(std::move(path)), mode_(mode) {}
  Result<std::unique_ptr<Target>> make_target() const;

  sluice::Host host_;
  std::string path_;  // absolute, or "-"
  Mode mode_;
  std::unique_ptr<Target> target_;  // set by resume
};

}  // namespace file_plugin
