// A walk through one file or stream. On the subscriber's lane.
#pragma once

#include <memory>
#include <optional>

#include "walk.hpp"

namespace file_plugin {

class FileWalk final : public Walk {
 public:
  // `settings` outlive it. `from`: where it starts; nothing: at the beginning.
  FileWalk(const sluice::Host& host, const WalkSettings& settings, std::optional<Place> from)
      : host_(host), settings_(settings), from_(std::move(from)) {}
  Status poll(sluice::Batch into, const Cancel& cancel) override;

 private:
  Status note_cursor(sluice::Batch into, bool end);

  sluice::Host host_;
  const WalkSettings& settings_;
  std::optional<Place> from_;
  std::unique_ptr<RecordReader> reader_;  // from the first poll on
  bool ended_ = false;
};

}  // namespace file_plugin
