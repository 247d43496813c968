// Says to all processes of this machine that this one is there, under a name that is gone with it:
// an abstract socket, which needs no file. Whoever runs may take such a name: it is a hint, no
// proof. Any thread.
#pragma once

#include <string>
#include <vector>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class NamedPresence {
 public:
  // At most kLongestName bytes, without line breaks. E_UNAVAILABLE: somebody has the name.
  static Result<NamedPresence> announce(const std::string& name);
  static constexpr size_t kLongestName = 100;

 private:
  explicit NamedPresence(UniqueFd socket) : socket_(std::move(socket)) {}
  UniqueFd socket_;
};

// What follows `prefix` in the names that are there now.
std::vector<std::string> present_names(const std::string& prefix);

}  // namespace sluice::platform
