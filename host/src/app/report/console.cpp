#include "app/report/console.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/NumberFormatter.h>
#include <Poco/Timestamp.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>

#include <cstdio>

#include "app/report/exit_code.hpp"
#include "sluice/printable.hpp"

namespace sluice::app {
namespace {

// In one piece, so lines of two processes on one terminal do not mix.
void write_line(std::FILE* to, std::string line) {
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), to);
}

// Numbers keep their text: the base class would put number texts in quotes.
class PrettyWriter : public rapidjson::PrettyWriter<rapidjson::StringBuffer> {
 public:
  using rapidjson::PrettyWriter<rapidjson::StringBuffer>::PrettyWriter;
  // The name is RapidJSON's.
  bool RawNumber(const Ch* text, rapidjson::SizeType size, bool) {
    return RawValue(text, size, rapidjson::kNumberType);
  }
};

}  // namespace

void print(std::string_view line) { write_line(stdout, printable(line)); }

void print_error(std::string_view line) { write_line(stderr, printable(line)); }

void print_text(std::string_view text) { write_line(stdout, printable_lines(text)); }

int usage_error(std::string_view command, std::string_view what) {
  print_error("sluice " + std::string(command) + ": " + std::string(what) + "; see sluice help " +
              std::string(command));
  return kInvalid;
}

int lock_failure(std::string_view command, const Status& status) {
  failure(command, status);
  return status.code() == SLUICE_E_UNAVAILABLE ? kBusy : kFailed;
}

int failure(std::string_view command, const Status& status) {
  print_error("sluice " + std::string(command) + ": " + status.message());
  return kFailed;
}

int refuse_command(std::string_view command, const Status& status) {
  const int code = failure(command, status);
  return status.code() == SLUICE_E_INVALID ? kInvalid : code;
}

void print_problems(const config::Problems& problems, const services::Redactor& redactor) {
  for (const config::Problem& problem : problems.sorted()) {
    print_error(redactor.redact(config::to_text(problem)));
  }
}

void print_warnings(const config::Problems& warnings, const services::Redactor& redactor) {
  for (const config::Problem& warning : warnings.sorted()) {
    print_error("warning: " + redactor.redact(config::to_text(warning)));
  }
}

config::Node problems_node(const config::Problems& problems, const services::Redactor& redactor) {
  config::Node list = config::Node::array();
  for (const config::Problem& problem : problems.sorted()) {
    config::Node one = config::Node::object();
    one.set("file", text_node(problem.file));
    one.set("line", unsigned_node(problem.at.line));
    one.set("column", unsigned_node(problem.at.column));
    one.set("pointer", text_node(problem.pointer));
    one.set("message", text_node(redactor.redact(problem.message)));
    list.items.push_back(std::move(one));
  }
  return list;
}

config::Node text_node(std::string_view text) { return config::Node::string(std::string(text)); }

config::Node number_node(int64_t value) {
  config::Node node = config::Node::string(std::to_string(value));
  node.kind = config::Kind::kNumber;
  return node;
}

config::Node unsigned_node(uint64_t value) {
  config::Node node = config::Node::string(std::to_string(value));
  node.kind = config::Kind::kNumber;
  return node;
}

config::Node flag_node(bool value) {
  config::Node node = config::Node::string(value ? "true" : "false");
  node.kind = config::Kind::kBoolean;
  return node;
}

std::string pretty(const config::Node& node) {
  const std::string json = config::to_json(node);
  rapidjson::StringBuffer buffer;
  PrettyWriter writer(buffer);
  writer.SetIndent(' ', 2);
  writer.SetFormatOptions(rapidjson::kFormatSingleLineArray);
  rapidjson::StringStream stream(json.c_str());
  rapidjson::Reader().Parse<rapidjson::kParseNumbersAsStringsFlag>(stream, writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string grouped(uint64_t value) {
  std::string text = std::to_string(value);
  for (size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string bytes_text(uint64_t bytes) {
  const double kib = static_cast<double>(bytes) / 1024;
  if (kib < 1024) return Poco::NumberFormatter::format(kib, 1) + " KiB";
  if (kib < 1024 * 1024) return Poco::NumberFormatter::format(kib / 1024, 1) + " MiB";
  return Poco::NumberFormatter::format(kib / 1024 / 1024, 1) + " GiB";
}

std::string seconds_text(int64_t milliseconds) {
  return Poco::NumberFormatter::format(static_cast<double>(milliseconds) / 1000, 2) + " s";
}

std::string time_text(int64_t microseconds) {
  if (microseconds == 0) return "-";
  return Poco::DateTimeFormatter::format(Poco::Timestamp(microseconds),
                                         Poco::DateTimeFormat::ISO8601_FORMAT);
}

}  // namespace sluice::app
