#include "pipeline/send_keys.hpp"

#include "pipeline/fingerprint.hpp"
#include "pipeline/taken.hpp"

namespace sluice::pipeline {
namespace {

constexpr char kVersion = '8';  // of a UUID by a rule of one's own: RFC 9562 5.8
constexpr char kVariant = 'a';

// Of 32 hexadecimal digits.
std::string as_uuid(std::string digits) {
  digits[12] = kVersion;
  digits[16] = kVariant;
  std::string out;
  for (size_t i = 0; i < digits.size(); i++) {
    if (i == 8 || i == 12 || i == 16 || i == 20) out += '-';
    out += digits[i];
  }
  return out;
}

}  // namespace

// Records of a part are numbered within it. Steps that made all of theirs do not count: a retry
// has other ones.
std::string SendKeys::windows() const {
  std::string out;
  for (const record::Window& window : batch_.parts().windows())
    if (window.from != 0 || window.to != UINT64_MAX)
      out += std::to_string(window.from) + '-' + std::to_string(window.to) + ' ';
  return out;
}

std::vector<std::string> SendKeys::keys(record::BatchContent&) const {
  const std::string part = windows();
  const std::string target = target_.name.substr(0, target_.name.find(" ("));
  std::vector<std::string> out = record_keys(batch_, plan_.origin_name);
  for (std::string& key : out)
    key = as_uuid(digest({plan_.pipeline, target, part, key}).substr(0, 32));
  return out;
}

}  // namespace sluice::pipeline
