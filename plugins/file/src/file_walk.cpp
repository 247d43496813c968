#include "file_walk.hpp"

namespace file_plugin {

Status FileWalk::poll(sluice::Batch into, const Cancel& cancel) {
  if (ended_) return Status::end();
  if (!reader_) {
    auto reader = open_at(host_, settings_.path, from_ ? &*from_ : nullptr, settings_);
    if (!reader) return reader.status();
    reader_ = *std::move(reader);
  }
  auto read = reader_->read(into, cancel);
  if (!read) return read.status();
  if (auto status = note_cursor(into, read->end); !status) return status;
  const auto place = reader_->place();
  reader_->settle();
  ended_ = read->end;
  if (read->waits) say_it_waits(host_, settings_.path, place ? place->line : 1);
  return ended_ ? Status::end() : Status();
}

Status FileWalk::note_cursor(sluice::Batch into, bool end) {
  auto place = reader_->place();
  if (!place) return {};
  if (end && !settings_.incremental) return into.clear_cursor(), Status();
  return into.set_cursor(place->text());
}

}  // namespace file_plugin
