#include "config/problem.hpp"

#include <algorithm>
#include <tuple>

#include "config/hide.hpp"

namespace sluice::config {

std::string to_text(const Problem& problem) {
  std::string text = problem.file;
  if (problem.at.known()) {
    text += ':' + std::to_string(problem.at.line) + ':' + std::to_string(problem.at.column);
  }
  text += ": " + problem.message;
  if (!problem.pointer.empty()) text += " (" + problem.pointer + ")";
  return text;
}

void Problems::add(Position at, std::string_view pointer, std::string message) {
  for (const std::string& value : outside_) message = hide_value(value, std::move(message));
  list_.push_back(
      {at.known() ? files_[at.file] : files_[0], at, std::string(pointer), std::move(message)});
}

uint32_t Problems::add_file(std::string file) {
  files_.push_back(std::move(file));
  return static_cast<uint32_t>(files_.size() - 1);
}

void Problems::add_all(const Problems& other, uint32_t file) {
  for (Problem one : other.list_) {
    one.file = files_[file];
    one.at.file = file;
    list_.push_back(std::move(one));
  }
  elsewhere_.insert(elsewhere_.end(), other.elsewhere_.begin(), other.elsewhere_.end());
}

bool Problems::has(std::string_view pointer) const {
  return std::find(elsewhere_.begin(), elsewhere_.end(), pointer) != elsewhere_.end() ||
         std::any_of(list_.begin(), list_.end(),
                     [&](const Problem& problem) { return problem.pointer == pointer; });
}

std::vector<Problem> Problems::sorted() const {
  const auto rank = [](const Problem& p) {
    return std::tie(p.at.file, p.at.line, p.at.column, p.pointer, p.message);
  };
  std::vector<Problem> out = list_;
  std::stable_sort(out.begin(), out.end(),
                   [&](const Problem& a, const Problem& b) { return rank(a) < rank(b); });
  const auto same = [&](const Problem& a, const Problem& b) { return rank(a) == rank(b); };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

}  // namespace sluice::config
