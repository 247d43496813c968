/* A publisher that has one of begin and settle, HALF_BEGIN or HALF_SETTLE. */
#include <sluice/abi.h>

static sluice_status resume(void* self, sluice_slice position, const sluice_cancel* cancel,
                            sluice_error* error) {
  (void)self, (void)position, (void)cancel, (void)error;
  return SLUICE_OK;
}

static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                             const sluice_cancel* cancel, sluice_error* error) {
  (void)self, (void)batch, (void)outcomes, (void)cancel, (void)error;
  return SLUICE_OK;
}

static sluice_status flush(void* self, int32_t last, sluice_text* position,
                           const sluice_cancel* cancel, sluice_error* error) {
  (void)self, (void)last, (void)position, (void)cancel, (void)error;
  return SLUICE_OK;
}

#if defined(HALF_SETTLE)
static sluice_status settle(void* self, sluice_batch* batch, const sluice_cancel* cancel,
                            sluice_error* error) {
  (void)self, (void)batch, (void)cancel, (void)error;
  return SLUICE_OK;
}
#endif

static const void* get_interface(void* self, const char* id) {
  static const sluice_publisher table = {
    sizeof(sluice_publisher),
    resume,
    publish,
    flush,
    NULL,
    NULL,
#if defined(HALF_SETTLE)
    NULL,
    settle
  };
#else
    publish,
    NULL
  };
#endif
  (void)self;
  return strcmp(id, "sluice.publisher/1") == 0 ? &table : NULL;
}

static sluice_status create(const sluice_host* host, const sluice_create* args, void** self,
                            sluice_error* error) {
  static char only;
  (void)host, (void)args, (void)error;
  *self = &only;
  return SLUICE_OK;
}

static const void* get_factory(const char* id) {
  static const sluice_factory factory = {sizeof(sluice_factory), {NULL, 0}, create,
                                         get_interface,          NULL,      NULL};
  return strcmp(id, "sluice.factory/1") == 0 ? &factory : NULL;
}

const sluice_entry_v1 sluice_plugin_v1 = {sizeof(sluice_entry_v1),
                                          SLUICE_ABI_MAJOR,
                                          SLUICE_ABI_MINOR,
                                          SLUICE_RECORD_LAYOUT,
                                          0,
                                          {"C", 1},
                                          NULL,
                                          NULL,
                                          get_factory};
