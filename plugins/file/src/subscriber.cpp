#include "subscriber.hpp"

#include <utility>

namespace file_plugin {
namespace {

constexpr std::string_view kStandardInput = "-";
constexpr std::string_view kRestart = "restart";  // cursor at the end of a walk that is not resumed
constexpr int64_t kChunk = int64_t{256} * 1024;

}  // namespace

Result<std::unique_ptr<Subscriber>> Subscriber::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  std::string path((*config)["path"].string_or(""));
  if (path.empty())
    return Status::invalid("/path", "is empty: name a file, or - for standard input");
  if (path.find('\0') != path.npos) return Status::invalid("/path", "holds a NUL character");
  if (path != kStandardInput) path = absolute_path(path);
  Settings settings{std::move(path),
                    {static_cast<size_t>((*config)["chunk_bytes"].integer_or(kChunk)),
                     (*config)["incremental"].bool_or(true)},
                    (*config)["rewritten"].string_or("refuse") == "read"};
  return std::unique_ptr<Subscriber>(new Subscriber(context.host(), std::move(settings)));
}

Result<std::string> Subscriber::open(std::string_view) { return "file\n" + settings_.path; }

Status Subscriber::seek(std::string_view cursor) {
  reader_.reset();
  from_.reset();
  ended_ = false;
  if (cursor.empty() || cursor == kRestart) return {};
  auto place = Place::parse(cursor);
  if (!place) return place.status();
  from_ = *place;
  return {};
}

Status Subscriber::start() {
  if (settings_.path == kStandardInput) {
    reader_.emplace(LineReader::standard_input(settings_.reading));
    return {};
  }
  auto reader = LineReader::open(settings_.path, settings_.reading);
  if (!reader) return reader.status();
  reader_.emplace(*std::move(reader));
  Status status = from_ ? go_on() : Status();
  if (!status) reader_.reset();
  return status;
}

Status Subscriber::go_on() {
  auto fits = reader_->go_on(*from_);
  if (!fits) return fits.status();
  if (*fits) return {};
  const std::string what = settings_.path + " no longer begins with the " +
                           std::to_string(from_->bytes) +
                           " bytes that were read: it was rewritten, replaced or emptied";
  if (!settings_.read_rewritten)
    return {SLUICE_E_INVALID,
            what +
                "; put the old file back, read it afresh with `sluice state reset PIPELINE`, or "
                "always read such a file afresh with `rewritten: read`"};
  host_.log(SLUICE_LOG_WARNING, what + "; it is read afresh");
  return {};
}

Status Subscriber::poll(sluice::Batch into, const Cancel& cancel) {
  if (ended_) return Status::end();
  if (!reader_)
    if (auto status = start(); !status) return status;
  auto piece = reader_->next(into.abi(), cancel);
  if (!piece) return piece.status();
  if (auto status = parse(into, *piece); !status) return status.in(settings_.path), status;
  if (auto status = note_cursor(into, piece->end); !status) return status;
  reader_->settle();
  ended_ = piece->end;
  if (piece->waits)
    host_.log(
        SLUICE_LOG_WARNING,
        "line " + std::to_string(reader_->line()) + " of " + settings_.path +
            " has no end yet: it waits for the next run (incremental: false reads it as it is)");
  return ended_ ? Status::end() : Status();
}

Status Subscriber::parse(sluice::Batch into, const LineReader::Piece& piece) {
  if (!piece.too_long.empty()) return park(into, piece.too_long);
  if (!piece.size) return {};
  sluice_error error{};
  error.struct_size = sizeof error;
  sluice_batch* batch = into.abi();
  auto code = batch->json->parse_lines(batch, piece.size, reader_->line(), &error);
  return code ? Status::from(error, code) : Status();
}

Status Subscriber::park(sluice::Batch into, std::string_view start) {
  const std::string line = std::to_string(reader_->line());
  std::string stand_in = "{\"line\":" + line + ",\"start\":\"";
  for (char c : start) stand_in += c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?';
  stand_in += "\"}";
  size_t index = 0;
  sluice_batch* batch = into.abi();
  if (auto code = batch->records_api->add_source(batch, sluice::slice(stand_in), &index))
    return {code, "no memory for line " + line};
  into[index].fail(Status::data("line " + line + " of " + settings_.path +
                                " is longer than a page may be; only its start is kept"));
  return {};
}

Status Subscriber::note_cursor(sluice::Batch into, bool end) {
  auto place = reader_->place();
  if (!place) return {};
  const bool forget = end && !settings_.reading.incremental;
  return into.set_cursor(forget ? std::string(kRestart) : place->text());
}

}  // namespace file_plugin
