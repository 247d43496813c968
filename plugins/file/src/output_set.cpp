#include "output_set.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <random>
#include <system_error>
#include <utility>

#include "folders.hpp"
#include "output_position.hpp"

namespace file_plugin {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostOpen = 64;
// A position that is not committed is one of the last of these; see AppendTarget.
constexpr int kUncommittedFlushes = 4;
constexpr size_t kLargestPosition = size_t{60} << 10;
constexpr std::string_view kJournalName = "tail-";

std::string new_epoch() {
  std::random_device random;
  return std::to_string((uint64_t{random()} << 32) | random());
}

std::string hex(uint64_t number) {
  std::array<char, 17> out{};
  std::snprintf(out.data(), out.size(), "%016llx", static_cast<unsigned long long>(number));
  return out.data();
}

// "orders-0002.csv.gz" of "orders.csv.gz": in front of the ending.
std::string numbered(const std::string& name, uint64_t number, size_t ending) {
  if (!number) return name;
  const size_t dot = name.size() - std::min(ending, name.size());
  std::array<char, 24> digits{};
  std::snprintf(digits.data(), digits.size(), "-%04llu", static_cast<unsigned long long>(number));
  return name.substr(0, dot) + digits.data() + name.substr(dot);
}

uint64_t first_free_number(const std::string& name, size_t ending) {
  uint64_t out = 1;
  while (look(numbered(name, out, ending))) out++;
  return out;
}

}  // namespace

std::string OutputSet::token(const std::string& path) const { return epoch_ + " " + path; }

std::string OutputSet::journal(const std::string& path) const {
  if (work_folder_.empty()) return {};
  return work_folder_ + "/" + std::string(kJournalName) + hex(hash_of(path));
}

std::unique_ptr<AppendTarget> OutputSet::target(const std::string& path) const {
  return std::make_unique<AppendTarget>(host_, path, journal(path), frame_, token(path));
}

Status OutputSet::resume(std::string_view position) {
  outputs_.clear();
  last_.clear();
  if (position.empty())
    epoch_ = new_epoch();
  else if (auto status = resume_known(position); !status)
    return status;
  return undo_unknown();
}

Status OutputSet::resume_known(std::string_view text) {
  auto position = OutputPosition::parse(text);
  if (!position) return position.status();
  epoch_ = position->epoch;
  for (OutputPosition::File& file : position->files) {
    if (!look(file.place.path)) continue;  // taken away: a new one is begun when it is needed
    file.place.token = token(file.place.path);
    Appended output;
    output.position = file.place.text();
    output.name = file.name;
    output.number = file.number;
    output.since_us = file.since_us;
    if (auto status = resume_one(file.place.path, std::move(output)); !status) return status;
  }
  return {};
}

Status OutputSet::resume_one(const std::string& path, Appended output) {
  output.target = target(path);
  if (auto status = output.target->resume(output.position); !status) return status;
  auto position = output.target->flush(false);
  if (!position) return position.status();
  output.position = *std::move(position);
  output.length = output.target->length();
  output.dirty = false;
  if (auto status = output.target->release(output.position); !status) return status;
  std::string& current = last_[output.name];
  const auto known = outputs_.find(current);
  if (known == outputs_.end() || known->second.number < output.number) current = path;
  outputs_.insert_or_assign(path, std::move(output));
  return {};
}

Status OutputSet::undo_unknown() {
  if (work_folder_.empty()) return {};
  std::vector<std::string> journals;
  std::error_code error;
  for (fs::directory_iterator at(work_folder_, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.compare(0, kJournalName.size(), kJournalName) == 0)
      journals.push_back(at->path().string());
  }
  for (const auto& [path, output] : outputs_) std::erase(journals, journal(path));
  for (const std::string& file : journals) {
    const auto begun = TailJournal(file).begun();
    if (begun && begun->token.compare(0, epoch_.size() + 1, epoch_ + " ") == 0)
      if (auto status = target(begun->token.substr(epoch_.size() + 1))->undo(); !status)
        return status;
    remove_file(file);
  }
  return {};
}

bool OutputSet::is_full(const Output& given, int64_t now_us) const {
  const auto& output = static_cast<const Appended&>(given);
  constexpr int64_t kSecondUs = 1'000'000;
  if (!rotation_.any() || (!output.length && output.pending.empty())) return false;
  if (rotation_.bytes && output.length + output.pending.size() >= rotation_.bytes) return true;
  return rotation_.seconds && now_us - output.since_us >= rotation_.seconds * kSecondUs;
}

