#include "app/trial/line_prompt.hpp"

#include <histedit.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "app/report/console.hpp"

namespace sluice::app {

struct LinePrompt::Editor {
  std::string file;
  Completer completer;
  EditLine* line = nullptr;
  History* history = nullptr;
  HistEvent event = {};
};

namespace {

constexpr int kKeptLines = 500;

LinePrompt::Completer& completer_of(EditLine* line) {
  void* data = nullptr;
  el_get(line, EL_CLIENTDATA, &data);
  return *static_cast<LinePrompt::Completer*>(data);
}

void show(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : "  ") + word;
  std::fputs("\n", stdout);
  print(all);
}

// The key's function: puts in what is certain, else shows the choice.
unsigned char complete_line(EditLine* line, int) {
  const LineInfo* const info = el_line(line);
  const std::string_view typed(info->buffer, static_cast<size_t>(info->cursor - info->buffer));
  const Completion found = completer_of(line)(typed);
  const std::string certain = common_beginning(found.words);
  if (certain.size() > found.begun) {
    el_insertstr(line, certain.c_str() + found.begun);
    return CC_REFRESH;
  }
  if (found.words.size() < 2) return CC_ERROR;
  show(found.words);
  return CC_REDISPLAY;
}

// libedit asks for the text through a function.
char* prompt_of(EditLine*) {
  static char text[] = "> ";
  return text;
}

}  // namespace

LinePrompt::LinePrompt(std::string history, Completer completer)
    : editor_(std::make_unique<Editor>()) {
  Editor& editor = *editor_;
  editor.file = std::move(history);
  editor.completer = std::move(completer);
  editor.history = history_init();
  ::history(editor.history, &editor.event, H_SETSIZE, kKeptLines);
  ::history(editor.history, &editor.event, H_SETUNIQUE, 1);
  if (!editor.file.empty()) ::history(editor.history, &editor.event, H_LOAD, editor.file.c_str());
  editor.line = el_init("sluice", stdin, stdout, stderr);
  el_set(editor.line, EL_PROMPT, prompt_of);
  el_set(editor.line, EL_HIST, ::history, editor.history);
  el_set(editor.line, EL_EDITOR, "emacs");
  el_set(editor.line, EL_SIGNAL, 1);
  el_set(editor.line, EL_CLIENTDATA, &editor.completer);
  el_set(editor.line, EL_ADDFN, "sluice-complete", "completes the word", complete_line);
  el_set(editor.line, EL_BIND, "\t", "sluice-complete", nullptr);
}

LinePrompt::~LinePrompt() {
  Editor& editor = *editor_;
  if (!editor.file.empty()) ::history(editor.history, &editor.event, H_SAVE, editor.file.c_str());
  history_end(editor.history);
  el_end(editor.line);
}

std::optional<std::string> LinePrompt::next() {
  int size = 0;
  const char* const text = el_gets(editor_->line, &size);
  if (!text || size <= 0) return std::nullopt;
  std::string out(text, static_cast<size_t>(size));
  while (!out.empty() && (out.back() == '\n' || out.back() == '\r')) out.pop_back();
  if (!out.empty()) ::history(editor_->history, &editor_->event, H_ENTER, out.c_str());
  return out;
}

std::string history_file(const std::string& name) {
  namespace fs = std::filesystem;
  const char* const state = std::getenv("XDG_STATE_HOME");
  const char* const home = std::getenv("HOME");
  if ((!state || !*state) && (!home || !*home)) return {};
  const fs::path folder =
      (state && *state ? fs::path(state) : fs::path(home) / ".local/state") / "sluice";
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? std::string() : (folder / name).string();
}

}  // namespace sluice::app
