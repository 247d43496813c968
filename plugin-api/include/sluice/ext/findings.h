/* sluice/ext/findings.h: what a component finds wrong or odd. All problems of a
 * configuration are shown at once, and oddities of records once per run, not once per record. C11
 * and C++20. Conventions are those of abi.h. */
#ifndef SLUICE_EXT_FINDINGS_H
#define SLUICE_EXT_FINDINGS_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SLUICE_EXT_FINDINGS "sluice.findings/1"

/* Messages hold no secret; `pointer` is the JSON pointer of the setting. */
typedef struct sluice_findings {
  uint32_t struct_size;
  /* [main] At create, which then fails: one thing that is wrong with the settings, among others.
   * Once this was called, the message of create's own failure is not shown. */
  void (*problem)(const struct sluice_host*, sluice_slice pointer, sluice_slice message);
  /* [main] At create: a setting that hardly says what its author meant. Nothing
   * fails; `check` and `run` warn. */
  void (*warning)(const struct sluice_host*, sluice_slice pointer, sluice_slice message);
  /* [lane] Of a transformer, within `transform`: something that was met `count` times in this
   * batch, fails no record and is hardly intended. `what` begins with a noun in the singular
   * ("comparison of text with a number"); `example` names the first record it was met at. Equal
   * texts are added up and reported once in the run's summary; those of an attempt that is repeated
   * do not count. */
  void (*remark)(const struct sluice_host*, sluice_slice what, sluice_slice example,
                 uint64_t count);
} sluice_findings;

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* SLUICE_EXT_FINDINGS_H */
