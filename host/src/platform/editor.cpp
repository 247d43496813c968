#include "platform/editor.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace sluice::platform {

Status run_editor(const std::string& editor, const std::string& file) {
  std::string shell = "sh", option = "-c", command = editor + " \"$1\"", path = file;
  char* const arguments[] = {shell.data(), option.data(), command.data(),
                             shell.data(), path.data(),   nullptr};
  pid_t child = 0;
  const int error = posix_spawn(&child, "/bin/sh", nullptr, nullptr, arguments, environ);
  if (error)
    return {SLUICE_E_INTERNAL,
            "the editor cannot be started: " + std::generic_category().message(error)};
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return {SLUICE_E_CANCELLED,
          "the editor \"" + editor + "\" (VISUAL or EDITOR) failed; nothing is changed"};
}

}  // namespace sluice::platform
