/* A transformer built on the frozen header of ABI 1.0: it must load and run in every host of
 * major 1. Appends "old": "yes" to each record, through the header's own inline functions. */
#include <sluice/abi.h>
#include <stdlib.h>

typedef struct stamp {
  const sluice_host* host;
  sluice_slice key, text;
} stamp;

static sluice_slice intern(const sluice_host* host, const char* text) {
  sluice_slice s;
  s.data = text;
  s.size = strlen(text);
  return host->intern(host, s);
}

static sluice_status transform(void* self, sluice_batch* batch, const sluice_cancel* cancel,
                               sluice_error* error) {
  const stamp* const me = (const stamp*)self;
  size_t i;
  (void)cancel, (void)error;
  for (i = 0; i < batch->count; i++) {
    sluice_value* root = &sluice_record_at(batch, i)->root;
    sluice_member* added;
    if (!sluice_members(batch, root)) continue;
    added = sluice_append(batch->arena, root);
    if (!added) return SLUICE_E_NO_MEMORY;
    added->key = me->key.data;
    added->key_size = (uint32_t)me->key.size;
    added->key_head = sluice_key_head(me->key.data, me->key.size);
    added->value = sluice_string(me->text.data, (uint32_t)me->text.size);
  }
  return SLUICE_OK;
}

static sluice_status create(const sluice_host* host, const sluice_create* args, void** self,
                            sluice_error* error) {
  stamp* made = (stamp*)malloc(sizeof *made);
  (void)args, (void)error;
  if (!made) return SLUICE_E_NO_MEMORY;
  made->host = host;
  made->key = intern(host, "old");
  made->text = intern(host, "yes");
  *self = made;
  return SLUICE_OK;
}

static const void* get_interface(void* self, const char* id) {
  static const sluice_transformer table = {sizeof(sluice_transformer), transform};
  (void)self;
  return strcmp(id, "sluice.transformer/1") == 0 ? &table : NULL;
}

static const void* get_factory(const char* id) {
  static sluice_factory factory;
  if (strcmp(id, "sluice.factory/1") != 0) return NULL;
  factory.struct_size = sizeof factory;
  factory.manifest = sluice_plugin_manifest;
  factory.create = create;
  factory.get_interface = get_interface;
  factory.destroy = free;
  return &factory;
}

const sluice_entry_v1 sluice_plugin_v1 = {
    sizeof(sluice_entry_v1), 1, 0, 1, 0, {"C", 1}, NULL, NULL, get_factory};
