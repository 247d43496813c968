#include "app/wiring/record_mode.hpp"

#include <chrono>
#include <filesystem>

#include "http/network_transport.hpp"
#include "recording/recording_transport.hpp"

namespace sluice::app {

RecordMode::RecordMode(std::string file, bool overwrite, services::Redactor& redactor)
    : file_(std::move(file)), overwrite_(overwrite), redactor_(redactor) {}

void RecordMode::adapt(Workspace& workspace) {
  recorder_.emplace(
      recording::Recorder::Options{file_, overwrite_, workspace.config.host.limits.recorded_body},
      redactor_, clock_);
  plain_ = plain_http(workspace.config.host.http);
}

ExternalWorld RecordMode::world() {
  ExternalWorld out;
  out.transport = [this](record::PagePool* pages) {
    return std::make_unique<recording::RecordingTransport>(
        std::make_unique<http::NetworkTransport>(pages, plain_), *recorder_);
  };
  return out;
}

Status RecordMode::begin(const Pipelines& pipelines, store::PipelineStore& store,
                         HostServices& services) {
  using namespace std::chrono;
  recording::Header header;
  header.version = SLUICE_VERSION;
  header.started_us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  for (const auto* pipeline : pipelines) {
    auto state = store.load(pipeline->name);
    if (!state) return state.status();
    header.pipelines.push_back({pipeline->name, state->cursor, state->positions});
  }
  services.credentials().on_read(
      [this](const std::string& identity, const credentials::Credential& kept) {
        recorder_->credential(identity, kept.secret);
      });
  Status opened = recorder_->open(std::move(header));
  if (opened || overwrite_ || !std::filesystem::exists(file_)) return opened;
  return {opened.code(), opened.message() + "; name another file, or give --overwrite, too"};
}

store::PipelineStore& RecordMode::store(store::PipelineStore& store) {
  return store_.emplace(store, *recorder_);
}

Status RecordMode::end() {
  recorder_->end();
  Status status = recorder_->status();
  return status ? status : status.in("the recording is incomplete");
}

std::vector<std::string> RecordMode::remarks() {
  return {"recorded: " + file_ + "; secrets are left out, personal data is not"};
}

}  // namespace sluice::app
