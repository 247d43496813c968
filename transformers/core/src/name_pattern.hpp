// A member name with one `*`, which stands for any characters, also none. A value; [lane].
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::core {

class NamePattern {
 public:
  // `text`: a name with one `*` at most; without one it stands for that name.
  explicit NamePattern(std::string_view text);
  static bool has_star(std::string_view text) { return text.find('*') != text.npos; }

  // What the star stands for in the name (empty without a star), or nothing: it does not fit.
  std::optional<std::string_view> match(std::string_view name) const;
  // The pattern with `part` for its star.
  std::string with(std::string_view part) const;

 private:
  std::string before_, behind_;
  bool has_star_;
};

}  // namespace sluice::core
