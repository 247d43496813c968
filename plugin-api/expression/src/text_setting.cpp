#include "sluice/expression/text_setting.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace sluice::expression {

Result<TextSetting> read_text_setting(Value config, std::string_view component,
                                      std::string_view inline_name, std::string_view file_name) {
  const Value given = config[inline_name], file = config[file_name];
  const std::string from_text(inline_name), from_file(file_name);
  if (given.exists() == file.exists())
    return Status::invalid("/", std::string(component) + " takes " + from_text + " (inline) or " +
                                    from_file + ", one of them");
  if (given.exists()) return TextSetting{std::string(given.string_or("")), "/" + from_text, {}};
  const std::string path(file.string_or(""));
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad())
    return Status::invalid("/" + from_file, "cannot read '" + path + "': " + std::strerror(errno));
  return TextSetting{std::move(text), "/" + from_file, path + " "};
}

}  // namespace sluice::expression
