// A regular expression of the plainest kind, as `[^0-9]+`, ` +`, `<[^>]*>` or `\(0\)|[,;]`: sets of
// characters one after the other, where no repetition has to give something back. It is found in
// one pass over the text, at a tenth of what RE2 takes for a short text. It means what it means to
// RE2. A constant once parsed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sluice::expression {

class PlainPattern {
 public:
  // None: it has something else in it, can match nothing at all, or may have to give back.
  // REQUIRES: RE2 takes it
  static std::optional<PlainPattern> parse(std::string_view pattern);

  enum class Found : uint8_t { kYes, kNo, kUnknown };  // unknown: it would take too long; ask RE2
  struct Match {
    size_t begin, end;
  };
  // The first match from `from` on, which is between two characters. REQUIRES: UTF-8
  Found find(std::string_view text, size_t from, Match* out) const;

 private:
  friend class PlainPatternParser;

  // A set has all characters beyond ASCII, or none of them.
  using Set = std::array<bool, 256>;
  struct Part {
    Set set{};
    bool needed = true;  // not `?` or `*`
    bool many = false;   // `+` or `*`
  };
  using Sequence = std::vector<Part>;

  static bool gives_back(const Sequence& sequence);
  static bool match_at(const Sequence& sequence, std::string_view text, size_t* at);

  std::vector<Sequence> alternatives_;  // the first one that matches counts
  Set first_{};                         // bytes with which a match can begin
};

}  // namespace sluice::expression
