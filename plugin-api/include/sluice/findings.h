/* sluice/findings.h: host services for components that decide settings and records: what they find,
 * and the values of declared variables. C11 and C++20. A header of its own, so that those who do
 * not use it need not know it. Conventions are those of abi.h. */
#ifndef SLUICE_FINDINGS_H
#define SLUICE_FINDINGS_H

#include "sluice/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "sluice.findings/1". What a component finds beyond what a status can say. Messages hold no
 * secret; `pointer` is the JSON pointer of the setting. */
typedef struct sluice_findings {
  uint32_t struct_size;
  /* At create, which fails then: one thing that is wrong with the settings, besides others. Once
   * this was called, the message of create's own failure is not shown. [main] */
  void (*problem)(const struct sluice_host*, sluice_slice pointer, sluice_slice message);
  /* At create: a setting that says something else than its author can have meant. Nothing fails;
   * `check` and `run` warn. [main] */
  void (*warning)(const struct sluice_host*, sluice_slice pointer, sluice_slice message);
  /* Of a transformer, within `transform`: something that was met `count` times in this batch, fails
   * no record and is hardly meant. `what` begins with a noun in the singular ("comparison of text
   * with a number"); `example` names the first record it was met at. Equal texts are added up and
   * told once in the run's summary; those of an attempt that is repeated do not count. [lane] */
  void (*remark)(const struct sluice_host*, sluice_slice what, sluice_slice example,
                 uint64_t count);
} sluice_findings;

/* "sluice.environment/1". Environment variables that the configuration's `host.env` declares. */
typedef struct sluice_environment {
  uint32_t struct_size;
  /* Puts the value of `name`. E_INVALID, saying what to do: it is not declared, or not set. */
  sluice_status (*get)(const struct sluice_host*, sluice_slice name, sluice_text* out,
                       sluice_error*); /* [main] */
} sluice_environment;

#ifdef __cplusplus
}
#endif
#endif /* SLUICE_FINDINGS_H */
