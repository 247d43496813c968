/* title_case.transformer: "BLUE mountain" -> "Blue Mountain" in one field of each record.
 *
 * A whole plugin in plain C, on abi.h and record.h: read it from the bottom up. The entry returns
 * the factory, the factory makes instances, an instance has one interface, sluice.transformer/1.
 * Letters are ASCII; all other UTF-8 is unchanged. */
#include <stdio.h>
#include <stdlib.h>

#include "sluice/abi.h"
#include "sluice/ext/documents.h"
#include "sluice/manifest.h"
#include "sluice/record.h"

/* One instance: what `create` read from the configuration. */
typedef struct title_case {
  char* field;    /* ours, for looking up only: nothing in a batch ever points at it */
  sluice_key key; /* of `field`; remembers its position in the previous record */
} title_case;

static sluice_status fail(sluice_error* error, sluice_status code, const char* message) {
  if (error) {
    error->code = code;
    snprintf(error->message, sizeof error->message, "%s", message);
  }
  return code;
}

/* ---- the work ------------------------------------------------------------------------------ */

static int is_lower(char c) { return c >= 'a' && c <= 'z'; }
static int is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/* Part of a word. An apostrophe is one: "men's" must not become "Men'S". */
static int is_word(char c) {
  return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9') || c == '\'' || (c & 0x80);
}

/* The character in its case: upper at the start of a word, else lower. */
static char cased(char c, int starts_word) {
  if (starts_word && is_lower(c)) return (char)(c - 'a' + 'A');
  if (!starts_word && is_upper(c)) return (char)(c - 'A' + 'a');
  return c;
}

/* Writes the title case of `text` to `out`; without `out`, only returns whether it differs. */
static int title(sluice_slice text, char* out) {
  int differs = 0, inside = 0;
  size_t i;
  for (i = 0; i < text.size; i++) {
    char c = cased(text.data[i], !inside);
    differs |= c != text.data[i];
    inside = is_word(c);
    if (out) out[i] = c;
  }
  return differs;
}

/* A member that is absent or not a string is unchanged. */
static sluice_status change(title_case* self, sluice_batch* batch, sluice_value* root) {
  sluice_member* member = sluice_find(batch, root, &self->key);
  sluice_slice text;
  char* out;
  int plain;
  if (!member) return batch->fault; /* absent, or the record cannot be expanded */
  if (member->value.kind != SLUICE_KIND_STRING) return SLUICE_OK;
  if (batch->json->decode(batch, &member->value, &text)) return batch->fault;
  if (!title(text, NULL)) return SLUICE_OK; /* untouched text is written byte for byte */
  out = (char*)sluice_alloc(batch->arena, text.size);
  if (!out) return SLUICE_E_NO_MEMORY;
  title(text, out);
  /* Without escapes only letters changed, so it is still valid between quotes unchanged. */
  plain = member->value.flags & SLUICE_VALUE_PLAIN;
  if (!plain) member->value.flags = 0;
  member->value.size = (uint32_t)text.size;
  member->value.as.text = out;
  return SLUICE_OK;
}

/* The whole batch in one call, in place. A failing record is parked; only an exhausted memory
 * budget fails the batch, whose records the host then runs one by one. [lane] */
static sluice_status transform(void* instance, sluice_batch* batch, const sluice_cancel* cancel,
                               sluice_error* error) {
  title_case* self = (title_case*)instance;
  const sluice_slice hosts_message = {NULL, 0};
  size_t i;
  for (i = 0; i < batch->count; i++) {
    sluice_record* record = sluice_record_at(batch, i);
    sluice_status status;
    if (record->state != SLUICE_RECORD_LIVE) continue;
    if (i % 256 == 0 && cancel && cancel->requested(cancel))
      return fail(error, SLUICE_E_CANCELLED, "cancelled");
    batch->fault = SLUICE_OK;
    status = change(self, batch, &record->root);
    if (status == SLUICE_E_NO_MEMORY)
      return fail(error, status, "the batch's memory budget is exhausted");
    if (status) batch->records_api->fail_record(batch, i, status, hosts_message);
  }
  return SLUICE_OK;
}

static const sluice_transformer transformer = {sizeof(sluice_transformer), transform};

/* ---- making and destroying instances ------------------------------------------------------- */

static void destroy(void* instance) {
  title_case* self = (title_case*)instance;
  if (self) free(self->field);
  free(self);
}

/* Copies the setting `field`; the document it came from is released by the caller. */
static sluice_status read_field(title_case* self, sluice_batch* document, sluice_slice config,
                                sluice_error* error) {
  sluice_key setting = sluice_key_of("field", 5);
  sluice_value root;
  sluice_member* member;
  sluice_slice text;
  if (document->json->parse(document, config, &root))
    return fail(error, SLUICE_E_INVALID, "/: the configuration is not JSON");
  member = sluice_find(document, &root, &setting);
  if (!member || member->value.kind != SLUICE_KIND_STRING || !member->value.size ||
      document->json->decode(document, &member->value, &text))
    return fail(error, SLUICE_E_INVALID, "/field: give the name of a string field");
  self->field = (char*)malloc(text.size);
  if (!self->field) return fail(error, SLUICE_E_NO_MEMORY, "no memory for the configuration");
  memcpy(self->field, text.data, text.size);
  self->key = sluice_key_of(self->field, text.size);
  return SLUICE_OK;
}

static sluice_status create(const sluice_host* host, const sluice_create* args, void** self,
                            sluice_error* error) {
  const sluice_documents* documents =
      (const sluice_documents*)host->get_extension(host, SLUICE_EXT_DOCUMENTS);
  sluice_batch* document;
  title_case* made;
  sluice_status status;
  if (!documents) return fail(error, SLUICE_E_UNSUPPORTED, "the host offers no sluice.documents/1");
  made = (title_case*)calloc(1, sizeof *made);
  document = made ? documents->create(host) : NULL;
  if (!document) {
    destroy(made);
    return fail(error, SLUICE_E_NO_MEMORY, "no memory for the configuration");
  }
  status = read_field(made, document, args->config, error);
  documents->release(host, document);
  if (status) {
    destroy(made);
    return status;
  }
  *self = made;
  return SLUICE_OK;
}

static const void* get_interface(void* instance, const char* id) {
  (void)instance;
  return strcmp(id, SLUICE_TRANSFORMER) == 0 ? &transformer : NULL;
}

/* The manifest is data in another object file, so the table is filled when first requested; the
 * loader does so on the main thread. */
static const void* get_factory(const char* id) {
  static sluice_factory factory;
  if (strcmp(id, SLUICE_FACTORY) != 0) return NULL;
  factory.struct_size = sizeof factory;
  factory.manifest = sluice_plugin_manifest;
  factory.create = create;
  factory.get_interface = get_interface;
  factory.destroy = destroy;
  return &factory;
}

SLUICE_ENTRY(get_factory)
