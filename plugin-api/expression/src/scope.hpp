// The variables that `let` gives names to, where they can be seen. Lives for one parse; no thread
// rule.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::expression {

// Every binding has a slot of its own, so that no evaluation changes the value of another.
class Scope {
 public:
  // The names are seen from now on, the last one first. Returns the first one's slot.
  uint32_t open(const std::vector<std::string_view>& names) {
    const uint32_t first = next_;
    for (const std::string_view name : names) seen_.push_back({name, next_++});
    return first;
  }
  void close(size_t count) { seen_.resize(seen_.size() - count); }

  std::optional<uint32_t> find(std::string_view name) const {
    const auto found =
        std::find_if(seen_.rbegin(), seen_.rend(), [&](const Seen& s) { return s.name == name; });
    return found == seen_.rend() ? std::nullopt : std::optional(found->slot);
  }

  // Why a `let` cannot have this name beside `names`; null: it can.
  static const char* refused(const std::vector<std::string_view>& names, std::string_view name) {
    if (name == "$env") return " is for environment variables; take another name";
    const bool twice = std::find(names.begin(), names.end(), name) != names.end();
    return twice ? " stands twice in one let; take another name, or a let within" : nullptr;
  }

  std::string unknown_message(std::string_view name) const {
    const std::string text(name);
    if (name == "$env") return "write $env.NAME for the environment variable NAME";
    std::string message = "there is no variable " + text + " here; ";
    if (seen_.empty()) return message + "let " + text + " = ... in ... gives it a value";
    message += "known are ";
    for (size_t i = 0; i < seen_.size(); i++)
      message += (i ? ", " : "") + std::string(seen_[i].name);
    return message;
  }

 private:
  struct Seen {
    std::string_view name;
    uint32_t slot;
  };
  std::vector<Seen> seen_;
  uint32_t next_ = 0;
};

}  // namespace sluice::expression
