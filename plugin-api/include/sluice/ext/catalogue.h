/* sluice/ext/catalogue.h: topics that the components of a plugin can describe. Optional table of a
 * plugin: `sluice plugins show PLUGIN TOPIC` shows what the schemas do not say, for example the
 * entities of a remote system. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_CATALOGUE_H
#define SLUICE_EXT_CATALOGUE_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_CATALOGUE "sluice.catalogue/1"

/* Reached by sluice_entry_v1.get_factory(SLUICE_EXT_CATALOGUE). */
typedef struct sluice_catalogue {
  uint32_t struct_size;
  /* [any] Puts a page about `topic` for a person to read, or a JSON object if `json` is not 0. An
   * empty topic: the list of topics. E_INVALID: no such topic, with what may have been meant. No
   * I/O, and no component is made. */
  sluice_status (*describe)(sluice_slice topic, int32_t json, sluice_text* out, sluice_error*);
} sluice_catalogue;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_CATALOGUE_H */
