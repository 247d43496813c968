// Holds every secret of this process and removes them from text that people may see: log lines,
// errors, tasks. A secret is found unchanged, percent-encoded (as in a URL) and JSON-escaped.
// Thread-safe; secrets are only ever added.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::services {

class Redactor {
 public:
  // Shorter text is not protected: "1" or "key" occurs in half of all lines, and masking it
  // would make the log unreadable while hardly hiding anything.
  static constexpr size_t kShortest = 4;
  static constexpr std::string_view kMask = "[redacted]";

  // From now on redact() masks this text, if it is not shorter than kShortest.
  void protect(std::string_view secret);
  // Whether this is exactly a protected secret, however short.
  bool is_secret(std::string_view text) const;
  // `text` with every secret replaced by kMask; where several match, the longest.
  std::string redact(std::string_view text) const;
  // The same with the result of `mask` for each secret, given as it was protected. It must not call
  // the redactor.
  using Mask = std::function<std::string(const std::string& secret)>;
  std::string redact(std::string_view text, const Mask& mask) const;
  // The same for text that was cut: its end goes, too, where a secret may begin there.
  std::string redact_beginning(std::string_view text) const;
  // Bytes of the longest form of a secret: the end of a cut text of this size may hold a part of
  // one.
  size_t longest() const;

 private:
  struct Form {
    std::string text;    // a form in which it may be written
    std::string secret;  // the secret itself
  };
  void add(std::string text, std::string_view secret);
  const Form* match(std::string_view text) const;
  bool begins_secret(std::string_view text) const;

  mutable std::shared_mutex mutex_;
  std::vector<Form> forms_;  // longest first
  std::set<std::string, std::less<>> secrets_;
  std::array<bool, 256> starts_{};  // first bytes of all forms
};

}  // namespace sluice::services
