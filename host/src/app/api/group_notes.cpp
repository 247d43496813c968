#include "app/api/group_notes.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "app/report/console.hpp"
#include "config/node.hpp"
#include "config/parse.hpp"
#include "platform/whole_file.hpp"

namespace sluice::app {
namespace {

std::string member_of(const config::Node& node, std::string_view key) {
  const config::Node* const value = node.find(key);
  return value ? value->text : std::string();
}

int64_t number_of(const config::Node& node, std::string_view key) {
  return std::strtoll(member_of(node, key).c_str(), nullptr, 10);
}

}  // namespace

GroupNotes::GroupNotes(std::filesystem::path file, std::function<int64_t()> now_ms)
    : file_(std::move(file)), now_ms_(std::move(now_ms)) {
  const auto text = platform::read_whole(file_);
  config::Problems problems("notes");
  const auto all = text ? config::parse_json(*text, problems) : std::nullopt;
  if (!all || !problems.empty()) return;
  for (const config::Node& one : all->items)
    if (const int64_t group = number_of(one, "group"); group > 0)
      notes_[group] = {member_of(one, "text"), member_of(one, "who"), number_of(one, "at_ms")};
}

std::optional<GroupNote> GroupNotes::find(int64_t group) const {
  const std::lock_guard lock(mutex_);
  const auto found = notes_.find(group);
  return found == notes_.end() ? std::nullopt : std::optional(found->second);
}

Status GroupNotes::put(int64_t group, const std::string& text, const std::string& who) {
  if (text.size() > kLongest)
    return {SLUICE_E_INVALID, "a note has at most 2,000 bytes; this one has more"};
  const std::lock_guard lock(mutex_);
  Notes next = notes_;
  if (text.empty())
    next.erase(group);
  else
    next[group] = {text, who, now_ms_()};
  if (next.size() > kMost)
    next.erase(std::min_element(next.begin(), next.end(), [](const auto& a, const auto& b) {
      return a.second.at_ms < b.second.at_ms;
    }));
  if (Status s = write(next); !s) return s;
  notes_ = std::move(next);
  return {};
}

Status GroupNotes::write(const Notes& notes) const {
  config::Node all = config::Node::array();
  for (const auto& [group, note] : notes) {
    config::Node one = config::Node::object();
    one.set("group", number_node(group));
    one.set("text", text_node(note.text));
    one.set("who", text_node(note.who));
    one.set("at_ms", number_node(note.at_ms));
    all.items.push_back(std::move(one));
  }
  return platform::write_whole(file_, config::to_json(all) + "\n");
}

}  // namespace sluice::app
