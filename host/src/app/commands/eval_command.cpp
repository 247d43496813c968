// sluice eval EXPRESSION [FILE]: what an expression gives for each record; without an expression,
// those that a person types.
#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/trial/evaluation.hpp"
#include "app/trial/line_prompt.hpp"
#include "app/trial/read_records.hpp"
#include "platform/terminal.hpp"

namespace sluice::app {
namespace {

// Of the file; else of what is piped in; else nothing, once.
Result<std::vector<std::string>> records_for(const std::string& file) {
  if (!file.empty()) return read_records(file, {});
  if (platform::input_is_terminal()) return std::vector<std::string>{"null"};
  return read_records("-", {});
}

// The results of all records, a line each. A record for which it fails has none.
int evaluate(Evaluation& evaluation, const std::vector<std::string>& records) {
  int code = kDone;
  for (size_t i = 0; i < records.size(); i++) {
    const auto result = evaluation.of(records[i]);
    if (result) {
      print(*result);
      continue;
    }
    print_error("record " + std::to_string(i + 1) + ": " + result.status().message());
    code = kParked;
  }
  return code;
}

constexpr size_t kShownRecords = 10;  // of each expression that is typed

void evaluate_typed(const std::string& expression, const std::vector<std::string>& records) {
  auto evaluation = Evaluation::compile(expression);
  if (!evaluation) return print_error(evaluation.status().message());
  for (const std::string& warning : evaluation->warnings()) print_error("warning: " + warning);
  const size_t shown = std::min(records.size(), kShownRecords);
  evaluate(*evaluation, {records.begin(), records.begin() + static_cast<ptrdiff_t>(shown)});
  if (shown < records.size())
    print("(" + std::to_string(records.size() - shown) + " more records)");
}

// Expression after expression, until an empty line or the end of the input.
int talk(const std::vector<std::string>& records) {
  print("Tab completes; an empty line ends.");
  const std::string first = records.empty() ? "null" : records.front();
  LinePrompt prompt(history_file("eval_history"),
                    [&first](std::string_view typed) { return completion_of(typed, first); });
  for (;;) {
    const auto line = prompt.next();
    if (!line || line->find_first_not_of(" \t") == line->npos) return kDone;
    evaluate_typed(*line, records);
  }
}

}  // namespace

int eval_command(Options options) {
  const std::string expression = options.take();
  const std::string given = options.value_of("input"),
                    file = given.empty() ? options.take() : given;
  if (const std::string more = options.take(); !more.empty())
    return usage_error("eval", "one file has the records, and " + more + " is another one");
  if (expression.empty() && !platform::input_is_terminal())
    return usage_error("eval", "which expression?");
  if (expression.empty()) {
    const auto records = records_for(file);
    if (!records) return print_error("sluice eval: " + records.status().message()), kInvalid;
    return talk(*records);
  }
  auto evaluation = Evaluation::compile(expression);
  if (!evaluation) {
    print_error("sluice eval: " + evaluation.status().message());
    return kInvalid;
  }
  if (!options.quiet)
    for (const std::string& warning : evaluation->warnings()) print_error("warning: " + warning);
  const auto records = records_for(file);
  if (!records) return print_error("sluice eval: " + records.status().message()), kInvalid;
  return evaluate(*evaluation, *records);
}

}  // namespace sluice::app
