#include "publisher.hpp"

#include <utility>

#include "append_target.hpp"
#include "known_file.hpp"
#include "make_encoder.hpp"
#include "names.hpp"
#include "replace_set.hpp"
#include "replace_target.hpp"
#include "sluice/http.hpp"
#include "stream_target.hpp"
#include "work_folder.hpp"

namespace file_plugin {

namespace {

Status check_output_path(const std::string& path) {
  if (path.empty())
    return Status::invalid("/path",
                           "is empty: name a file, or - for standard "
                           "output");
  if (path.find('\0') == path.npos && path.find('\n') == path.npos) return {};
  return Status::invalid("/path", "holds a NUL character or a line break");
}

Rotation rotation_of(sluice::Value rotate, const Naming& naming) {
  return {static_cast<uint64_t>(rotate["size"].integer_or(0)), rotate["age"].integer_or(0),
          naming.ending()};
}

}  // namespace

Result<Publisher::Settings> Publisher::settings_of(sluice::Value config) {
  Settings out;
  out.path = config["path"].string_or("");
  if (Status s = check_output_path(out.path); !s) return s;
  const bool stream = out.path == kStandardStream;
  if (config["mode"].string_or("append") == "replace") out.mode = Mode::kReplace;
  if (stream && out.mode == Mode::kReplace)
    return Status::invalid("/mode", "standard output cannot be replaced: use append");
  auto formats = FormatSettings::from(config, out.path);
  if (!formats) return formats.status();
  out.format = formats->of(out.path);
  if (!stream) out.path = absolute_path(out.path);
  auto naming = Naming::of(out.path);
  if (!naming) return naming.status();
  out.naming = *std::move(naming);
  out.rotation = rotation_of(config["rotate"], out.naming);
  if (stream && out.rotation.any())
    return Status::invalid("/rotate", "standard output cannot be rotated");
  if (out.rotation.any() && out.mode == Mode::kReplace)
    return Status::invalid(
        "/rotate",
        "cannot be with mode: replace: numbered files of an earlier, longer walk "
        "would stay behind the new ones; use mode: append, or parts in braces");
  return out;
}

Result<std::unique_ptr<Publisher>> Publisher::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  auto settings = settings_of(*config);
  if (!settings) return settings.status();
  auto encoder = make_encoder(context.host(), *config, settings->format);
  if (!encoder) return encoder.status();
  std::optional<sluice::gzip::Compressor> compressor;
  if (settings->format.packing.gzip) {
    auto made = sluice::gzip::Compressor::create();
    if (!made) return made.status();
    compressor.emplace(*std::move(made));
  }
  return std::unique_ptr<Publisher>(new Publisher(context.host(), *std::move(settings),
                                                  *std::move(encoder), std::move(compressor)));
}

Result<std::string_view> Publisher::packed(std::string_view text) {
  if (!compressor_ || text.empty()) return text;
  if (Status s = compressor_->compress(text, packed_); !s) return s;
  return std::string_view(packed_);
}

// A file of CSV that is appended to gets its header with the first rows.
Result<Frame> Publisher::frame() {
  Frame out;
  out.document = encoder_->is_document();
  out.lines = !out.document && !compressor_;
  const std::string behind = encoder_->closing(false);
  auto closing = packed(behind);
  if (!closing) return closing.status();
  out.closing = *closing;
  const bool completed = out.document || settings_.mode == Mode::kReplace;
  const std::string nothing = completed ? encoder_->closing(true) : std::string();
  // A packed file without a byte would be none that can be unpacked.
  if (completed && compressor_) {
    if (Status s = compressor_->compress(nothing, packed_); !s) return s;
    out.empty_file = packed_;
  } else {
    out.empty_file = nothing;
  }
  return out;
}

Result<std::unique_ptr<Target>> Publisher::make_target() {
  auto frame = this->frame();
  if (!frame) return frame.status();
  const std::string& path = settings_.path;
  auto there = path == kStandardStream ? std::nullopt : look(path);
  if (path == kStandardStream || (there && there->kind == Kind::kNull)) {
    host_.log(SLUICE_LOG_INFO, path +
                                   " keeps nothing and promises nothing: records of an "
                                   "interrupted run may come out again");
    if (path == kStandardStream)
      return std::unique_ptr<Target>(
          new StreamTarget(StreamTarget::standard_output(*std::move(frame))));
    auto stream = StreamTarget::open(path, *std::move(frame));
    if (!stream) return stream.status();
    return std::unique_ptr<Target>(new StreamTarget(*std::move(stream)));
  }
  if (settings_.mode == Mode::kReplace)
    return std::unique_ptr<Target>(std::make_unique<ReplaceTarget>(path, *std::move(frame)));
  auto folder = work_folder(host_);
  if (!folder) return folder.status();
  return std::unique_ptr<Target>(std::make_unique<AppendTarget>(
      host_, path, folder->empty() ? std::string() : *folder + "/tail", *std::move(frame)));
}

