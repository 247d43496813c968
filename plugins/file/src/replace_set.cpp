#include "replace_set.hpp"

#include <utility>

#include "folders.hpp"
#include "replaced_position.hpp"

namespace file_plugin {
namespace {

// Each is open, and so is the file that it replaces; a position has all of them.
constexpr size_t kMostParts = 100;
constexpr size_t kLargestText = size_t{60} << 10;

}  // namespace

Status ReplaceSet::resume(std::string_view position) {
  parts_.clear();
  began_us_ = 0;
  complete_ = false;
  if (position.empty()) return {};
  auto known = ReplacedPosition::parse(position);
  if (!known) return known.status();
  for (const auto& [path, place] : known->files)
    if (auto status = resume_one(path, place); !status) return status;
  if (!parts_.empty()) began_us_ = known->began_us;
  return {};
}

// One whose walk was committed as complete is put in place, and no part of the next walk.
Status ReplaceSet::resume_one(const std::string& path, const std::string& position) {
  auto place = Place::parse(position);
  if (!place) return place.status();
  Part part;
  part.target = std::make_unique<ReplaceTarget>(path, frame_);
  if (auto status = part.target->resume(position); !status) return status;
  if (place->complete) return {};
  part.position = position;
  part.dirty = false;
  parts_.emplace(path, std::move(part));
  return {};
}

int64_t ReplaceSet::name_time(int64_t now_us) {
  if (!began_us_) began_us_ = now_us;
  return began_us_;
}

Result<Outputs::Output*> ReplaceSet::at(const std::string& name, int64_t) {
  const auto known = parts_.find(name);
  if (known != parts_.end()) return &known->second;
  if (parts_.size() == kMostParts)
    return Status(SLUICE_E_INVALID,
                  "a walk writes to more than " + std::to_string(kMostParts) +
                      " files, which mode: replace keeps open until it is over; use mode: append, "
                      "or fewer members in path");
  if (auto status = make_folder_of(name); !status) return status;
  Part part;
  part.target = std::make_unique<ReplaceTarget>(name, frame_);
  if (auto status = part.target->resume({}); !status) return status;
  return &parts_.emplace(name, std::move(part)).first->second;
}

std::vector<Outputs::Output*> ReplaceSet::waiting() {
  std::vector<Output*> out;
  for (auto& [path, part] : parts_)
    if (!part.pending.empty()) out.push_back(&part);
  return out;
}

Status ReplaceSet::write_pending(Output& output, std::string_view packed, const Cancel& cancel) {
  auto& part = static_cast<Part&>(output);
  part.pending.clear();
  part.dirty = true;
  complete_ = false;
  return part.target->write(packed, cancel);
}

Result<std::string> ReplaceSet::flush(bool last) {
  for (auto& [path, part] : parts_) {
    if (last && !goes_in_place(part)) continue;
    if (!std::exchange(part.dirty, false) && !last) continue;
    auto position = part.target->flush(last);
    if (!position) return part.dirty = true, position;
    part.position = *std::move(position);
  }
  complete_ = last;
  return text();
}

Result<std::string> ReplaceSet::text() const {
  ReplacedPosition out{began_us_, {}};
  for (const auto& [path, part] : parts_)
    if (!part.position.empty() && !(complete_ && !goes_in_place(part)))
      out.files.emplace_back(path, part.position);
  std::string text = out.text();
  if (text.size() <= kLargestText) return text;
  return Status(SLUICE_E_INVALID, std::to_string(parts_.size()) +
                                      " files are more than a position can hold; use shorter "
                                      "paths, mode: append, or fewer members in path");
}

Status ReplaceSet::finish() {
  if (!complete_) return {};
  for (auto& [path, part] : parts_) {
    if (!goes_in_place(part))
      part.target->discard();
    else if (auto status = part.target->finish(); !status)
      return status;
  }
  parts_.clear();
  began_us_ = 0;
  complete_ = false;
  return {};
}

// With the names of the walk that was interrupted: a position knows its parts.
Status ReplaceSet::restart() {
  complete_ = false;
  for (auto& [path, part] : parts_) {
    part.pending.clear();
    part.dirty = true;
    if (auto status = part.target->restart(); !status) return status;
  }
  return {};
}

}  // namespace file_plugin
