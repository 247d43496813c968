/* One transformer in plain C that filters every record; VARIANT_* says what is wrong with it. */
#include <sluice/abi.h>
#include <sluice/record.h>

#if defined(VARIANT_UNDEFINED_FUNCTION)
sluice_status a_function_nobody_has(void);
#endif

static sluice_status transform(void* self, sluice_batch* batch, const sluice_cancel* cancel,
                               sluice_error* error) {
  size_t i;
  (void)self, (void)cancel, (void)error;
  for (i = 0; i < batch->count; i++) sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
#if defined(VARIANT_UNDEFINED_FUNCTION)
  return a_function_nobody_has();
#elif defined(VARIANT_ODD_STATUS)
  return -77;
#elif defined(VARIANT_QUIET_FAILURE)
  return SLUICE_E_UNAVAILABLE;
#elif defined(VARIANT_ENDLESS_MESSAGE)
  memset(error->message, 'x', sizeof error->message);
  memcpy(error->message, "token hunter2hunter2 ", 21);
  return SLUICE_E_DATA;
#else
  return SLUICE_OK;
#endif
}

static const void* get_interface(void* self, const char* id) {
  (void)self;
#if defined(VARIANT_NO_INTERFACE)
  (void)id, (void)transform;
  return NULL;
#elif defined(VARIANT_HALF_CLIENT)
  /* One slot of three. */
  static const sluice_client table = {offsetof(sluice_client, start), NULL, NULL, NULL};
  (void)transform;
  return strcmp(id, SLUICE_CLIENT) == 0 ? &table : NULL;
#elif defined(VARIANT_SHORT_TABLES)
  /* Ends in the middle of its first slot. What lies behind must not be called. */
  static const struct {
    uint32_t struct_size, reserved;
    uint64_t junk;
  } table = {12, 0, 0x4141414141414141u};
  (void)transform;
  return strcmp(id, SLUICE_TRANSFORMER) == 0 ? &table : NULL;
#elif defined(VARIANT_LONG_TABLES)
  /* Of a later minor, which knows more functions. */
  static const struct {
    sluice_transformer known;
    void (*later)(void);
  } table = {{sizeof table, transform}, NULL};
  return strcmp(id, SLUICE_TRANSFORMER) == 0 ? &table : NULL;
#else
  static const sluice_transformer table = {sizeof(sluice_transformer), transform};
  return strcmp(id, SLUICE_TRANSFORMER) == 0 ? &table : NULL;
#endif
}

static sluice_status create(const sluice_host* host, const sluice_create* args, void** self,
                            sluice_error* error) {
  static char only;
  (void)host, (void)args, (void)error;
#if defined(VARIANT_NO_SELF)
  (void)only;
  *self = NULL;
#else
  *self = &only;
#endif
  return SLUICE_OK;
}

static const void* get_factory(const char* id) {
  static const sluice_factory factory = {
#if defined(VARIANT_SHORT_TABLES)
    /* Without stop and destroy, which are not there to be called. */
    offsetof(sluice_factory, stop),
    {NULL, 0},
    create,
    get_interface,
    NULL,
    NULL,
    NULL
#else
    sizeof(sluice_factory),
    {NULL, 0},
    create,
    get_interface,
    NULL,
    NULL,
    NULL
#endif
  };
#if defined(VARIANT_NO_FACTORY)
  (void)id, (void)factory;
  return NULL;
#else
  return strcmp(id, SLUICE_FACTORY) == 0 ? &factory : NULL;
#endif
}

const sluice_entry_v1 sluice_plugin_v1 = {
#if defined(VARIANT_SHORT_ENTRY)
    16,
#else
    sizeof(sluice_entry_v1),
#endif
#if defined(VARIANT_OTHER_MAJOR)
    SLUICE_ABI_MAJOR + 1,
#else
    SLUICE_ABI_MAJOR,
#endif
    SLUICE_ABI_MINOR,
    SLUICE_RECORD_LAYOUT,
    0,
    {"C", 1},
    NULL,
    NULL,
    get_factory};
