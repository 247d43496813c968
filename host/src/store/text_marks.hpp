// Which parts of three bytes occur in some texts, roughly: a bit for each, some shared. Says
// whether a text may be in one of them, and never wrongly that it is not. Letters of ASCII count
// without case, as LIKE has it. A value; no thread rule.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::store {

class TextMarks {
 public:
  static constexpr size_t kBytes = 2048;

  void add(std::string_view text);
  // Those of `bytes()` of another; what has another size is taken as all marks.
  void merge(std::string_view bytes);
  // Whether a text with the marks `wanted` may be among those of `bytes`. True if it has none: it
  // is shorter than three bytes.
  static bool may_hold(std::string_view bytes, const TextMarks& wanted);
  // To be stored.
  std::string bytes() const;

 private:
  static constexpr size_t kWords = kBytes / sizeof(uint64_t);
  std::array<uint64_t, kWords> words_{};
};

}  // namespace sluice::store
