#include "publisher.hpp"

#include <utility>

#include "append_target.hpp"
#include "replace_target.hpp"
#include "sluice/ext/work_folder.h"
#include "sluice/http.hpp"
#include "stream_target.hpp"

namespace file_plugin {

namespace {

constexpr std::string_view kStandardOutput = "-";

// The path of the journal of writes; empty where the host has no work folder.
Result<std::string> journal_path(const sluice::Host& host) {
  auto* table = host.extension<sluice_work_folder>(SLUICE_EXT_WORK_FOLDER);
  if (!table) return std::string();
  sluice::detail::StringText folder;
  sluice_error error{};
  error.struct_size = sizeof error;
  const auto code = table->path(host.abi(), &folder.abi, &error);
  if (code == SLUICE_E_UNSUPPORTED) return std::string();
  if (code) return Status::from(error, code);
  return folder.value + "/tail";
}

}  // namespace

Result<std::unique_ptr<Publisher>> Publisher::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  std::string path((*config)["path"].string_or(""));
  if (path.empty())
    return Status::invalid("/path",
                           "is empty: name a file, or - for standard "
                           "output");
  if (path.find('\0') != path.npos) return Status::invalid("/path", "holds a NUL character");
  Mode mode = (*config)["mode"].string_or("append") == "replace" ? Mode::kReplace : Mode::kAppend;
  if (path == kStandardOutput && mode == Mode::kReplace)
    return Status::invalid("/mode", "standard output cannot be replaced: use append");
  if (path != kStandardOutput) path = absolute_path(path);
  return std::unique_ptr<Publisher>(new Publisher(context.host(), std::move(path), mode));
}

Result<std::unique_ptr<Target>> Publisher::make_target() const {
  auto there = path_ == kStandardOutput ? std::nullopt : look(path_);
  if (path_ == kStandardOutput || (there && there->kind == Kind::kNull)) {
    host_.log(SLUICE_LOG_INFO, path_ +
                                   " keeps nothing and promises nothing: records of an "
                                   "interrupted run may come out again");
    if (path_ == kStandardOutput)
      return std::unique_ptr<Target>(new StreamTarget(StreamTarget::standard_output()));
    auto stream = StreamTarget::open(path_);
    if (!stream) return stream.status();
    return std::unique_ptr<Target>(new StreamTarget(*std::move(stream)));
  }
  if (mode_ == Mode::kReplace)
    return std::unique_ptr<Target>(std::make_unique<ReplaceTarget>(path_));
  auto journal = journal_path(host_);
  if (!journal) return journal.status();
  return std::unique_ptr<Target>(std::make_unique<AppendTarget>(host_, path_, *std::move(journal)));
}

Status Publisher::resume(std::string_view position, const Cancel&) {
  target_.reset();  // and the lock
  auto target = make_target();
  if (!target) return target.status();
  if (auto status = (*target)->resume(position); !status) return status;
  target_ = *std::move(target);
  return {};
}

Status Publisher::publish(sluice::Batch batch, sluice::Outcomes, const Cancel& cancel) {
  if (!target_) return Status::internal("publish before resume");
  auto lines = batch.write_lines();
  return lines ? target_->write(*lines, cancel) : lines.status();
}

Result<std::string> Publisher::flush(bool last, const Cancel&) {
  if (!target_) return Status::internal("flush before resume");
  return target_->flush(last);
}

Status Publisher::finish(const Cancel&) { return target_ ? target_->finish() : Status(); }

Status Publisher::restart(const Cancel&) { return target_ ? target_->restart() : Status(); }

}  // namespace file_plugin
