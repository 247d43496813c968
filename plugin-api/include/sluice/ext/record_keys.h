/* sluice/ext/record_keys.h: a key for each record, by which a system recognises one that it was
 * sent before. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_RECORD_KEYS_H
#define SLUICE_EXT_RECORD_KEYS_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_RECORD_KEYS "sluice.record_keys/1"

typedef struct sluice_record_keys {
  uint32_t struct_size;
  /* [lane] Puts the keys of all records of a batch that is being published, in order: keys[i] is
   * that of record i, 36 characters written like a UUID, in the batch's arena. A key is made of
   * pipeline, target, the record's text as it was read and which of the records made of it this one
   * is. So it is the same each time the record is published there: after a failure, a restart or a
   * kill, and by a retry of its task; a record that was read with another text, or whose task was
   * edited, has another one. REQUIRES: publish or begin is running. E_NO_MEMORY; E_UNSUPPORTED:
   * this host gives none. */
  sluice_status (*keys)(const struct sluice_host*, struct sluice_batch*, sluice_slice* keys);
} sluice_record_keys;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_RECORD_KEYS_H */