Result<Outputs::Output*> OutputSet::at(const std::string& name, int64_t now_us) {
  const auto current = last_.find(name);
  if (current == last_.end())
    return begin(name, rotation_.any() ? first_free_number(name, rotation_.ending) : 0, now_us);
  Appended& output = outputs_.at(current->second);
  if (output.pending.empty() && is_full(output, now_us))
    return begin(name, std::max(output.number + 1, first_free_number(name, rotation_.ending)),
                 now_us);
  output.used = ++calls_;
  return &output;
}

Result<Outputs::Output*> OutputSet::begin(const std::string& name, uint64_t number,
                                          int64_t now_us) {
  if (auto status = make_room(); !status) return status;
  const std::string path = numbered(name, number, rotation_.ending);
  if (auto status = make_folder_of(path); !status) return status;
  Appended output;
  output.target = target(path);
  if (auto status = output.target->resume({}); !status) return status;
  if (!output.target->at_start())
    if (auto status = check_(path); !status) return status;
  output.name = name;
  output.number = number;
  output.since_us = now_us;
  output.length = output.target->length();
  output.used = ++calls_;
  last_[name] = path;
  return &outputs_.insert_or_assign(path, std::move(output)).first->second;
}

Status OutputSet::make_room() {
  size_t open = 0;
  std::pair<const std::string, Appended>* oldest = nullptr;
  for (auto& known : outputs_) {
    if (known.second.target->is_released()) continue;
    open++;
    if (!oldest || known.second.used < oldest->second.used) oldest = &known;
  }
  if (open < kMostOpen) return {};
  Appended& output = oldest->second;
  auto position = output.target->flush(false);
  if (!position) return position.status();
  output.position = *std::move(position);
  output.dirty = false;
  output.unchanged = 0;
  return output.target->release(output.position);
}

std::vector<Outputs::Output*> OutputSet::waiting() {
  std::vector<Output*> out;
  for (auto& [path, output] : outputs_)
    if (!output.pending.empty()) out.push_back(&output);
  return out;
}

Status OutputSet::write_pending(Output& given, std::string_view packed, const Cancel& cancel) {
  auto& output = static_cast<Appended&>(given);
  if (output.target->is_released())
    if (auto status = make_room(); !status) return status;
  output.pending.clear();
  output.dirty = true;
  output.unchanged = 0;
  if (auto status = output.target->write(packed, cancel); !status) return status;
  output.length = output.target->length();
  return {};
}

// The one that goes on after a rotation has to be known.
bool OutputSet::may_forget(const std::string& path, const Appended& output) const {
  if (output.unchanged <= kUncommittedFlushes) return false;
  const auto current = last_.find(output.name);
  return !rotation_.any() || current == last_.end() || current->second != path;
}

Result<std::string> OutputSet::flush(bool last) {
  for (auto& [path, output] : outputs_) {
    output.unchanged++;
    if (!std::exchange(output.dirty, false)) continue;
    auto position = output.target->flush(last);
    if (!position) return output.dirty = true, position;
    output.position = *std::move(position);
  }
  // Whatever position is committed by now, it has all of these.
  for (auto at = outputs_.begin(); at != outputs_.end();) {
    if (!may_forget(at->first, at->second)) {
      ++at;
      continue;
    }
    at->second.target->forget_journal();
    if (last_[at->second.name] == at->first) last_.erase(at->second.name);
    at = outputs_.erase(at);
  }
  return text();
}

Result<std::string> OutputSet::text() const {
  OutputPosition out;
  out.epoch = epoch_;
  for (const auto& [path, output] : outputs_) {
    auto place = Place::parse(output.position);
    if (!place) return place.status();
    out.files.push_back({*std::move(place), output.name, output.number, output.since_us});
  }
  std::string text = out.text();
  if (text.size() <= kLargestPosition) return text;
  return Status(SLUICE_E_INVALID,
                std::to_string(outputs_.size()) +
                    " files were written to at about the same time, more than can be remembered: "
                    "let the records of a file follow each other, or use fewer members in path");
}

}  // namespace file_plugin
