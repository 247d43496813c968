// What is wrong with a config: every problem with its place in its file, collected so that all can
// be reported at once. Plain values, one thread at a time.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/node.hpp"

namespace sluice::config {

struct Problem {
  std::string file;
  Position at;          // unknown: of the file, or of the command line
  std::string pointer;  // JSON pointer from the file's root; empty: of the file
  std::string message;  // holds no secret
};

// "file:line:column: message (/pointer)". Shown by the console, which makes it one safe line.
std::string to_text(const Problem& problem);

class Problems {
 public:
  // `file`: the config as it was named, a file or a folder.
  explicit Problems(std::string file) : files_{std::move(file)} {}
  // For a config that has been read: its Config::files.
  explicit Problems(std::vector<std::string> files) : files_(std::move(files)) {}

  // The message is shown without the values from outside the files that are known by now.
  void add(Position at, std::string_view pointer, std::string message);
  // A value from outside the files: ${…} stands for it in them.
  void add_outside(std::string value) { outside_.insert(std::move(value)); }
  // All of another one's; their positions become those of its file's number here.
  void add_all(const Problems& other, uint32_t file);

  // Some of its own; the others were taken care of.
  void keep_only(std::vector<Problem> some) { list_ = std::move(some); }

  // What is wrong at `pointer` is reported, or will be, by a problem of another place.
  void told_elsewhere(std::string pointer) { elsewhere_.push_back(std::move(pointer)); }

  // One more file that the config has; its number for Position::file.
  uint32_t add_file(std::string file);
  const std::string& file(uint32_t number = 0) const { return files_[number]; }
  const std::vector<std::string>& files() const { return files_; }
  bool empty() const { return list_.empty(); }
  size_t size() const { return list_.size(); }
  bool has(std::string_view pointer) const;  // one of exactly this place, or about it
  // In the order of the files and of their lines, those without a place first; each once.
  std::vector<Problem> sorted() const;

 private:
  std::vector<std::string> files_;
  std::vector<Problem> list_;
  std::vector<std::string> elsewhere_;
  std::set<std::string, std::greater<>> outside_;  // a longer one before its beginning
};

}  // namespace sluice::config
