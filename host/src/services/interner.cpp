#include "services/interner.hpp"

namespace sluice::services {

sluice_slice Interner::intern(std::string_view text) {
  if (text.empty()) return {nullptr, 0};
  const std::lock_guard lock(mutex_);
  auto found = texts_.find(text);
  if (found == texts_.end()) found = texts_.emplace(text).first;
  return {found->data(), found->size()};
}

}  // namespace sluice::services
