/* sluice/ext/members.h: which members records have, as far as that is known before any is read.
 * Optional interface of a subscriber or transformer: `check` and `run` warn about paths that cannot
 * exist and comparisons that cannot hold. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_MEMBERS_H
#define SLUICE_EXT_MEMBERS_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_MEMBERS "sluice.members/1"

/* What is known of a record is a JSON Schema of a few words; every value may also be null or
 * absent:
 *
 *   {"type":"object","additionalProperties":false,"properties":{
 *     "id":{"type":"string"},"balance":{"type":"number"},
 *     "type":{"type":"string","enum":["BILLING","SHIPPING"]},
 *     "lines":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string"}}}},
 *     "note":{}}}
 *
 * `additionalProperties` false says that the list is complete: there are no other members. Without
 * it others may come, and nothing is said about them. `type` is one of string, number, boolean,
 * array, object; without it nothing is known of the value. Empty text: nothing is known. */
typedef struct sluice_known_members {
  uint32_t struct_size;
  /* [main] No I/O. After create, before the first batch. `in`: what is known of the records that
   * come in, empty of a subscriber. Puts what is known of those that go out; nothing: nothing. A
   * transformer warns (findings.h) of its settings that cannot mean anything on such records. Not
   * called for a step that has `each`. */
  sluice_status (*members)(void* self, sluice_slice in, sluice_text* out, sluice_error*);
  /* [lane] May be missing. After the last batch of a run: the paths that a transformer looked for
   * and that no record of the run had, one a line. The run's summary names them. */
  sluice_status (*absent)(void* self, sluice_text* out, sluice_error*);
} sluice_known_members;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_MEMBERS_H */
