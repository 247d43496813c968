/* sluice/work_folder.h: a folder of a component's own, for what has to survive a kill but is no
 * part of a commit. A host service, reached by get_extension("sluice.work_folder/1").
 */
#ifndef SLUICE_WORK_FOLDER_H
#define SLUICE_WORK_FOLDER_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sluice_work_folder {
  uint32_t struct_size;
  /* Puts the path of a folder that only this instance and this host's user may use; it is made if
   * need be and stays between runs. REQUIRES: a run, that is publish, poll or what comes before
   * them; not `create`. E_UNSUPPORTED if this host keeps nothing, E_INVALID if it cannot be made.
   */
  sluice_status (*path)(const struct sluice_host*, sluice_text* out, sluice_error*); /* [lane] */
} sluice_work_folder;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_WORK_FOLDER_H */
