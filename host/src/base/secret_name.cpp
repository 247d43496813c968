#include "base/secret_name.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "base/lower_case.hpp"

namespace sluice::base {

bool names_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames = {"authorization", "proxy-authorization",
                                                             "cookie", "set-cookie", "x-api-key"};
  static constexpr std::array<std::string_view, 3> kParts = {"token", "secret", "password"};
  std::string low = lower_case(name);
  return std::find(kNames.begin(), kNames.end(), low) != kNames.end() ||
         std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view p) { return low.find(p) != std::string::npos; });
}

bool may_be_secret(std::string_view name) {
  static constexpr std::string_view kWords[] = {
      "key",  "apikey", "accesskey", "sig", "signature", "sign",       "auth",
      "pass", "passwd", "pwd",       "pw",  "pin",       "credential", "credentials",
      "otp",  "jwt",    "hmac",      "sid", "session",   "hash",       "nonce"};
  if (names_secret(name) || lower_case(name) == "code") return true;
  // "apiKey", "api-key" and "X-Amz-Signature" alike.
  std::string word;
  const auto known = [&] {
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  };
  for (size_t i = 0; i < name.size(); i++) {
    const bool upper = name[i] >= 'A' && name[i] <= 'Z';
    const bool after_lower = i && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    const bool letter = upper || (name[i] >= 'a' && name[i] <= 'z');
    if ((!letter || (upper && after_lower)) && known()) return true;
    if (!letter || (upper && after_lower)) word.clear();
    if (letter) word += lower_case(name.substr(i, 1));
  }
  return known();
}

}  // namespace sluice::base
