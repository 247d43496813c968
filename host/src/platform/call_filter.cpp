#include "platform/call_filter.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace sluice::platform {
namespace {

constexpr int kSyncs[] = {SYS_fsync, SYS_fdatasync};
constexpr int kWrites[] = {SYS_write,     SYS_writev, SYS_pwrite64, SYS_pwritev, SYS_pwritev2,
                           SYS_ftruncate, SYS_sendto, SYS_sendmsg,  SYS_sendmmsg};
constexpr int kNames[] = {SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_linkat, SYS_mkdirat,
#ifdef SYS_rename  // newer machines have only the calls above
                          SYS_rename,   SYS_unlink,    SYS_link,     SYS_mkdir,  SYS_rmdir,
#endif
                          SYS_truncate};

sock_filter load(size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset));
}

sock_filter skip_unless(uint32_t value, uint8_t steps) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, steps);
}

sock_filter give(uint32_t what) { return BPF_STMT(BPF_RET | BPF_K, what); }

sock_filter skip_without(uint32_t flag, uint8_t steps) {
  return BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, flag, 0, steps);
}

// sendmsg to `free` goes through; what makes a file waits, and each call of the lists; every other
// goes through.
std::vector<sock_filter> filter_steps(int free) {
  const auto number = load(offsetof(seccomp_data, nr));
  std::vector<sock_filter> out = {number,
                                  skip_unless(SYS_sendmsg, 4),
                                  load(offsetof(seccomp_data, args[0])),
                                  skip_unless(static_cast<uint32_t>(free), 1),
                                  give(SECCOMP_RET_ALLOW),
                                  number,
                                  skip_unless(SYS_openat, 4),
                                  load(offsetof(seccomp_data, args[2])),
                                  skip_without(O_CREAT, 1),
                                  give(SECCOMP_RET_USER_NOTIF),
                                  number};
  const auto add = [&](int call) {
    out.push_back(skip_unless(static_cast<uint32_t>(call), 1));
    out.push_back(give(SECCOMP_RET_USER_NOTIF));
  };
  std::for_each(std::begin(kSyncs), std::end(kSyncs), add);
  std::for_each(std::begin(kWrites), std::end(kWrites), add);
  std::for_each(std::begin(kNames), std::end(kNames), add);
  out.push_back(give(SECCOMP_RET_ALLOW));
  return out;
}

}  // namespace

UniqueFd wait_before_calls(int free) {
  std::vector<sock_filter> steps = filter_steps(free);
  const sock_fprog program = {static_cast<unsigned short>(steps.size()), steps.data()};
  // Without it only root may add a filter: no program that this process starts gains rights.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return UniqueFd();
  return UniqueFd(static_cast<int>(
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program)));
}

bool is_sync(int call) {
  return std::find(std::begin(kSyncs), std::end(kSyncs), call) != std::end(kSyncs);
}

bool writes_to_descriptor(int call) {
  return std::find(std::begin(kWrites), std::end(kWrites), call) != std::end(kWrites);
}

}  // namespace sluice::platform
