#include "platform/send_mail.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <vector>

#include "platform/steady_time.hpp"
#include "platform/unique_fd.hpp"

namespace sluice::platform {
namespace {

constexpr size_t kMostErrorText = 300;

Status mail_failure(const MailProgram& program, const std::string& what) {
  return {SLUICE_E_UNAVAILABLE, program.path + " " + what};
}

std::string error_text(int error) { return std::generic_category().message(error); }

// A file in memory: the program may leave its input unread without stopping us.
UniqueFd mail_file(const std::string& text) {
  UniqueFd fd(::memfd_create("mail", MFD_CLOEXEC));
  for (size_t done = 0; fd.valid() && done < text.size();) {
    const ssize_t n = ::write(fd.get(), text.data() + done, text.size() - done);
    if (n < 0) return UniqueFd();
    done += static_cast<size_t>(n);
  }
  if (fd.valid() && ::lseek(fd.get(), 0, SEEK_SET) != 0) return UniqueFd();
  return fd;
}

std::string first_line_of(int fd) {
  std::string text(kMostErrorText, '\0');
  const ssize_t n = ::pread(fd, text.data(), text.size(), 0);
  text.resize(n > 0 ? static_cast<size_t>(n) : 0);
  return text.substr(0, text.find('\n'));
}

std::vector<std::string> mail_environment() {
  std::vector<std::string> out;
  for (const char* name : {"PATH", "HOME", "USER", "LOGNAME", "LANG"})
    if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

// Our threads have signals blocked, and SIGPIPE ignored: the program is to have neither.
class SpawnRules {
 public:
  SpawnRules(int input, int errors) {
    posix_spawnattr_init(&rules_);
    posix_spawn_file_actions_init(&files_);
    sigset_t none, pipe;
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigmask(&rules_, &none);
    posix_spawnattr_setsigdefault(&rules_, &pipe);
    posix_spawnattr_setflags(&rules_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_adddup2(&files_, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, errors, STDERR_FILENO);
  }
  ~SpawnRules() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&rules_);
  }
  SpawnRules(const SpawnRules&) = delete;
  SpawnRules& operator=(const SpawnRules&) = delete;

  int spawn(const std::string& path, pid_t& child) const {
    std::string program = path, to = "-t", dots = "-i";
    char* const arguments[] = {program.data(), to.data(), dots.data(), nullptr};
    std::vector<std::string> variables = mail_environment();
    std::vector<char*> environment;
    for (std::string& one : variables) environment.push_back(one.data());
    environment.push_back(nullptr);
    return posix_spawn(&child, program.c_str(), &files_, &rules_, arguments, environment.data());
  }

 private:
  posix_spawnattr_t rules_;
  posix_spawn_file_actions_t files_;
};

int wait_status(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// Until it has ended (true), time is up, or the wait is given up.
bool wait_for_end(int child, const MailProgram& program) {
  const int64_t until = steady_ms() + program.longest_ms;
  for (;;) {
    std::array<pollfd, 2> fds{{{child, POLLIN, 0}, {static_cast<int>(program.wake), POLLIN, 0}}};
    const int64_t left = std::max<int64_t>(until - steady_ms(), 0);
    const int ready = ::poll(fds.data(), fds.size(), static_cast<int>(left));
    if (ready > 0) return fds[0].revents != 0;
    if (ready == 0 || errno != EINTR) return false;
  }
}

Status outcome_of_mail(const MailProgram& program, int status, int errors) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  const std::string said = first_line_of(errors);
  return mail_failure(
      program, (WIFEXITED(status) ? "ended with code " + std::to_string(WEXITSTATUS(status))
                                  : "was killed by signal " + std::to_string(WTERMSIG(status))) +
                   (said.empty() ? std::string() : ": " + said));
}

}  // namespace

Status send_mail(const MailProgram& program, const std::string& mail) {
  const UniqueFd input = mail_file(mail), errors(::memfd_create("errors", MFD_CLOEXEC));
  if (!input.valid() || !errors.valid())
    return mail_failure(program, "gets no mail: " + error_text(errno));
  pid_t child = 0;
  if (const int error = SpawnRules(input.get(), errors.get()).spawn(program.path, child))
    return mail_failure(program, "cannot be started: " + error_text(error) +
                                     "; install a mail program or set host.sendmail");
  const UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  const bool ended = handle.valid() ? wait_for_end(handle.get(), program) : true;
  if (!ended) ::kill(child, SIGKILL);
  const int status = wait_status(child);
  if (ended) return outcome_of_mail(program, status, errors.get());
  if (program.gives_up && program.gives_up()) return {SLUICE_E_CANCELLED, "stopped"};
  return mail_failure(program, "did not end within " + std::to_string(program.longest_ms / 1000) +
                                   " s and was killed");
}

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || !name[0]) return "this machine";
  return name.data();
}

}  // namespace sluice::platform
