/* sluice/record.h: what can be done with the records of a batch: the host's functions, and helpers
 * that are compiled into the plugin. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_RECORD_H
#define SLUICE_RECORD_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#define SLUICE_STATIC_ASSERT static_assert
#else
#define SLUICE_STATIC_ASSERT _Static_assert
#endif

/* Where a record of a step with the setting `each` comes from: it is an element of an array in
 * another record. What the step makes of one takes its place. */
typedef struct sluice_element {
  sluice_value* record; /* the whole record, as it came into the step: read it only */
  uint32_t place;       /* in the array, from 0 */
  uint32_t number;      /* the element's, among those of the batch */
} sluice_element;

/* Bump allocator of one batch; freed with it. Use sluice_alloc. */
typedef struct sluice_arena {
  char* next; /* always 16-byte aligned */
  char* end;
  /* [lane] NULL: the budget is exhausted. */
  void* (*grow)(struct sluice_arena*, size_t size);
  void* host_data;
} sluice_arena;

SLUICE_STATIC_ASSERT(sizeof(sluice_value) == 8 + sizeof(void*), "value layout");
SLUICE_STATIC_ASSERT(sizeof(sluice_member) == 16 + 2 * sizeof(void*), "member layout");
SLUICE_STATIC_ASSERT(offsetof(sluice_member, key_head) == offsetof(sluice_member, key_size) + 4,
                     "size and head are one word");

/* What the host does with JSON and pages; reached as batch->json. All [lane]. A failure also
 * sets batch->fault, with a message the host keeps for fail_record. */
typedef struct sluice_json {
  uint32_t struct_size;
  /* raw -> object or array with its children scalar or raw; other kinds: no-op. Fails on a
   * duplicate key of that level (E_DATA) and on memory (E_NO_MEMORY). */
  sluice_status (*expand)(struct sluice_batch*, sluice_value*);
  /* string -> decoded UTF-8: the value's own text if plain, else in the arena. E_DATA on a lone
   * surrogate (legal JSON, no character; RFC 8259 section 8.2). */
  sluice_status (*decode)(struct sluice_batch*, const sluice_value*, sluice_slice* out);
  /* text -> one value, copied into the arena and checked whole. */
  sluice_status (*parse)(struct sluice_batch*, sluice_slice text, sluice_value* out);
  /* value -> JSON text in the arena; expands nothing. What was built or touched is compact;
   * unparsed text keeps its spaces (but no line breaks). */
  sluice_status (*write)(struct sluice_batch*, const sluice_value*, sluice_slice* out);
  /* All live records as NDJSON in one buffer that lives as long as the batch; the text of the
   * call before dies. Untouched neighbours are copied in one piece. A record that cannot be
   * written becomes FAILED and has no line; the others have theirs. */
  sluice_status (*write_lines)(struct sluice_batch*, sluice_slice* out);
  /* At least `capacity` writable bytes for the batch's page, kept until release; NULL if over
   * the page limit. For sources that do not come over HTTP. */
  char* (*reserve_page)(struct sluice_batch*, size_t capacity);
  /* Makes the batch's records from `size` bytes of the page (reserve_page or http.finish):
   * one JSON document whose member at `path` ("data", "payload.data"; empty: the document
   * itself) is the array of records. The rest of the document becomes `*envelope` (an object,
   * without that member; null for a bare array). A record over a limit or with duplicate keys
   * becomes a FAILED record; anything else wrong fails the page with E_DATA. */
  sluice_status (*parse_page)(struct sluice_batch*, size_t size, sluice_slice path,
                              sluice_value* envelope, sluice_error*);
  /* The same for NDJSON: one record per line, blank lines skipped. A bad line becomes a FAILED
   * record whose error names line `first_line` + n. */
  sluice_status (*parse_lines)(struct sluice_batch*, size_t size, uint64_t first_line,
                               sluice_error*);
} sluice_json;

/* What the host does with records; reached as batch->records_api. All [lane]. */
typedef struct sluice_records {
  uint32_t struct_size;
  /* Appends a live record that comes from record `parent` (takes over its origins, source, key,
   * time and operation; its root is null). Record pointers die; `*index` is the new one's. For the
   * next step it stands behind its parent: a page keeps its order.
   * SLUICE_PAUSED: not this one, continue with the next as if it was made. Where a record becomes
   * more than fit into a batch, the step runs several times on it and makes a part of them each
   * time. So call this before you build the record's content. */
  sluice_status (*add_record)(struct sluice_batch*, size_t parent, size_t* index);
  /* Record `index` also comes from everything `other` comes from (many to one). */
  sluice_status (*add_origin)(struct sluice_batch*, size_t index, size_t other);
  /* Appends a live record that was read, not derived: its own origin. `text` (copied, checked)
   * is source and root. For subscribers without pages. */
  sluice_status (*add_source)(struct sluice_batch*, sluice_slice text, size_t* index);
  /* Marks a record FAILED: it will be parked as a task. An empty message takes the one of the
   * host call that failed last (and clears batch->fault). One that add_source found to be no
   * record keeps its error; the message says where it was, and stands in front of that. */
  void (*fail_record)(struct sluice_batch*, size_t index, sluice_status, sluice_slice message);
  /* The resume point after this batch; copied. Empty: none (the batch before's stays). */
  sluice_status (*set_cursor)(struct sluice_batch*, sluice_slice cursor);
  /* After this batch there is no resume point, whatever was set before: the next walk starts from
   * the beginning, with a request of its own. */
  void (*clear_cursor)(struct sluice_batch*);
  /* Marks `index` FILTERED because live record `other` stands for it, as a repeat of it. If `other`
   * parks, the source record of `index` runs again, alone, unless some of it was delivered. */
  sluice_status (*filter_for)(struct sluice_batch*, size_t index, size_t other);
} sluice_records;

