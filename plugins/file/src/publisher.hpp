// Writes records to a file, several files or standard output, in one write per batch and file. One
// lane, as sluice::Publisher says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "encoder.hpp"
#include "format.hpp"
#include "naming.hpp"
#include "output_set.hpp"
#include "outputs.hpp"
#include "sluice/gzip/compressor.hpp"
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
  struct Settings {
    std::string path;  // absolute, or "-"
    Mode mode = Mode::kAppend;
    FileFormat format;
    Naming naming;
    Rotation rotation;
    bool several() const { return rotation.any() || !naming.is_fixed(); }
  };
  Publisher(const sluice::Host& host, Settings settings, std::unique_ptr<Encoder> encoder,
            std::optional<sluice::gzip::Compressor> compressor)
      : host_(host),
        settings_(std::move(settings)),
        encoder_(std::move(encoder)),
        compressor_(std::move(compressor)) {}
  static Result<Settings> settings_of(sluice::Value config);
  // As it is in the file: `text` itself, or packed.
  Result<std::string_view> packed(std::string_view text);
  Result<Frame> frame();
  Result<std::unique_ptr<Target>> make_target();
  Result<std::unique_ptr<Outputs>> make_outputs();
  Status resume_several(std::string_view position);
  // The file that is added to can take these records.
  Status check_beginning(const std::string& path) const;
  // The live records' text; empty: none of them can be written.
  Result<std::string_view> text_of(sluice::Batch batch, sluice::Outcomes outcomes);
  Status publish_several(sluice::Batch batch, sluice::Outcomes outcomes, const Cancel& cancel);
  // Adds a record to what is pending; E_DATA: it parks.
  Status add(const sluice::Record& record, int64_t now_us, Outputs::Output*& output);
  Status write(Outputs::Output& output, const Cancel& cancel);
  // Also a walk without records replaces a file whose name needs none.
  Status begin_unnamed();

  sluice::Host host_;
  Settings settings_;
  std::unique_ptr<Encoder> encoder_;
  std::optional<sluice::gzip::Compressor> compressor_;  // nothing: it is not packed
  std::string text_, packed_;                           // of the batch
  std::unique_ptr<Target> target_;                      // set by resume, or
  std::unique_ptr<Outputs> set_;
};

}  // namespace file_plugin
