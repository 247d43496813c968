// What is wrong with a config: every problem with its place in the file, collected to
// report all at once. Plain values, one thread at a time.
#pragma once

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
  explicit Problems(std::string file) : file_(std::move(file)) {}

  void add(Position at, std::string_view pointer, std::string message) {
    list_.push_back({file_, at, std::string(pointer), std::move(message)});
  }

  const std::string& file() const { return file_; }
  bool empty() const { return list_.empty(); }
  size_t size() const { return list_.size(); }
  bool has(std::string_view pointer) const;  // one at exactly this place
  // In the file's order, those without a place first; each only once.
  std::vector<Problem> sorted() const;

 private:
  std::string file_;
  std::vector<Problem> list_;
};

}  // namespace sluice::config