/* ---- helpers: batch and memory --------------------------------------------------------------- */

static inline sluice_record* sluice_record_at(const sluice_batch* batch, size_t index) {
  return (sluice_record*)(void*)((char*)(void*)batch->records + index * batch->record_stride);
}

/* 16-byte aligned memory that lives as long as the batch; NULL when the budget is exhausted,
 * perhaps for size 0. */
static inline void* sluice_alloc(sluice_arena* arena, size_t size) {
  void* p;
  if (size > SIZE_MAX - 15) return NULL;
  size = (size + 15) & ~(size_t)15;
  if ((size_t)(arena->end - arena->next) < size) return arena->grow(arena, size);
  p = arena->next;
  arena->next += size;
  return p;
}

/* First 4 bytes of a key, zero padded. */
static inline uint32_t sluice_key_head(const char* key, size_t size) {
  uint32_t head = 0;
  memcpy(&head, key, size < 4 ? size : 4);
  return head;
}

/* An object's members; expands a raw object first. NULL if it is not an object, or if
 * expanding failed (then batch->fault is set). */
static inline sluice_member* sluice_members(sluice_batch* batch, sluice_value* v) {
  if (v->kind == SLUICE_KIND_RAW && (v->flags & SLUICE_VALUE_OBJECT) &&
      batch->json->expand(batch, v))
    return NULL;
  return v->kind == SLUICE_KIND_OBJECT ? v->as.members : NULL;
}

/* An array's items, the same way. */
static inline sluice_value* sluice_items(sluice_batch* batch, sluice_value* v) {
  if (v->kind == SLUICE_KIND_RAW && !(v->flags & SLUICE_VALUE_OBJECT) &&
      batch->json->expand(batch, v))
    return NULL;
  return v->kind == SLUICE_KIND_ARRAY ? v->as.items : NULL;
}

/* A key to look up, made once. `text` is the caller's; where the key may be added to a record it
 * obeys convention 2 (interned). `hint` remembers where the key stood last time: keep the object
 * between records, one per thread. */
typedef struct sluice_key {
  const char* text;
  uint32_t size, head, hint;
} sluice_key;

static inline sluice_key sluice_key_of(const char* text, size_t size) {
  sluice_key key;
  key.text = text;
  key.size = (uint32_t)size;
  key.head = sluice_key_head(text, size);
  key.hint = 0;
  return key;
}

/* The member `key` of an object, or NULL: it has none, is no object, or cannot be expanded
 * (batch->fault says so). */
static inline sluice_member* sluice_find(sluice_batch* batch, sluice_value* object,
                                         sluice_key* key) {
  sluice_member* m = sluice_members(batch, object);
  uint32_t n = m ? object->size : 0, i = key->hint < n ? key->hint : 0, left;
  for (left = n; left; left--) {
    if (m[i].key_size == key->size && m[i].key_head == key->head &&
        (key->size <= 4 || !memcmp(m[i].key + 4, key->text + 4, key->size - 4))) {
      key->hint = i;
      return m + i;
    }
    i = i + 1 < n ? i + 1 : 0;
  }
  return NULL;
}

/* Room for one more member at the end, which the caller fills; NULL when out of memory.
 * Pointers into the object's members die. */
static inline sluice_member* sluice_append(sluice_arena* arena, sluice_value* object) {
  if (!object->room || !object->as.members) {
    uint32_t extra = object->size / 2 + 4;
    sluice_member* m;
    if (object->size > UINT32_MAX / 2) return NULL;
    if (extra > UINT16_MAX) extra = UINT16_MAX;
    m = (sluice_member*)sluice_alloc(arena, ((size_t)object->size + extra) * sizeof *m);
    if (!m) return NULL;
    if (object->size) memcpy(m, object->as.members, object->size * sizeof *m);
    object->as.members = m;
    object->room = (uint16_t)extra;
  }
  object->room--;
  return &object->as.members[object->size++];
}

/* What a raw value is once parsed: SLUICE_KIND_OBJECT or _ARRAY; other values: their kind. */
static inline int sluice_raw_kind(const sluice_value* v) {
  if (v->kind != SLUICE_KIND_RAW) return v->kind;
  return v->flags & SLUICE_VALUE_OBJECT ? SLUICE_KIND_OBJECT : SLUICE_KIND_ARRAY;
}

