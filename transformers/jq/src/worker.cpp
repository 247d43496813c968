#include "worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace sluice::jq {
namespace {

Status system_failure(std::string_view what) {
  return Status::internal("cannot start a process for jq: " + std::string(what) + ": " +
                          std::strerror(errno));
}

// Reads exactly `size` bytes; false at the end, or when nothing came for a long time.
bool read_all(int socket, void* data, size_t size, int timeout_ms) {
  for (auto* at = static_cast<char*>(data); size;) {
    pollfd one{socket, POLLIN, 0};
    const int ready = ::poll(&one, 1, timeout_ms);
    if (ready < 0 && errno == EINTR) continue;
    const ssize_t got = ready > 0 ? ::recv(socket, at, size, 0) : 0;
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

// jq's words begin with "jq: error: "; only the first of them, and its line as others write it.
std::string problem_of(std::string_view words) {
  constexpr std::string_view kBegin = "jq: error: ";
  std::string out(words.substr(0, words.find('\n')));
  if (out.compare(0, kBegin.size(), kBegin) == 0) out.erase(0, kBegin.size());
  if (const size_t quoting = out.find(" (Unix shell quoting issues?)");
      quoting != std::string::npos)
    out.erase(quoting, std::string_view(" (Unix shell quoting issues?)").size());
  constexpr std::string_view kPlace = " at <top-level>, line ";
  const size_t place = out.find(kPlace);
  if (place == std::string::npos) return out;
  std::string line = out.substr(place + kPlace.size());
  line.erase(std::find_if(line.begin(), line.end(), [](char c) { return c < '0' || c > '9'; }),
             line.end());
  return "line " + line + ": " + out.substr(0, place);
}

}  // namespace

Result<std::unique_ptr<Worker>> Worker::start(const std::string& program, const Limits& limits) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) return system_failure("socketpair");
  const pid_t process = fork();
  if (process == 0) run_child(ends[1], program, limits);
  close(ends[1]);
  if (process < 0) {
    Status status = system_failure("fork");
    close(ends[0]);
    return status;
  }
  fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK);
  std::unique_ptr<Worker> made(new Worker(process, ends[0]));
  if (Status status = made->wait_until_ready(limits); !status.ok()) return status;
  return made;
}

Worker::~Worker() {
  kill(process_, SIGKILL);
  close(socket_);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Status Worker::wait_until_ready(const Limits& limits) const {
  constexpr int kLongestMs = 60'000;
  FrameHeader header{};
  std::string words;
  bool is_read = read_all(socket_, &header, sizeof header, kLongestMs);
  words.resize(header.size);
  is_read = is_read && read_all(socket_, words.data(), words.size(), kLongestMs);
  if (is_read && header.kind == FrameKind::kReady) return {};
  if (is_read) return {SLUICE_E_INVALID, problem_of(words)};
  return {SLUICE_E_INVALID,
          "jq ended while it compiled the script: the script is too large for "
          "limits.memory (" +
              std::to_string(limits.memory) + " bytes), or too deep"};
}

bool Worker::is_alive() const {
  pollfd one{socket_, POLLIN, 0};
  return ::poll(&one, 1, 0) == 0;
}

std::string Worker::end() const {
  siginfo_t how{};
  while (waitid(P_PID, static_cast<id_t>(process_), &how, WEXITED | WNOWAIT) < 0 &&
         errno == EINTR) {
  }
  if (how.si_code == CLD_EXITED && how.si_status == kExitNoMemory) return {};
  return how.si_code == CLD_EXITED ? "it ended with code " + std::to_string(how.si_status)
                                   : "it ended by signal " + std::to_string(how.si_status);
}

}  // namespace sluice::jq
