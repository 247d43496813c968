/* sluice/ext/tables.h: named data of the configuration's `tables`, which components look up and
 * remember. Many components share a table, and so do pipelines; it may be larger than memory (kept
 * in the store), so it belongs to the host, which also decides what keys are equal. C11 and C++20.
 * Conventions are those of abi.h.
 *
 * Keys. Text is its own key. A number has the key of its plain spelling: 2, 2.0 and the text "2"
 * are one key, the text "2.0" is another; so a number finds what a CSV file has as text. true and
 * false are their spelling. A list of these is one key, too ("[\"DE\",2]"). null is no key: it
 * finds nothing. An object is none: E_DATA.
 *
 * What is put belongs to the batch, like state (sluice/ext/state.h): later reads of the run see it
 * at once, it is committed with the batch's cursor, and lost with it. */
#ifndef SLUICE_EXT_TABLES_H
#define SLUICE_EXT_TABLES_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_TABLES "sluice.tables/1"

typedef struct sluice_table sluice_table; /* the host's; lives as long as the component */

typedef struct sluice_tables {
  uint32_t struct_size;
  /* [main] The table of this name; `*stored` becomes 1 if its rows are kept in the store, where
   * put_for works, else 0. E_INVALID: the configuration has no such table. */
  sluice_status (*find)(const sluice_host*, sluice_slice name, const sluice_table** out,
                        int32_t* stored, sluice_error*);
  /* [lane] values[i] becomes the value of keys[i], in the batch; all zeros (kind null without a
   * text): there is no such row. All keys of a batch at once take one read of the store. E_DATA: a
   * key is none, nothing was read; E_NO_MEMORY; E_UNAVAILABLE. */
  sluice_status (*get)(const sluice_host*, const sluice_table*, struct sluice_batch*,
                       struct sluice_value* const* keys, size_t count, struct sluice_value* values);
  /* [lane] The row of `key` becomes `value` because of record `index` of the batch: it counts once
   * everything that came from the same record as it was read is settled, none of it parked, and
   * some of it delivered, or taken into the backlog of a target that is down; of a record that
   * parked once its task is done, unless the row is put meanwhile. `ttl_ms`: after that
   * time the row is gone; 0: never. `value` NULL removes the row. E_INVALID: the table is not kept
   * in the store. */
  sluice_status (*put_for)(const sluice_host*, const sluice_table*, struct sluice_batch*,
                           size_t index, const struct sluice_value* key,
                           const struct sluice_value* value, int64_t ttl_ms);
} sluice_tables;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_TABLES_H */