/* A string value over decoded text that already obeys convention 2; escaped when written. */
static inline sluice_value sluice_string(const char* text, uint32_t size) {
  sluice_value v;
  memset(&v, 0, sizeof v);
  v.kind = SLUICE_KIND_STRING;
  v.size = size;
  v.as.text = text;
  return v;
}

/* A value of `kind`, a scalar, with a copy of its spelling: digits of a number, "null", "true". Of
 * kind NULL without a text when out of memory: no value, sluice_set treats it as that failure. */
static inline sluice_value sluice_scalar(sluice_batch* batch, int kind, const char* text,
                                         size_t size) {
  sluice_value v;
  char* copy = (char*)sluice_alloc(batch->arena, size);
  memset(&v, 0, sizeof v);
  if (!copy) return v;
  memcpy(copy, text, size);
  v.kind = (uint8_t)kind;
  v.size = (uint32_t)size;
  v.as.text = copy;
  return v;
}

/* An integer as a number value; as sluice_scalar when out of memory. */
static inline sluice_value sluice_number(sluice_batch* batch, int64_t number) {
  char digits[20];
  uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + left % 10);
  while ((left /= 10) != 0);
  if (number < 0) digits[--at] = '-';
  return sluice_scalar(batch, SLUICE_KIND_NUMBER, digits + at, sizeof digits - at);
}

/* ---- helpers: members that are set, or must exist ---------------------------------------------
 */

/* Adds `key`, which the object does not have; the caller fills the value. Fails as find_or_append.
 */
static inline sluice_member* sluice_append_key(sluice_batch* batch, sluice_value* object,
                                               const sluice_key* key) {
  sluice_member* m;
  if (object->kind != SLUICE_KIND_OBJECT) { /* a raw object was expanded, or could not be */
    if (!batch->fault) batch->fault = SLUICE_E_DATA;
    return NULL;
  }
  m = sluice_append(batch->arena, object);
  if (!m) {
    batch->fault = SLUICE_E_NO_MEMORY;
    return NULL;
  }
  m->key = key->text;
  m->key_size = key->size;
  m->key_head = key->head;
  return m;
}

/* The member `key`, added as null at the end where it is missing. NULL: no object, it cannot be
 * expanded, or out of memory; batch->fault says which (E_DATA: no object). */
static inline sluice_member* sluice_find_or_append(sluice_batch* batch, sluice_value* object,
                                                   sluice_key* key) {
  sluice_member* m = sluice_find(batch, object, key);
  if (m) return m;
  m = sluice_append_key(batch, object, key);
  if (m) m->value = sluice_scalar(batch, SLUICE_KIND_NULL, "null", 4);
  if (!m || m->value.as.text) return m;
  object->size--; /* a member without a value must not be written */
  object->room++;
  batch->fault = SLUICE_E_NO_MEMORY;
  return NULL;
}

/* Sets the member `key`, adding it where it is missing. Fails as sluice_find_or_append, and with
 * E_NO_MEMORY for a value that sluice_scalar or sluice_number could not make. */
static inline sluice_status sluice_set(sluice_batch* batch, sluice_value* object, sluice_key* key,
                                       sluice_value value) {
  sluice_member* m;
  if (value.kind == SLUICE_KIND_NULL && !value.as.text) return batch->fault = SLUICE_E_NO_MEMORY;
  m = sluice_find(batch, object, key);
  if (!m) m = sluice_append_key(batch, object, key);
  if (!m) return batch->fault;
  m->value = value;
  return SLUICE_OK;
}

/* Appends to a message, cut where it is full. */
static inline void sluice_add_message(sluice_error* error, const char* text, size_t size) {
  const size_t had = strlen(error->message), left = sizeof error->message - 1 - had;
  if (size > left) size = left;
  memcpy(error->message + had, text, size);
  error->message[had + size] = 0;
}

/* The member `key` of kind `kind` (OBJECT and ARRAY: also one not parsed yet). NULL: it is
 * missing or of another kind (E_DATA, and the message says what is needed), or the record cannot be
 * expanded (the code is batch->fault; the message is empty, fail_record has it). */
static inline sluice_value* sluice_require(sluice_batch* batch, sluice_value* object,
                                           sluice_key* key, int kind, sluice_error* error) {
  static const char* const kKinds[] = {"null",   "false", "true",  "number",
                                       "string", "array", "object"};
  sluice_member* m = sluice_find(batch, object, key);
  if (m && (m->value.kind == kind || sluice_raw_kind(&m->value) == kind)) return &m->value;
  error->message[0] = 0;
  error->code = batch->fault;
  if (batch->fault) return NULL;
  error->code = SLUICE_E_DATA;
  sluice_add_message(error, "it has no ", 10);
  sluice_add_message(error, kKinds[kind], strlen(kKinds[kind]));
  sluice_add_message(error, " \"", 2);
  sluice_add_message(error, key->text, key->size);
  sluice_add_message(error, "\"", 1);
  return NULL;
}

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_RECORD_H */
