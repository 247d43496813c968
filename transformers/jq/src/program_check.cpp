#include "program_check.hpp"

#include <string>
#include <vector>

namespace sluice::jq {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Goes through the words of a program, not through its strings and comments; a string's \(…) is
// program again.
class Reader {
 public:
  explicit Reader(std::string_view program) : program_(program) {}

  Status check() {
    while (at_ < program_.size()) {
      if (Status status = step(); !status.ok()) return status;
    }
    return {};
  }

 private:
  Status step() {
    const char c = program_[at_];
    if (c == '#') return skip_comment(), Status();
    if (c == '"') return at_++, skip_string(), Status();
    if (is_word(c)) return word();
    if (c == '\n') line_++;
    if (c == '(') depth_++;
    at_++;
    if (c == ')') close();
    return {};
  }

  void skip_comment() {
    while (at_ < program_.size() && program_[at_] != '\n') at_++;
  }

  // To the string's end, or to a program in it.
  void skip_string() {
    for (; at_ < program_.size(); at_++) {
      const char c = program_[at_];
      if (c == '\n') line_++;
      if (c == '"') {
        at_++;
        return;
      }
      if (c != '\\') continue;
      if (++at_ < program_.size() && program_[at_] == '(') {
        at_++;
        open_.push_back(depth_);
        depth_ = 0;
        return;
      }
    }
  }

  void close() {
    if (depth_ > 0) {
      depth_--;
    } else if (!open_.empty()) {
      depth_ = open_.back();
      open_.pop_back();
      skip_string();
    }
  }

  Status word() {
    const size_t from = at_;
    while (at_ < program_.size() && is_word(program_[at_])) at_++;
    const std::string_view word = program_.substr(from, at_ - from);
    const char before = from ? program_[from - 1] : ' ';
    if (before == '$' && word == "ENV")
      return refuse("$ENV is not there: a script has no environment");
    if (before == '$' || before == '.' || before == '@' || is_member_name()) return {};
    if (word == "import" || word == "include")
      return refuse("a script cannot " + std::string(word) + " files");
    return {};
  }

  // {include: 1}
  bool is_member_name() const {
    size_t next = at_;
    while (next < program_.size() && (program_[next] == ' ' || program_[next] == '\n')) next++;
    return next < program_.size() && program_[next] == ':';
  }

  Status refuse(const std::string& why) const {
    return {SLUICE_E_INVALID, "line " + std::to_string(line_) + ": " + why};
  }

  std::string_view program_;
  size_t at_ = 0, line_ = 1, depth_ = 0;
  std::vector<size_t> open_;  // the depths around strings with a program in them
};

}  // namespace

Status check_program(std::string_view program) { return Reader(program).check(); }

}  // namespace sluice::jq
