/* Transformers that do nothing but call the host, CALLS_A_TRANSFORM times a transform, each another
 * function; `nothing` calls none. They work on the batch's first record, {"name": string}. */
#include "calls.h"

#include <sluice/abi.h>
#include <sluice/ext/clock.h>
#include <sluice/ext/log.h>
#include <sluice/ext/metrics.h>
#include <sluice/record.h>

typedef struct calls calls;
typedef sluice_status (*one_call)(const calls*, sluice_batch*, sluice_value* name);

struct calls {
  const sluice_host* host;
  const sluice_clock* clock;
  const sluice_metrics* metrics;
  const sluice_log* log;
  one_call call; /* NULL: none */
};

static const sluice_slice kName = {"name", 4};

static sluice_status call_find(const calls* self, sluice_batch* batch, sluice_value* name) {
  sluice_key name_key = sluice_key_of("name", 4);
  sluice_value* root = &sluice_record_at(batch, 0)->root;
  (void)self;
  return sluice_find(batch, root, &name_key)->value.size == name->size ? SLUICE_OK
                                                                       : SLUICE_E_INTERNAL;
}
/* A scalar has nothing to expand: what remains is the call. */
static sluice_status call_expand(const calls* self, sluice_batch* batch, sluice_value* name) {
  (void)self;
  return batch->json->expand(batch, name);
}
static sluice_status call_decode(const calls* self, sluice_batch* batch, sluice_value* name) {
  sluice_slice text;
  (void)self;
  return batch->json->decode(batch, name, &text);
}
static sluice_status call_intern(const calls* self, sluice_batch* batch, sluice_value* name) {
  (void)batch, (void)name;
  return self->host->intern(self->host, kName).data ? SLUICE_OK : SLUICE_E_NO_MEMORY;
}
static sluice_status call_extension(const calls* self, sluice_batch* batch, sluice_value* name) {
  (void)batch, (void)name;
  return self->host->get_extension(self->host, SLUICE_EXT_LOG) ? SLUICE_OK : SLUICE_E_UNSUPPORTED;
}
static sluice_status call_clock(const calls* self, sluice_batch* batch, sluice_value* name) {
  (void)batch, (void)name;
  return self->clock->unix_us(self->host) > 0 ? SLUICE_OK : SLUICE_E_INTERNAL;
}
static sluice_status call_metric(const calls* self, sluice_batch* batch, sluice_value* name) {
  (void)batch, (void)name;
  self->metrics->add(self->host, kName, 1);
  return SLUICE_OK;
}
/* Below the log's threshold, as most lines are. */
static sluice_status call_log(const calls* self, sluice_batch* batch, sluice_value* name) {
  (void)batch, (void)name;
  self->log->write(self->host, SLUICE_LOG_DEBUG, kName);
  return SLUICE_OK;
}

static sluice_status transform(void* instance, sluice_batch* batch, const sluice_cancel* cancel,
                               sluice_error* error) {
  const calls* self = (const calls*)instance;
  sluice_value* name;
  int left;
  (void)cancel, (void)error;
  if (!self->call) return SLUICE_OK;
  if (!batch->count || !sluice_record_at(batch, 0)->root.size) return SLUICE_E_INVALID;
  name = &sluice_record_at(batch, 0)->root.as.members[0].value;
  for (left = CALLS_A_TRANSFORM; left; left--) {
    sluice_status status = self->call(self, batch, name);
    if (status) return status;
  }
  return SLUICE_OK;
}

static const struct {
  const char* component;
  one_call call;
} kKinds[] = {{"calls.nothing", NULL},       {"calls.find", call_find},
              {"calls.expand", call_expand}, {"calls.decode", call_decode},
              {"calls.intern", call_intern}, {"calls.extension", call_extension},
              {"calls.clock", call_clock},   {"calls.metric", call_metric},
              {"calls.log", call_log}};
enum { kKindCount = sizeof kKinds / sizeof *kKinds };

/* One instance a kind: the benchmark makes each once. */
static sluice_status create(const sluice_host* host, const sluice_create* args, void** self,
                            sluice_error* error) {
  static calls made[kKindCount];
  size_t i;
  (void)error;
  for (i = 0; i < kKindCount; i++) {
    calls* one = made + i;
    if (strlen(kKinds[i].component) != args->component.size ||
        memcmp(kKinds[i].component, args->component.data, args->component.size) != 0)
      continue;
    one->host = host;
    one->call = kKinds[i].call;
    one->clock = (const sluice_clock*)host->get_extension(host, SLUICE_EXT_CLOCK);
    one->metrics = (const sluice_metrics*)host->get_extension(host, SLUICE_EXT_METRICS);
    one->log = (const sluice_log*)host->get_extension(host, SLUICE_EXT_LOG);
    *self = one;
    return one->clock && one->metrics && one->log ? SLUICE_OK : SLUICE_E_UNSUPPORTED;
  }
  return SLUICE_E_UNSUPPORTED;
}

static const void* get_interface(void* self, const char* id) {
  static const sluice_transformer table = {sizeof(sluice_transformer), transform};
  (void)self;
  return strcmp(id, SLUICE_TRANSFORMER) == 0 ? &table : NULL;
}

static const void* get_factory(const char* id) {
  static const sluice_factory factory = {
      sizeof(sluice_factory), {NULL, 0}, create, get_interface, NULL, NULL, NULL};
  return strcmp(id, SLUICE_FACTORY) == 0 ? &factory : NULL;
}

SLUICE_EXPORT const sluice_entry_v1 sluice_plugin_v1 = {sizeof(sluice_entry_v1),
                                                        SLUICE_ABI_MAJOR,
                                                        SLUICE_ABI_MINOR,
                                                        SLUICE_RECORD_LAYOUT,
                                                        0,
                                                        {"C", 1},
                                                        NULL,
                                                        NULL,
                                                        get_factory};
