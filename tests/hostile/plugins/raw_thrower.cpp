// A transformer written against the C tables by somebody who does not know that nothing may be
// thrown through them. THROW_IN_* says where, besides transform, stop and destroy.
#include <sluice/abi.h>

#include <stdexcept>

namespace {

struct Odd {};

sluice_status transform(void*, sluice_batch*, const sluice_cancel*, sluice_error*) { throw Odd(); }

const void* get_interface(void*, const char* id) {
#if defined(THROW_IN_INTERFACE)
  throw Odd();
#endif
  static const sluice_transformer table = {sizeof table, transform};
  return strcmp(id, SLUICE_TRANSFORMER) == 0 ? &table : nullptr;
}

sluice_status create(const sluice_host*, const sluice_create*, void** self, sluice_error*) {
#if defined(THROW_IN_CREATE)
  throw std::runtime_error("no mood");
#endif
  static char only;
  *self = &only;
  return SLUICE_OK;
}

void stop(void*) { throw Odd(); }
void destroy(void*) { throw std::runtime_error("not today"); }

sluice_status init(const sluice_host*, sluice_error*) {
#if defined(THROW_IN_INIT)
  throw Odd();
#endif
  return SLUICE_OK;
}
void deinit() { throw Odd(); }

const void* get_factory(const char* id) {
#if defined(THROW_IN_FACTORY)
  throw Odd();
#endif
  static const sluice_factory factory = {sizeof factory, {nullptr, 0}, create, get_interface,
                                         stop,           destroy,      nullptr};
  return strcmp(id, SLUICE_FACTORY) == 0 ? &factory : nullptr;
}

}  // namespace

extern "C" SLUICE_EXPORT const sluice_entry_v1 sluice_plugin_v1 = {sizeof(sluice_entry_v1),
                                                                   SLUICE_ABI_MAJOR,
                                                                   SLUICE_ABI_MINOR,
                                                                   SLUICE_RECORD_LAYOUT,
                                                                   0,
                                                                   {"C++", 3},
                                                                   init,
                                                                   deinit,
                                                                   get_factory};
