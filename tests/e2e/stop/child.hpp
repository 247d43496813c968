// The real program as a child that signals can be sent to, and whose output (both kinds) can be
// waited for line by line.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sluice::test {

class Child {
 public:
  // `arguments` behind the program's name; runs in `folder`.
  Child(const std::filesystem::path& folder, std::vector<std::string> arguments) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    arguments.insert(arguments.begin(), SLUICE_PROGRAM);
    std::vector<char*> words;
    for (std::string& word : arguments) words.push_back(word.data());
    words.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
      const int null = ::open("/dev/null", O_RDWR);
      ::dup2(null, STDIN_FILENO);
      ::dup2(ends[1], STDOUT_FILENO);
      ::dup2(ends[1], STDERR_FILENO);
      if (::chdir(folder.c_str()) == 0) ::execv(words[0], words.data());
      ::_exit(99);
    }
    ::close(ends[1]);
    error_ = ends[0];
  }
  ~Child() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      end();
    }
    ::close(error_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void send(int signal) const { ::kill(pid_, signal); }

  // Reads until its output holds `text`; false: it ended without.
  bool says(const std::string& text) {
    while (said_.find(text) == std::string::npos)
      if (!read_more()) return false;
    return true;
  }

  // Reads until its output holds `text` so often behind its first `from` bytes; false: it ended
  // without.
  bool says_behind(size_t from, const std::string& text, int times) {
    while (count_behind(from, text) < times)
      if (!read_more()) return false;
    return true;
  }

  // Waits for its end; the exit code, or 128 and the signal's number.
  int end() {
    while (read_more()) {
    }
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  const std::string& said() const { return said_; }

 private:
  int count_behind(size_t from, const std::string& text) const {
    int out = 0;
    for (size_t at = from; (at = said_.find(text, at)) != std::string::npos; at += text.size())
      out++;
    return out;
  }
  bool read_more() {
    char some[4096];
    const ssize_t got = ::read(error_, some, sizeof some);
    if (got > 0) said_.append(some, static_cast<size_t>(got));
    return got > 0;
  }

  pid_t pid_ = -1;
  int error_ = -1;
  std::string said_;
};

class Stopwatch {
 public:
  int64_t ms() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace sluice::test
