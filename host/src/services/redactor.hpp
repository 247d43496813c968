// Knows every secret of this process and takes them out of text that people may see: log lines,
// errors, tasks. A secret is found as it is, percent-encoded (as in a URL) and JSON-escaped.
// Thread-safe; secrets are only ever added.
#pragma once

#include <array>
#include <cstddef>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::services {

class Redactor {
 public:
  // Shorter text is not protected: "1" or "key" stands in half of all lines, and taking it out
  // would make the log unreadable while hardly hiding anything.
  static constexpr size_t kShortest = 4;
  static constexpr std::string_view kMask = "[redacted]";

  // From now on this text never leaves redact().
  void protect(std::string_view secret);
  // `text` with every secret replaced by kMask; where several match, the longest.
  std::string redact(std::string_view text) const;
  // Bytes of the longest form of a secret: as much of a cut text's end may hold a part of one.
  size_t longest() const;

 private:
  void add(std::string form);
  size_t match(std::string_view text) const;

  mutable std::shared_mutex mutex_;
  std::vector<std::string> forms_;  // longest first
  std::array<bool, 256> starts_{};  // first bytes of all forms
};

}  // namespace sluice::services
