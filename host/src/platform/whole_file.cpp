#include "platform/whole_file.hpp"

#include <fstream>
#include <sstream>

#include "platform/private_file.hpp"

namespace sluice::platform {
namespace {

namespace fs = std::filesystem;

Status not_written(const fs::path& file, const std::string& why) {
  return Status::internal(file.string() + " cannot be written: " + why);
}

Status put_beside(const fs::path& part, const fs::path& file, std::string_view text) {
  const auto made = PrivateFile::create(part, true);
  if (!made) return made.status();
  if (Status s = made->append(text); !s) return s;
  std::error_code missing;
  const fs::file_status old = fs::status(file, missing);
  if (fs::exists(old)) fs::permissions(part, old.permissions(), missing);
  return {};
}

}  // namespace

std::optional<std::string> read_whole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  if (in.bad()) return std::nullopt;
  return std::move(out).str();
}

Status write_whole(const fs::path& file, std::string_view text) {
  fs::path part = file;
  part += ".part";
  if (Status s = put_beside(part, file, text); !s) return not_written(file, s.message());
  if (Status s = replace_file(part, file); !s) return not_written(file, s.message());
  return {};
}

}  // namespace sluice::platform
