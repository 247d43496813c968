#include "credentials/holders.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "credentials/cipher.hpp"

namespace sluice::credentials {
namespace {

constexpr size_t kIdBytes = 8;
constexpr char kSeparator = '.';

// Only what new_holder() made: an id becomes part of a file's name.
std::string id_of(std::string_view holder) {
  const std::string_view id = holder.substr(0, std::min(holder.find(kSeparator), holder.size()));
  const bool ours =
      id.size() == 2 * kIdBytes && id.find_first_not_of(base::kLowerHex) == std::string_view::npos;
  return ours ? std::string(id) : std::string();
}

}  // namespace

Result<std::string> Holders::new_holder() {
  const std::lock_guard lock(mutex_);
  if (id_.empty()) {
    const std::string id = random_hex(kIdBytes);
    if (!folder_.empty()) {
      auto proof = platform::AliveFile::create(folder_, id);
      if (!proof) return proof.status();
      proof_.emplace(*std::move(proof));
    }
    id_ = id;
  }
  return id_ + kSeparator + random_hex(kIdBytes);
}

bool Holders::is_dead(std::string_view holder) const {
  const std::string id = id_of(holder);
  return !folder_.empty() && !id.empty() && platform::is_dead(folder_, id);
}

std::string Holders::process_of(std::string_view holder) const {
  const std::string id = id_of(holder);
  return folder_.empty() || id.empty() ? "another process" : platform::maker_of(folder_, id);
}

}  // namespace sluice::credentials