Status Publisher::resume(std::string_view position, const Cancel&) {
  target_.reset();  // and the lock
  set_.reset();
  if (settings_.several()) return resume_several(position);
  auto target = make_target();
  if (!target) return target.status();
  if (auto status = (*target)->resume(position); !status) return status;
  const bool behind_others = settings_.mode == Mode::kAppend && !(*target)->at_start();
  if (behind_others && settings_.path != kStandardStream)
    if (auto status = check_beginning(settings_.path); !status) return status;
  target_ = *std::move(target);
  return {};
}

Result<std::unique_ptr<Outputs>> Publisher::make_outputs() {
  auto frame = this->frame();
  if (!frame) return frame.status();
  if (settings_.mode == Mode::kReplace)
    return std::unique_ptr<Outputs>(
        std::make_unique<ReplaceSet>(*std::move(frame), !settings_.naming.needs_record()));
  auto folder = work_folder(host_);
  if (!folder) return folder.status();
  return std::unique_ptr<Outputs>(std::make_unique<OutputSet>(
      host_, *std::move(folder), *std::move(frame), settings_.rotation,
      [this](const std::string& path) { return check_beginning(path); }));
}

Status Publisher::resume_several(std::string_view position) {
  auto outputs = make_outputs();
  if (!outputs) return outputs.status();
  if (auto status = (*outputs)->resume(position); !status) return status;
  set_ = *std::move(outputs);
  return {};
}

Status Publisher::check_beginning(const std::string& path) const {
  if (!settings_.format.csv) return {};
  auto file = KnownFile::open(path, settings_.format.packing);
  if (!file) return file.status();
  auto beginning = file->beginning(kLongestHeader);
  if (!beginning) return beginning.status();
  Status status = encoder_->check_beginning(*beginning);
  return status.in(path), status;
}

Result<std::string_view> Publisher::text_of(sluice::Batch batch, sluice::Outcomes outcomes) {
  if (settings_.format.format == Format::kNdjson) return batch.write_lines();
  text_.clear();
  bool first = target_->at_start();
  for (size_t i = 0; i < batch.size(); i++) {
    if (!batch[i].live()) continue;
    const size_t before = text_.size();
    batch.clear_fault();
    const Status status = encoder_->append(batch[i], first, text_);
    if (status) {
      first = false;
      continue;
    }
    text_.resize(before);
    outcomes.set(i, status);
  }
  return std::string_view(text_);
}

Status Publisher::publish(sluice::Batch batch, sluice::Outcomes outcomes, const Cancel& cancel) {
  if (set_) return publish_several(batch, outcomes, cancel);
  if (!target_) return Status::internal("publish before resume");
  auto text = text_of(batch, outcomes);
  if (!text) return text.status();
  auto bytes = packed(*text);
  if (!bytes) return bytes.status();
  return bytes->empty() ? Status() : target_->write(*bytes, cancel);
}

Status Publisher::add(const sluice::Record& record, int64_t now_us, Outputs::Output*& output) {
  auto path = settings_.naming.path(record, set_->name_time(now_us));
  if (!path) return path.status();
  auto at = set_->at(*path, now_us);
  if (!at) return at.status();
  output = *at;
  std::string& pending = output->pending;
  const size_t before = pending.size();
  Status status = encoder_->append(record, output->at_start() && pending.empty(), pending);
  if (!status) pending.resize(before);
  return status;
}

Status Publisher::write(Outputs::Output& output, const Cancel& cancel) {
  const std::string text = std::exchange(output.pending, {});
  auto bytes = packed(text);
  if (!bytes) return bytes.status();
  return set_->write_pending(output, *bytes, cancel);
}

// Records of a file keep their order.
Status Publisher::publish_several(sluice::Batch batch, sluice::Outcomes outcomes,
                                  const Cancel& cancel) {
  const int64_t now_us = host_.unix_us();
  for (Outputs::Output* left : set_->waiting()) left->pending.clear();  // of a batch that failed
  for (size_t i = 0; i < batch.size(); i++) {
    if (!batch[i].live()) continue;
    batch.clear_fault();
    Outputs::Output* output = nullptr;
    Status status = add(batch[i], now_us, output);
    if (!status && status.code() != SLUICE_E_DATA) return status;
    if (!status) {
      outcomes.set(i, status);
    } else if (set_->is_full(*output, now_us)) {
      if (Status s = write(*output, cancel); !s) return s;
    }
  }
  for (Outputs::Output* output : set_->waiting())
    if (Status s = write(*output, cancel); !s) return s;
  return {};
}

Status Publisher::begin_unnamed() {
  if (settings_.mode != Mode::kReplace || settings_.naming.needs_record()) return {};
  const int64_t now_us = set_->name_time(host_.unix_us());
  return set_->at(settings_.naming.path(now_us), now_us).status();
}

Result<std::string> Publisher::flush(bool last, const Cancel&) {
  if (last && set_)
    if (Status s = begin_unnamed(); !s) return s;
  if (set_) return set_->flush(last);
  if (!target_) return Status::internal("flush before resume");
  return target_->flush(last);
}

Status Publisher::finish(const Cancel&) {
  if (set_) return set_->finish();
  return target_ ? target_->finish() : Status();
}

Status Publisher::restart(const Cancel&) {
  if (set_) return set_->restart();
  return target_ ? target_->restart() : Status();
}

}  // namespace file_plugin
