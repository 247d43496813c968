// Hands a mail to the machine's own mail program. Linux only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sluice/result.hpp"

namespace sluice::platform {

struct MailProgram {
  std::string path;  // /usr/sbin/sendmail
  int64_t longest_ms = 60'000;
  intptr_t wake = -1;                   // readable when it is to give up; -1: none
  std::function<bool()> gives_up = {};  // says the same; may be empty
};

// Runs `PATH -t -i` with `mail` (headers, an empty line, text) at its standard input, and waits for
// it. No shell is involved, and of the environment it gets PATH, HOME, USER, LOGNAME and LANG only:
// there are secrets in it. E_UNAVAILABLE: it cannot be started, took too long, or ended with
// another code than 0; with the first line that it wrote to standard error. E_CANCELLED: given up.
// Any thread.
Status send_mail(const MailProgram& program, const std::string& mail);

// The name of this machine, for people; "this machine" if it has none.
std::string host_name();

}  // namespace sluice::platform
