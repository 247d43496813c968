/* sluice/catalogue.h: a table a plugin may have besides its factory. C11 and C++20. A header of its
 * own, so that those who do not use it need not know it. Conventions are those of abi.h. */
#ifndef SLUICE_CATALOGUE_H
#define SLUICE_CATALOGUE_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `sluice_entry_v1.get_factory("sluice.catalogue/1")`, optional: what the plugin's components can
 * be asked for, as far as their schemas do not say (the entities of a remote system). For `sluice
 * plugins show PLUGIN [TOPIC]`. */
typedef struct sluice_catalogue {
  uint32_t struct_size;
  /* Puts a page about `topic` for a person to read, or a JSON object if `json` is not 0. An empty
   * topic: what topics there are. E_INVALID: no such topic, with what may have been meant. No I/O,
   * and no component is made. */
  sluice_status (*describe)(sluice_slice topic, int32_t json, sluice_text* out,
                            sluice_error*); /* [any] */
} sluice_catalogue;

#ifdef __cplusplus
}
#endif
#endif /* SLUICE_CATALOGUE_H */
