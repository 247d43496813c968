#include "platform/machine.hpp"

#include <netdb.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace sluice::platform {
namespace {

// f_type of statfs(2): NFS, SMB, SMB2, CIFS, Ceph, AFS, 9P, and FUSE, which may be any of them.
constexpr std::array<uint32_t, 8> kRemote = {0x6969,     0x517B,     0xFE534D42, 0xFF534D42,
                                             0x00C36400, 0x5346414F, 0x01021997, 0x65735546};

std::string numeric(const addrinfo& one) {
  std::array<char, NI_MAXHOST> text{};
  const int failed = ::getnameinfo(one.ai_addr, one.ai_addrlen, text.data(), text.size(), nullptr,
                                   0, NI_NUMERICHOST);
  return failed ? std::string() : std::string(text.data());
}

}  // namespace

Result<Disk> disk_of(const std::filesystem::path& path) {
  struct statvfs space = {};
  struct statfs kind = {};
  if (::statvfs(path.c_str(), &space) != 0 || ::statfs(path.c_str(), &kind) != 0)
    return Status(SLUICE_E_INVALID, path.string() + ": " + std::strerror(errno));
  Disk out;
  out.free_bytes = uint64_t{space.f_bavail} * space.f_frsize;
  out.total_bytes = uint64_t{space.f_blocks} * space.f_frsize;
  out.read_only = (space.f_flag & ST_RDONLY) != 0;
  out.remote = std::find(kRemote.begin(), kRemote.end(), static_cast<uint32_t>(kind.f_type)) !=
               kRemote.end();
  return out;
}

bool is_writable_folder(const std::filesystem::path& path) {
  return ::access(path.c_str(), W_OK | X_OK) == 0;
}

bool is_clock_synchronised() {
  timex state = {};
  return ::adjtimex(&state) != TIME_ERROR && !(state.status & STA_UNSYNC);
}

Result<std::vector<std::string>> addresses_of(const std::string& host) {
  addrinfo wanted = {};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = ::getaddrinfo(host.c_str(), nullptr, &wanted, &found);
  if (failed) return Status(SLUICE_E_UNAVAILABLE, ::gai_strerror(failed));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
  std::vector<std::string> out;
  for (const addrinfo* one = found; one; one = one->ai_next) {
    const std::string text = numeric(*one);
    if (!text.empty() && std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
  }
  return out;
}

uint64_t open_files_limit() {
  rlimit limit = {};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? uint64_t{limit.rlim_cur} : 0;
}

}  // namespace sluice::platform
