#include "services/instance.hpp"

#include <algorithm>

#include "services/extensions.hpp"
#include "services/interner.hpp"

namespace sluice::services {
namespace {

const void* get_extension(const sluice_host* host, const char* id) {
  return id ? extension(Instance::of(host), id) : nullptr;
}

sluice_slice intern(const sluice_host* host, sluice_slice text) {
  try {
    return Instance::of(host).environment().interner.intern(view(text));
  } catch (...) {
    return {nullptr, 0};
  }
}

}  // namespace

Instance::Instance(std::string name, Environment& environment)
    : name_(std::move(name)),
      environment_(environment),
      host_{sizeof(sluice_host),
            SLUICE_ABI_MAJOR,
            SLUICE_ABI_MINOR,
            slice(name_),
            get_extension,
            intern,
            this} {}

std::string counted_text(std::string_view what, uint64_t count) {
  std::string out = std::to_string(count) + ' ' + std::string(what);
  if (count != 1) out.insert(std::min(out.find(' ', out.find(' ') + 1), out.size()), 1, 's');
  return out;
}

Instance& Instance::of(const sluice_host* host) { return *static_cast<Instance*>(host->host_data); }

}  // namespace sluice::services
