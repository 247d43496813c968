// Reads a file or standard input, one record per line, and stores its position. One lane, as
// sluice::Subscriber says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "line_reader.hpp"
#include "sluice/plugin.hpp"

namespace file_plugin {

class Subscriber final : public sluice::Subscriber {
 public:
  static constexpr std::string_view kId = "file.subscriber";
  static Result<std::unique_ptr<Subscriber>> create(sluice::Context& context);

  Result<std::string> open(std::string_view request) override;
  Status seek(std::string_view cursor) override;
  Status poll(sluice::Batch into, const Cancel& cancel) override;

 private:
  struct Settings {
    std::string path;  // absolute, or "-"
    LineReader::Settings reading;
    bool read_rewritten;  // afresh, instead of refusing it
  };
  Subscriber(const sluice::Host& host, Settings settings)
      : host_(host), settings_(std::move(settings)) {}
  Status start();
  // Continues at `from_`, or handles a file that does not match it.
  Status go_on();
  Status parse(sluice::Batch into, const LineReader::Piece& piece);
  // Replaces a line that is too long: a record with its number and start, failed.
  Status park(sluice::Batch into, std::string_view start);
  Status note_cursor(sluice::Batch into, bool end);

  sluice::Host host_;
  Settings settings_;
  std::optional<Place> from_;         // where the walk starts
  std::optional<LineReader> reader_;  // from the walk's first poll on
  bool ended_ = false;
};

}  // namespace file_plugin
