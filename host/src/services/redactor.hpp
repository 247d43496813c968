// Holds every secret of this process and removes them from text that people may see: log lines,
// errors, tasks. A secret is found in each way that programs spell it (spelling.hpp), and where a
// text was cut within it. Thread-safe; secrets are only ever added.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "services/secret_references.hpp"

namespace sluice::services {

class Redactor {
 public:
  // Shorter text is not protected: "1" or "key" occurs in half of all lines, and masking it
  // would make the log unreadable while hardly hiding anything.
  static constexpr size_t kShortest = 4;
  static constexpr std::string_view kMask = "[redacted]";

  // From now on redact() masks this text, if it is not shorter than kShortest.
  void protect(std::string_view secret);
  // Is no secret, whoever protects it from now on: the text of a setting whose ${…} has no value.
  // The message that says so quotes it.
  void spare(std::string_view text);
  // Secrets whose place in a stored text can be found again.
  SecretReferences& references() { return references_; }
  const SecretReferences& references() const { return references_; }
  // Whether this is exactly a protected secret, however short.
  bool is_secret(std::string_view text) const;
  // `text` with every secret replaced by kMask; where several match, the longest. So is what was
  // left of one by who cut it: its first bytes before "..." or "…", or so many of them that it is
  // no accident.
  std::string redact(std::string_view text) const;
  // Whole secrets only, replaced by the result of `mask` for each, given as it was protected. It
  // must not call the redactor.
  using Mask = std::function<std::string(const std::string& secret)>;
  std::string redact(std::string_view text, const Mask& mask) const;
  // As redact() for text that was cut: its end goes, too, where a secret may begin there.
  std::string redact_beginning(std::string_view text) const;
  // The most bytes in which a secret is spelled: the end of a cut text of this size may hold a part
  // of one.
  size_t longest() const;

 private:
  // The secret that `text` begins with, or the beginning of one.
  struct Found {
    const std::string* secret = nullptr;
    size_t size = 0;
  };
  Found whole_at(std::string_view text) const;
  size_t part_at(std::string_view text) const;
  bool may_begin(char c) const { return starts_[static_cast<unsigned char>(c)]; }
  bool begins_secret(std::string_view text) const;

  mutable std::shared_mutex mutex_;
  std::vector<std::string> protected_;  // longest first
  std::set<std::string, std::less<>> secrets_;
  std::set<std::string, std::less<>> spared_;
  std::array<bool, 256> starts_{};  // what a secret may begin with
  SecretReferences references_;
};

}  // namespace sluice::services
