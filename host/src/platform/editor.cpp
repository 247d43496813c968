#include "platform/editor.hpp"

#include "platform/shell.hpp"

namespace sluice::platform {

Status run_editor(const std::string& editor, const std::string& file) {
  const auto code = run_shell(editor + " \"$1\"", {file});
  if (!code) return code.status();
  if (*code == 0) return {};
  return {SLUICE_E_CANCELLED,
          "the editor \"" + editor + "\" (VISUAL or EDITOR) failed; nothing is changed"};
}

}  // namespace sluice::platform
