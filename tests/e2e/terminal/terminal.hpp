// A program on a pseudo terminal of its own, as a person would start it.
#pragma once

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

namespace sluice::test {

class Terminal {
 public:
  // Starts `command` (as a shell reads it) in `folder`.
  Terminal(const std::string& folder, const std::string& command) {
    winsize size{24, 200, 0, 0};
    child_ = forkpty(&master_, nullptr, nullptr, &size);
    if (child_ < 0) throw std::runtime_error("forkpty failed");
    if (child_ == 0) {
      const std::string line = "cd '" + folder + "' && exec " + command;
      execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
      _exit(127);
    }
  }
  ~Terminal() {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    close(master_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  void type(const std::string& keys) {
    if (write(master_, keys.data(), keys.size()) < 0) throw std::runtime_error("cannot type");
  }

  // Reads until `text` was shown; false if the program ended first. The test's own time-out is the
  // limit.
  bool wait_for(const std::string& text) {
    while (shown_.find(text) == shown_.npos)
      if (!read_more()) return false;
    return true;
  }

  // Waits for the end; the exit code, 128 and more for a signal.
  int wait() {
    while (read_more()) {
    }
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  const std::string& shown() const { return shown_; }

 private:
  bool read_more() {
    char buffer[4096];
    const ssize_t got = read(master_, buffer, sizeof buffer);
    if (got <= 0) return false;  // EIO: the other side is closed
    shown_.append(buffer, static_cast<size_t>(got));
    return true;
  }

  int master_ = -1;
  pid_t child_ = -1;
  std::string shown_;
};

}  // namespace sluice::test
