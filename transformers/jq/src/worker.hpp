// The process that runs libjq for one script. It is made when it is needed and killed when a record
// takes it too long: that record fails, the next one gets another process. [lane]
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "child.hpp"
#include "sluice/result.hpp"

namespace sluice::jq {

class Worker {
 public:
  // Starts the process and waits until the program is compiled. E_INVALID: it cannot be, with
  // jq's words; E_INTERNAL: there is no process.
  static Result<std::unique_ptr<Worker>> start(const std::string& program, const Limits& limits);
  ~Worker();  // kills the process
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  int socket() const { return socket_; }  // does not block
  // False: the process has ended though nothing was asked of it.
  bool is_alive() const;
  // Once the socket is at its end: why the process ended, for the record it was working on.
  std::string end() const;

 private:
  Worker(pid_t process, int socket) : process_(process), socket_(socket) {}
  Status wait_until_ready(const Limits& limits) const;

  pid_t process_;
  int socket_;
};

}  // namespace sluice::jq
