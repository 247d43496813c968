#include "child.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <new>
#include <string_view>

// Behind the headers that it includes itself; it does not say that it is C.
extern "C" {
#include <jq.h>
}

namespace sluice::jq {
namespace {

// The other side is gone, or there is no memory: nobody is left to be told.
[[noreturn]] void leave(int code) { _exit(code); }

class Channel {
 public:
  explicit Channel(int socket) : socket_(socket) {}

  void send(FrameKind kind, std::string_view text) const {
    const FrameHeader header{static_cast<uint32_t>(text.size()), kind};
    write_all(&header, sizeof header);
    write_all(text.data(), text.size());
  }
  std::string receive() const {
    FrameHeader header{};
    read_all(&header, sizeof header);
    std::string text(header.size, '\0');
    read_all(text.data(), text.size());
    return text;
  }

 private:
  void write_all(const void* data, size_t size) const {
    for (auto* at = static_cast<const char*>(data); size;) {
      const ssize_t sent = ::send(socket_, at, size, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) leave(0);
      at += sent;
      size -= static_cast<size_t>(sent);
    }
  }
  void read_all(void* data, size_t size) const {
    for (auto* at = static_cast<char*>(data); size;) {
      const ssize_t got = ::recv(socket_, at, size, 0);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) leave(0);
      at += got;
      size -= static_cast<size_t>(got);
    }
  }

  int socket_;
};

std::string taken_text(jv value) {
  std::string out(jv_string_value(value),
                  static_cast<size_t>(jv_string_length_bytes(jv_copy(value))));
  jv_free(value);
  return out;
}

// A JSON text for any value; strings as they are.
std::string shown(jv value) {
  return taken_text(jv_get_kind(value) == JV_KIND_STRING ? value : jv_dump_string(value, 0));
}

// jq would write null for one and the largest number for the other.
const char* number_without_form(jv value) {
  const char* found = nullptr;
  switch (jv_get_kind(value)) {
    case JV_KIND_NUMBER:
      if (std::isnan(jv_number_value(value)))
        found = "a number that is none (nan)";
      else if (std::isinf(jv_number_value(value)))
        found = "an infinite number";
      break;
    case JV_KIND_ARRAY: {
      const int count = jv_array_length(jv_copy(value));
      for (int i = 0; i < count && !found; i++)
        found = number_without_form(jv_array_get(jv_copy(value), i));
      break;
    }
    case JV_KIND_OBJECT:
      for (int i = jv_object_iter(value); jv_object_iter_valid(value, i) && !found;
           i = jv_object_iter_next(value, i))
        found = number_without_form(jv_object_iter_value(value, i));
      break;
    default:
      break;
  }
  jv_free(value);
  return found;
}

class Program {
 public:
  Program(const Channel& channel, const Limits& limits) : channel_(channel), limits_(limits) {}

  void compile(const std::string& text) {
    state_ = jq_init();
    if (!state_) leave(kExitNoMemory);
    jq_set_nomem_handler(
        state_, [](void*) { leave(kExitNoMemory); }, nullptr);
    jq_set_error_cb(state_, add_problem, this);
    const bool is_compiled = jq_compile(state_, text.c_str()) != 0;
    channel_.send(is_compiled ? FrameKind::kReady : FrameKind::kProblem, problems_);
    if (!is_compiled) leave(0);
  }

  void run(const std::string& record) {
    jv value = jv_parse_sized(record.data(), static_cast<int>(record.size()));
    if (!jv_is_valid(value)) {
      channel_.send(FrameKind::kError,
                    "jq cannot read the record: " + shown(jv_invalid_get_msg(value)));
      return;
    }
    jq_start(state_, value, 0);
    outputs_ = bytes_ = 0;
    while (give_next()) {
    }
    // Lets go of what the program holds, also where it was not at its end.
    jq_start(state_, jv_null(), 0);
  }

 private:
  static void add_problem(void* self, jv message) {
    std::string& all = static_cast<Program*>(self)->problems_;
    all += (all.empty() ? "" : "\n") + shown(message);
  }

  // False: the record is done with.
  bool give_next() {
    jv value = jq_next(state_);
    if (!jv_is_valid(value)) return finish(value), false;
    if (const char* what = number_without_form(jv_copy(value))) {
      jv_free(value);
      return fail(std::string("a result has ") + what + ", which JSON has no form for");
    }
    if (++outputs_ > limits_.outputs) {
      jv_free(value);
      return fail("the script gives more than " + std::to_string(limits_.outputs) +
                  " results for this record (limits.outputs)");
    }
    const std::string text = taken_text(jv_dump_string(value, 0));
    bytes_ += static_cast<int64_t>(text.size());
    if (bytes_ > limits_.memory)
      return fail("the results of this record are more than " + std::to_string(limits_.memory) +
                  " bytes (limits.memory)");
    channel_.send(FrameKind::kResult, text);
    return true;
  }

  bool fail(const std::string& why) const {
    channel_.send(FrameKind::kError, why);
    return false;
  }

  void finish(jv value) const {
    if (!jv_invalid_has_msg(jv_copy(value))) {
      jv_free(value);
      channel_.send(FrameKind::kDone, {});
    } else {
      channel_.send(FrameKind::kError, shown(jv_invalid_get_msg(value)));
    }
  }

  const Channel& channel_;
  const Limits& limits_;
  jq_state* state_ = nullptr;
  std::string problems_;
  int64_t outputs_ = 0, bytes_ = 0;
};

// Bytes of memory that count against the limit and are there already.
rlim_t used_data() {
  long pages[6] = {};
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    for (long& one : pages)
      if (std::fscanf(file, "%ld", &one) != 1) break;
    static_cast<void>(std::fclose(file));
  }
  return static_cast<rlim_t>(pages[5]) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

void limit(int what, rlim_t most) {
  const rlimit both{most, most};
  setrlimit(static_cast<__rlimit_resource>(what), &both);
}

// Nothing of the host's stays in reach: its files, its variables, its handlers of signals.
int leave_host(int socket, const Limits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, SIG_DFL);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int standard = 0; standard < 3; standard++) dup2(nothing, standard);
  const int kept = dup2(socket, 3);
  close_range(4, ~0U, 0);
  clearenv();
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_DATA, used_data() + static_cast<rlim_t>(limits.memory));
  return kept;
}

}  // namespace

void run_child(int socket, const std::string& program, const Limits& limits) {
  const Channel channel(leave_host(socket, limits));
  std::set_new_handler([] { leave(kExitNoMemory); });
  Program running(channel, limits);
  running.compile(program);
  for (;;) running.run(channel.receive());
}

}  // namespace sluice::jq
