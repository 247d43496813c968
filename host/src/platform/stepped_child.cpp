#include "platform/stepped_child.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include "platform/call_filter.hpp"
#include "platform/process_end.hpp"

namespace sluice::platform {
namespace {

constexpr int kCannot = 125;   // exit code of a child that the kernel does not let wait
constexpr int kHighest = 100;  // its end of the pair is above what the program opens first

Status not_watched(int error) {
  return {SLUICE_E_UNSUPPORTED,
          std::string("the kernel does not let a process be stopped before its writes "
                      "(seccomp user notification, Linux 5.9): ") +
              std::strerror(error) + "; a container may forbid it"};
}

// A message with room for a descriptor.
struct DescriptorMessage {
  DescriptorMessage() {
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
  }
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
};

bool send_descriptor(int to, int descriptor) {
  DescriptorMessage out;
  cmsghdr* const header = CMSG_FIRSTHDR(&out.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  return ::sendmsg(to, &out.message, MSG_NOSIGNAL) == 1;
}

// Invalid: the other side has ended.
UniqueFd receive_descriptor(int from) {
  DescriptorMessage in;
  if (::recvmsg(from, &in.message, MSG_CMSG_CLOEXEC) != 1) return UniqueFd();
  const cmsghdr* const header = CMSG_FIRSTHDR(&in.message);
  if (!header || header->cmsg_type != SCM_RIGHTS) return UniqueFd();
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return UniqueFd(descriptor);
}

[[noreturn]] void be_child(int pair, const std::function<int()>& body) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int kept = ::fcntl(pair, F_DUPFD_CLOEXEC, kHighest);
  UniqueFd calls = kept < 0 ? UniqueFd() : wait_before_calls(kept);
  if (!calls.valid()) leave(kCannot);
  if (!send_descriptor(kept, calls.get())) leave(kCannot);
  calls = UniqueFd();
  guard_end();
  leave(end_of_main(body()));
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result<SteppedChild> SteppedChild::start(const std::function<int()>& body) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return not_watched(errno);
  const UniqueFd ours(ends[0]);
  UniqueFd childs(ends[1]);
  std::fflush(nullptr);  // else the child prints it, too
  const pid_t pid = ::fork();
  if (pid == 0) be_child(childs.get(), body);
  if (pid < 0) return not_watched(errno);
  childs = UniqueFd();
  UniqueFd calls = receive_descriptor(ours.get());
  UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  SteppedChild child(pid, std::move(handle), std::move(calls));
  if (!child.calls_.valid() || !child.handle_.valid()) return not_watched(ENOSYS);
  return child;
}

SteppedChild::SteppedChild(SteppedChild&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      handle_(std::move(other.handle_)),
      calls_(std::move(other.calls_)),
      waiting_(std::exchange(other.waiting_, 0)) {}

SteppedChild::~SteppedChild() {
  if (pid_ < 0) return;
  kill();
  end();
}

SteppedChild::Stop SteppedChild::go_on(int64_t longest_us) {
  let_go();
  for (;;) {
    std::array<pollfd, 2> fds{{{calls_.get(), POLLIN, 0}, {handle_.get(), POLLIN, 0}}};
    const timespec longest = {longest_us / 1'000'000, longest_us % 1'000'000 * 1000};
    const int ready = ::ppoll(fds.data(), fds.size(), longest_us < 0 ? nullptr : &longest, nullptr);
    if (ready == 0) return Stop::kTime;
    if (ready < 0) continue;
    if (fds[1].revents) return Stop::kEnd;
    if (const auto stop = take_call()) return *stop;
  }
}

// Nothing: the call went on by itself, or is none that counts.
std::optional<SteppedChild::Stop> SteppedChild::take_call() {
  // A newer kernel may tell more than this program knows.
  alignas(seccomp_notif) std::array<char, 256> room{};
  auto* const call = reinterpret_cast<seccomp_notif*>(room.data());
  if (::ioctl(calls_.get(), SECCOMP_IOCTL_NOTIF_RECV, call) != 0) return std::nullopt;
  waiting_ = call->id;
  if (!writes_to_descriptor(call->data.nr) || call->data.args[0] > STDERR_FILENO)
    return is_sync(call->data.nr) ? Stop::kSync : Stop::kChange;
  let_go();
  return std::nullopt;
}

// Fails if a signal made it leave the call, which it then makes again.
void SteppedChild::let_go() {
  if (!waiting_) return;
  alignas(seccomp_notif_resp) std::array<char, 128> room{};
  auto* const answer = reinterpret_cast<seccomp_notif_resp*>(room.data());
  answer->id = std::exchange(waiting_, 0);
  answer->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  (void)::ioctl(calls_.get(), SECCOMP_IOCTL_NOTIF_SEND, answer);
}

void SteppedChild::kill() const { ::kill(pid_, SIGKILL); }

int SteppedChild::end() {
  waiting_ = 0;
  return pid_ < 0 ? -1 : wait_for(std::exchange(pid_, -1));
}

}  // namespace sluice::platform
