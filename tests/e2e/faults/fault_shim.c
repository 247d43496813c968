/* LD_PRELOAD: makes calls of the C library fail as a bad disk, a read-only folder or a jumping
 * clock would.
 *
 * FAULT_CALL: write, sync or open (of a file that is made).
 *
 * FAULT_ERROR: the number of the error; 0: a write writes half.
 *
 * FAULT_PATH: a part of the file's path.
 *
 * FAULT_AFTER, FAULT_TIMES: so many such calls work first, so many fail then (0: all).
 *
 * FAULT_SEEN: a file that is made when one fails.
 *
 * CLOCK_AFTER, CLOCK_JUMP: after so many readings the clock jumps by so many seconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls, readings;

static void* next_of(const char* name) {
  void* found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

static long number(const char* name) {
  const char* text = getenv(name);
  return text ? atol(text) : 0;
}

static void note_seen(void) {
  const char* file = getenv("FAULT_SEEN");
  const int fd = file ? (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT, 0600) : -1;
  if (fd >= 0) close(fd);
}

static int is_due(const char* call, const char* path) {
  const char *wanted = getenv("FAULT_CALL"), *part = getenv("FAULT_PATH");
  long count, after, times;
  if (!wanted || strcmp(wanted, call) != 0 || (part && !strstr(path, part))) return 0;
  count = atomic_fetch_add(&calls, 1) + 1;
  after = number("FAULT_AFTER");
  times = number("FAULT_TIMES");
  if (count <= after || (times && count > after + times)) return 0;
  note_seen();
  return 1;
}

static int is_due_for(const char* call, int fd) {
  char link[64], path[4096];
  ssize_t n;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return is_due(call, path);
}

/* The size to write, or 0 for an error, which is set. */
static size_t size_of_write(int fd, size_t size) {
  if (!is_due_for("write", fd)) return size;
  errno = (int)number("FAULT_ERROR");
  return errno ? 0 : (size + 1) / 2;
}

ssize_t write(int fd, const void* data, size_t size) {
  const size_t some = size_of_write(fd, size);
  if (size && !some) return -1;
  return ((ssize_t(*)(int, const void*, size_t))next_of("write"))(fd, data, some);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
  const size_t some = size_of_write(fd, size);
  if (size && !some) return -1;
  return ((ssize_t(*)(int, const void*, size_t, off64_t))next_of("pwrite64"))(fd, data, some,
                                                                              offset);
}

static int synced(const char* call, int fd) {
  if (is_due_for("sync", fd)) {
    errno = (int)number("FAULT_ERROR");
    return -1;
  }
  return ((int (*)(int))next_of(call))(fd);
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }

int open64(const char* path, int flags, ...) {
  va_list more;
  mode_t mode;
  va_start(more, flags);
  mode = va_arg(more, mode_t);
  va_end(more);
  if ((flags & O_CREAT) && is_due("open", path)) {
    errno = (int)number("FAULT_ERROR");
    return -1;
  }
  return ((int (*)(const char*, int, ...))next_of("open64"))(path, flags, mode);
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  const int status = ((int (*)(clockid_t, struct timespec*))next_of("clock_gettime"))(clock, now);
  if (clock == CLOCK_REALTIME && getenv("CLOCK_JUMP") &&
      atomic_fetch_add(&readings, 1) >= number("CLOCK_AFTER"))
    now->tv_sec += number("CLOCK_JUMP");
  return status;
}
