/* sluice/ext/work_folder.h: a folder of a component's own, for what has to survive a kill but is
 * no part of a commit. C11 and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_WORK_FOLDER_H
#define SLUICE_EXT_WORK_FOLDER_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_WORK_FOLDER "sluice.work_folder/1"

typedef struct sluice_work_folder {
  uint32_t struct_size;
  /* [lane] Puts the path of a folder that only this instance and this host's user may use; it is
   * created if needed and stays between runs. REQUIRES: a run, that is publish, poll or what comes
   * before them; not `create`. E_UNSUPPORTED if this host keeps nothing, E_INVALID if it cannot be
   * made. */
  sluice_status (*path)(const struct sluice_host*, sluice_text* out, sluice_error*);
} sluice_work_folder;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_WORK_FOLDER_H */
