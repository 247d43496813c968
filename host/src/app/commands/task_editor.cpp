#include "app/commands/task_editor.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/task_query.hpp"
#include "app/report/task_text.hpp"
#include "config/files.hpp"
#include "config/interpolate.hpp"
#include "config/parse.hpp"
#include "platform/editor.hpp"
#include "platform/private_file.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_all(const std::string& path) {
  config::Problems problems(path);
  auto text = config::read_file(path, problems);
  if (text) return *std::move(text);
  return Status(SLUICE_E_INVALID, problems.sorted().front().message);
}

std::string editor() {
  for (const char* variable : {"VISUAL", "EDITOR"})
    if (auto value = config::environment_variable(variable); value && !value->empty())
      return *value;
  return "vi";
}

// Indented, if it is JSON; else as it is.
std::string for_people(const std::string& value) {
  config::Problems problems("");
  const auto node = config::parse_json(value, problems);
  return (node && problems.empty() ? pretty(*node) : value) + '\n';
}

// A file for the editor, gone with the object.
class EditedFile {
 public:
  static Result<EditedFile> create(const std::string& folder, const store::Task& task) {
    const fs::path path = fs::path(folder) / ("work-task-" + std::to_string(task.id) + "-" +
                                              platform::random_name() + ".json");
    const auto made = platform::PrivateFile::create(path, false);
    if (!made) return made.status();
    EditedFile file(path);
    if (Status s = made->append(for_people(task.current())); !s) return s;
    return file;
  }
  explicit EditedFile(fs::path path) : path_(std::move(path)) {}
  EditedFile(EditedFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  EditedFile& operator=(EditedFile&&) = delete;
  ~EditedFile() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

Result<std::string> edited_by_person(const store::Task& task, const std::string& folder) {
  const auto file = EditedFile::create(folder, task);
  if (!file) return file.status();
  if (Status s = platform::run_editor(editor(), file->path()); !s) return s;
  return read_all(file->path());
}

}  // namespace

int edit_task(Options& options, store::TaskStore& store, const std::string& folder) {
  const Result<int64_t> id = task_id(options.take());
  if (!id) return usage_error("tasks", id.status().message());
  const auto task = store.task(*id);
  if (!task) return failure("tasks", task.status());
  if (!*task) return usage_error("tasks", "there is no task " + std::to_string(*id));
  const std::string file = options.value_of("value");
  const auto text = file.empty() ? edited_by_person(**task, folder) : read_all(file);
  if (!text) return failure("tasks", text.status());
  const auto value = one_line_json(*text);
  const std::string name = "task " + std::to_string(*id);
  if (!value)
    return failure("tasks", {value.status().code(),
                             name + " stays as it is: the new value " + value.status().message()});
  if (*value == (*task)->current()) return print(name + ": nothing was changed"), kDone;
  if (Status s = store.edit(*id, (*task)->version, *value); !s) return failure("tasks", s);
  if (!options.quiet)
    print(name + " is edited, its original value is kept; send it with sluice tasks retry");
  return kDone;
}

}  // namespace sluice::app
