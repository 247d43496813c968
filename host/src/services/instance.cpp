#include "services/instance.hpp"

#include <utility>

#include "services/interner.hpp"

namespace sluice::services {
namespace {

const void* get_extension(const sluice_host* host, const char* id) {
  const Offer* offer = id ? Instance::of(host).environment().find(id) : nullptr;
  return offer ? offer->table : nullptr;
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

Instance& Instance::of(const sluice_host* host) { return *static_cast<Instance*>(host->host_data); }

}  // namespace sluice::services
