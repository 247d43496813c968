/* A good transformer whose library leaves a file, named by LOUD_PLUGIN, as soon as it is opened. */
#include <stdio.h>
#include <stdlib.h>

#define VARIANT_PLAIN
#include "variant.c"

__attribute__((constructor)) static void leave_a_file(void) {
  const char* path = getenv("LOUD_PLUGIN");
  FILE* file = path ? fopen(path, "w") : NULL;
  if (file) fclose(file);
}
