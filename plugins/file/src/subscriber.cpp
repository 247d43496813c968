#include "subscriber.hpp"

#include <filesystem>
#include <utility>

#include "done_files.hpp"
#include "file_pattern.hpp"
#include "file_walk.hpp"
#include "folder_cursor.hpp"
#include "folder_walk.hpp"
#include "names.hpp"
#include "sluice/encoding/recode.hpp"
#include "work_folder.hpp"

namespace file_plugin {
namespace {

constexpr int64_t kChunk = int64_t{256} * 1024;

CsvRecords::Empty empty_of(std::string_view word) {
  if (word == "null") return CsvRecords::Empty::kNull;
  return word == "leave_out" ? CsvRecords::Empty::kLeftOut : CsvRecords::Empty::kText;
}

Done done_of(std::string_view word) {
  if (word == "move") return Done::kMove;
  return word == "delete" ? Done::kDelete : Done::kKeep;
}

// Settings that belong to some formats only.
Status check_format(sluice::Value config, const FileFormat& format) {
  if (Status s = check_belongs(config, "empty", format.csv.has_value(), "CSV: set format: csv"); !s)
    return s;
  const bool json_lines = format.format == Format::kNdjson;
  if (Status s =
          check_belongs(config, "encoding", !json_lines, "CSV, text and documents: set format");
      !s)
    return s;
  const std::string encoding(config["encoding"].string_or(""));
  if (encoding.empty()) return {};
  auto recode = sluice::encoding::Recode::from(encoding);
  return recode ? Status() : Status::invalid("/encoding", recode.status().message());
}

// What is moved must not be read again.
Status set_done(sluice::Value config, WalkSettings& settings) {
  settings.done = done_of(config["done"].string_or("keep"));
  const std::string folder(config["move_to"].string_or(""));
  if (settings.done != Done::kKeep && settings.path == kStandardStream)
    return Status::invalid("/done", "standard input cannot be taken away");
  if (settings.done != Done::kMove)
    return folder.empty() ? Status() : Status::invalid("/move_to", "belongs to done: move");
  if (folder.empty())
    return Status::invalid("/move_to", "is missing: name the folder that files are moved to");
  namespace fs = std::filesystem;
  settings.move_to = (fs::path(absolute_path(folder)) / "").parent_path().string();
  const fs::path read(settings.path);
  if (settings.move_to == settings.path || settings.move_to == read.parent_path())
    return Status::invalid("/move_to", "is the folder that is read: name another one");
  return {};
}

Status check_path(const std::string& path) {
  if (path.empty())
    return Status::invalid("/path",
                           "is empty: name a file, files or a folder, or - for standard input");
  if (path.find('\0') == path.npos) return {};
  return Status::invalid("/path", "holds a NUL character");
}

}  // namespace

Result<std::unique_ptr<Subscriber>> Subscriber::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  WalkSettings settings;
  settings.path = (*config)["path"].string_or("");
  if (Status s = check_path(settings.path); !s) return s;
  auto formats = FormatSettings::from(*config, settings.path);
  if (!formats) return formats.status();
  if (Status s = check_format(*config, formats->of(settings.path)); !s) return s;
  settings.formats = *std::move(formats);
  if (settings.path != kStandardStream) settings.path = absolute_path(settings.path);
  if (Status s = set_done(*config, settings); !s) return s;
  settings.incremental = (*config)["incremental"].bool_or(true);
  settings.reading = {static_cast<size_t>((*config)["chunk_bytes"].integer_or(kChunk)),
                      settings.incremental && settings.done == Done::kKeep,
                      empty_of((*config)["empty"].string_or("")),
                      std::string((*config)["encoding"].string_or(""))};
  settings.read_rewritten = (*config)["rewritten"].string_or("refuse") == "read";
  return std::unique_ptr<Subscriber>(new Subscriber(context.host(), std::move(settings)));
}

// Within a document a cursor depends on where the records are.
Result<std::string> Subscriber::open(std::string_view) {
  std::string out = "file\n" + settings_.path;
  const FileFormat format = settings_.formats.of(settings_.path);
  if (format.is_document()) out += "\ndocument";
  for (const std::string& name : format.items) out += "\n" + name;
  return out;
}

Status Subscriber::seek(std::string_view cursor) {
  walk_.reset();
  cursor_ = cursor;
  return {};
}

bool Subscriber::reads_several() const {
  if (settings_.path == kStandardStream) return false;
  if (settings_.done != Done::kKeep || settings_.path.ends_with('/')) return true;
  const auto there = look(settings_.path);
  if (there) return there->kind == Kind::kFolder;
  return is_pattern(settings_.path);
}

Result<std::unique_ptr<Walk>> Subscriber::walk() const {
  if (reads_several()) {
    auto cursor = cursor_.empty() ? FolderCursor() : FolderCursor::parse(cursor_);
    if (!cursor) return cursor.status();
    auto folder = work_folder(host_);
    if (!folder) return folder.status();
    return std::unique_ptr<Walk>(
        std::make_unique<FolderWalk>(host_, settings_, *std::move(cursor), *std::move(folder)));
  }
  std::optional<Place> from;
  if (!cursor_.empty()) {
    auto place = Place::parse(cursor_);
    if (!place) return place.status();
    from = *std::move(place);
  }
  return std::unique_ptr<Walk>(std::make_unique<FileWalk>(host_, settings_, std::move(from)));
}

Status Subscriber::poll(sluice::Batch into, const Cancel& cancel) {
  if (!walk_) {
    auto made = walk();
    if (!made) return made.status();
    walk_ = *std::move(made);
  }
  return walk_->poll(into, cancel);
}

Status Subscriber::committed(std::string_view text, const Cancel&) {
  if (text.empty()) return {};
  auto cursor = FolderCursor::parse(text);
  if (!cursor) return cursor.status();
  if (cursor->done.empty()) return {};
  auto files = files_at(settings_.path);
  return files ? take_away(*files, cursor->done, settings_) : files.status();
}

}  // namespace file_plugin
