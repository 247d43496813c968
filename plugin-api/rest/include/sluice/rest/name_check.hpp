// Whether a list of names obeys the notation of operation.hpp, checked while a connector's table is
// compiled: otherwise everything after a mistake would be silently dropped. Pure function.
#pragma once

#include <string_view>

namespace sluice::rest {

class NameCheck {
 public:
  // `in_query`: brackets belong to the name, "includes[]". Otherwise a body, which may be a list.
  constexpr NameCheck(std::string_view text, bool in_query) : text_(text), in_query_(in_query) {}

  constexpr bool passes() { return (!in_query_ && take('[') ? list() : names()) && text_.empty(); }

 private:
  constexpr bool take(char wanted) {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  // The text up to the next mark of the notation.
  constexpr std::string_view word() {
    size_t end = 0;
    while (end < text_.size() && kMarks.find(text_[end]) == kMarks.npos) end++;
    const std::string_view out = text_.substr(0, end);
    text_.remove_prefix(end);
    return out;
  }
  constexpr bool names() {
    if (text_.empty() || text_.front() == '}') return true;
    do {
      if (!name()) return false;
    } while (take(','));
    return true;
  }
  constexpr bool name() {
    if (word().empty()) return false;
    if (in_query_ && text_.substr(0, 2) == "[]") text_.remove_prefix(2);
    take('!');
    if (take(':')) return type();
    if (take('[')) return list();
    return !take('{') || object();
  }
  constexpr bool type() {
    const std::string_view wanted = word();
    take('!');
    return wanted == "int" || wanted == "number" || wanted == "bool" || wanted == "list" ||
           wanted.find('|') != wanted.npos;
  }
  constexpr bool list() {
    if (!take(']') && !bounds()) return false;
    return !take('{') || object();
  }
  constexpr bool bounds() { return digits() && take('.') && take('.') && digits() && take(']'); }
  constexpr bool digits() {
    size_t end = 0;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') end++;
    text_.remove_prefix(end);
    return end > 0;
  }
  constexpr bool object() { return names() && take('}'); }

  static constexpr std::string_view kMarks = "!:,[]{} ";

  std::string_view text_;
  bool in_query_;
};

}  // namespace sluice::rest
