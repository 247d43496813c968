// One transformer that ends the process, crashes, never returns or answers in odd ways with its
// second batch, as its setting `how` says. Without the SDK, whose functions catch.
#include <err.h>
#include <sluice/abi.h>
#include <sluice/record.h>
#include <threads.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

struct Odd {};
struct NullWhat : std::exception {
  const char* what() const noexcept override { return nullptr; }
};

// Without DEADLY a test that only reads the manifest is not disturbed.
struct AtLoad {
  AtLoad() {
    const char* how = std::getenv("DEADLY");
    if (how && std::string(how) == "constructor") std::exit(0);
  }
} const at_load;

struct Step {
  std::string how;
  int batches = 0;
};

[[noreturn]] void stick() {
  std::fputs("deadly.step is stuck\n", stderr);
  for (;;) pause();
}

// Deeper than any stack; what each level holds keeps the compiler from making it a loop.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Winfinite-recursion"
#else
#pragma clang diagnostic ignored "-Winfinite-recursion"
#endif
int overflow(volatile char* above) {
  volatile char mine[4096];
  mine[0] = above ? above[0] : 1;
  return overflow(mine) + mine[0];
}

int* volatile nowhere = nullptr;
void write_nowhere() { *nowhere = 1; }

[[noreturn]] void throw_odd() { throw Odd(); }
void throw_nothing_out() noexcept { throw_odd(); }

void die(const std::string& how) {
  if (how == "exit") std::exit(0);
  if (how == "_exit") ::_exit(0);
  if (how == "_Exit") std::_Exit(0);
  if (how == "quick_exit") std::quick_exit(0);
  if (how == "pthread_exit") pthread_exit(nullptr);
  if (how == "thrd_exit") thrd_exit(0);
  if (how == "errx") errx(0, "done");
  if (how == "thread_exit") std::thread([] { std::exit(0); }).join();
  if (how == "thread__exit") std::thread([] { ::_exit(0); }).join();
  if (how == "segv") write_nowhere();
  if (how == "bus") std::raise(SIGBUS);
  if (how == "fpe") std::raise(SIGFPE);
  if (how == "ill") std::raise(SIGILL);
  if (how == "abort") std::abort();
  if (how == "terminate") std::terminate();
  if (how == "noexcept") throw_nothing_out();
  if (how == "overflow") overflow(nullptr);
  if (how == "thread_throw") std::thread([] { throw std::runtime_error("nobody catches"); }).join();
  if (how == "thread_segv") std::thread([] { write_nowhere(); }).join();
  if (how == "thread_overflow") std::thread([] { overflow(nullptr); }).join();
  if (how == "at_exit") std::atexit([] { ::_exit(0); });
  if (how == "raw_null_what") throw NullWhat();
  if (how == "raw_int") throw 7;
  if (how == "stuck") stick();
}

sluice_status say(const std::string& how, sluice_batch* batch, sluice_error* error) {
  if (how == "no_end_of_message") {
    memset(error->message, 'x', sizeof error->message);
    return SLUICE_E_INTERNAL;
  }
  if (how == "not_utf8_message") {
    memcpy(error->message, "\xff\xfe\x1b[31m", 8);
    return SLUICE_E_INTERNAL;
  }
  if (how == "odd_status") return -5;
  if (how == "null_slices") {
    const sluice_slice nothing = {nullptr, 7};
    size_t index = 0;
    sluice_value value = {};
    (void)batch->records_api->add_source(batch, nothing, &index);
    (void)batch->json->parse(batch, nothing, &value);
    (void)batch->records_api->set_cursor(batch, nothing);
    batch->records_api->fail_record(batch, 0, SLUICE_E_DATA, nothing);
    batch->fault = SLUICE_OK;
  }
  return SLUICE_OK;
}

sluice_status transform(void* self, sluice_batch* batch, const sluice_cancel*,
                        sluice_error* error) {
  Step& step = *static_cast<Step*>(self);
  if (++step.batches != 2) return SLUICE_OK;
  die(step.how);
  return say(step.how, batch, error);
}

const void* get_interface(void*, const char* id) {
  static const sluice_transformer table = {sizeof table, transform};
  return strcmp(id, SLUICE_TRANSFORMER) == 0 ? &table : nullptr;
}

sluice_status create(const sluice_host*, const sluice_create* args, void** self, sluice_error*) {
  const std::string config(args->config.data, args->config.size);
  const size_t start = config.find("\"how\":\"") + 7;
  auto* step = new Step{config.substr(start, config.find('"', start) - start)};
  const char* how = std::getenv("DEADLY");
  if (how && std::string(how) == "create") std::exit(0);
  *self = step;
  return SLUICE_OK;
}

void destroy(void* self) {
  auto* step = static_cast<Step*>(self);
  if (step->how == "stuck_in_destroy") stick();
  delete step;
}

const void* get_factory(const char* id) {
  static const sluice_factory factory = {sizeof factory, {nullptr, 0}, create, get_interface,
                                         nullptr,        destroy,      nullptr};
  return strcmp(id, SLUICE_FACTORY) == 0 ? &factory : nullptr;
}

}  // namespace

extern "C" SLUICE_EXPORT const sluice_entry_v1 sluice_plugin_v1 = {sizeof(sluice_entry_v1),
                                                                   SLUICE_ABI_MAJOR,
                                                                   SLUICE_ABI_MINOR,
                                                                   SLUICE_RECORD_LAYOUT,
                                                                   0,
                                                                   {"C++", 3},
                                                                   nullptr,
                                                                   nullptr,
                                                                   get_factory};
