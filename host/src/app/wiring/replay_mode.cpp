#include "app/wiring/replay_mode.hpp"

#include <algorithm>

#include "app/report/console.hpp"
#include "app/wiring/output_folder.hpp"
#include "credentials/cipher.hpp"
#include "recording/replay_transport.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kSeed = 1;  // of jitter: the same waits in every replay
constexpr size_t kShownLeft = 3;

Status cannot(const fs::path& folder, const std::error_code& why) {
  return {SLUICE_E_INVALID, "the folder " + folder.string() + " cannot be made: " + why.message()};
}

Result<fs::path> empty_folder(const std::string& wanted) {
  std::error_code error;
  const fs::path folder =
      wanted.empty() ? fs::temp_directory_path() / ("sluice-replay-" + credentials::random_hex(16))
                     : fs::absolute(wanted);
  fs::create_directories(folder, error);
  if (error) return cannot(folder, error);
  if (!fs::is_empty(folder, error))
    return Status(SLUICE_E_INVALID, "the folder " + folder.string() +
                                        " is not empty; --output needs a new or an empty one");
  fs::permissions(folder, fs::perms::owner_all, error);
  return error ? cannot(folder, error) : Result<fs::path>(folder);
}

// Where the recorded run began, unless a killed replay has begun already.
Status seed(const recording::Start& start, const std::vector<recording::StateValue>& values,
            store::PipelineStore& store) {
  const auto there = store.last_commit(start.pipeline);
  if (!there || there->sequence > 0) return there.status();
  store::Delta delta;
  delta.cursor = start.cursor;
  delta.positions = start.positions;
  for (const recording::StateValue& value : values)
    if (value.pipeline == start.pipeline)
      delta.state.push_back({value.step, value.key, value.value});
  return store.commit(start.pipeline, {0, there->fence}, delta);
}

}  // namespace

Result<std::unique_ptr<RunMode>> ReplayMode::create(Options& options,
                                                    services::Redactor& redactor) {
  auto recording = recording::Recording::open(options.replay);
  if (!recording) return recording.status();
  auto folder = empty_folder(options.output);
  if (!folder) return folder.status();
  options.overrides.state = (*folder / "state").string();
  return std::unique_ptr<RunMode>(
      new ReplayMode(std::move(*recording), *folder, !options.output.empty(), redactor));
}

Result<std::unique_ptr<RunMode>> ReplayMode::go_on(const std::string& recording_file,
                                                   const fs::path& folder,
                                                   const services::Redactor& redactor) {
  auto recording = recording::Recording::open(recording_file);
  if (!recording) return recording.status();
  return std::unique_ptr<RunMode>(new ReplayMode(std::move(*recording), folder, true, redactor));
}

ReplayMode::ReplayMode(recording::Recording recording, fs::path folder, bool keep,
                       const services::Redactor& redactor)
    : recording_(std::move(recording)),
      folder_(std::move(folder)),
      keep_(keep),
      clock_(recording_.header().started_us),
      engine_clock_(clock_),
      tape_(recording_, clock_, redactor) {}

ReplayMode::~ReplayMode() {
  std::error_code ignored;
  if (!keep_) fs::remove_all(folder_, ignored);
}

// One lane, and commits by the number of batches alone: nothing depends on the machine's
// speed. The tokens of the recording are placeholders; any key will do to encrypt them, the same
// for whoever goes on.
void ReplayMode::adapt(Workspace& workspace) {
  config::HostSettings& host = workspace.config.host;
  host.lanes = config::Lanes::kOne;
  host.commit.interval_ms = UINT32_MAX;
  host.credential_key = std::string(64, '0');
  write_below(folder_, workspace);
}

ExternalWorld ReplayMode::world() {
  ExternalWorld out;
  out.transport = [this](record::PagePool*) {
    return std::make_unique<recording::ReplayTransport>(tape_);
  };
  out.clock = &clock_;
  out.unix_us = [this] { return clock_.unix_us(); };
  out.seed = kSeed;
  return out;
}

Status ReplayMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) {
  plan.source.committed = nullptr;  // what is read stays for the next replay
  return RunMode::adapt_plan(plan, store);
}

RunPace ReplayMode::pace() { return {1, &engine_clock_, kSeed}; }

const recording::Start* ReplayMode::start_of(const std::string& pipeline) const {
  const auto& starts = recording_.header().pipelines;
  const auto found = std::find_if(starts.begin(), starts.end(),
                                  [&](const auto& start) { return start.pipeline == pipeline; });
  return found == starts.end() ? nullptr : &*found;
}

// Those that were recorded, if none is named.
Status ReplayMode::select(Pipelines& pipelines) {
  std::erase_if(pipelines, [&](const auto* pipeline) { return !start_of(pipeline->name); });
  if (!pipelines.empty()) return {};
  std::string names;
  for (const recording::Start& start : recording_.header().pipelines)
    names += (names.empty() ? "" : ", ") + start.pipeline;
  return {SLUICE_E_INVALID,
          "the recording " + recording_.name() + " has none of these pipelines; it has " + names};
}

Status ReplayMode::begin(const Pipelines& pipelines, store::PipelineStore& store,
                         HostServices& services) {
  for (const auto* pipeline : pipelines)
    if (Status s = seed(*start_of(pipeline->name), recording_.state(), store); !s) return s;
  for (const recording::KeptCredential& kept : recording_.credentials()) {
    const auto there = services.credentials().read(kept.identity);
    if (!there) return there.status();
    if (there->version > 0) continue;  // of a replay that was killed
    auto version = services.credentials().replace(kept.identity, 0, kept.text);
    if (!version) return version.status();
  }
  return {};
}

std::vector<std::string> ReplayMode::opening() {
  std::vector<std::string> out = {
      "replaying " + recording_.name() + " of " + time_text(recording_.header().started_us) + ": " +
      grouped(recording_.entries().size()) + " exchanges, nothing is sent"};
  if (!recording_.whole())
    out.push_back(
        "the recording was cut off (the recorded run was killed, or is still running): what "
        "it did afterwards is not in it");
  return out;
}

std::vector<std::string> ReplayMode::remarks() {
  std::vector<std::string> out;
  out.push_back("replayed: " + grouped(tape_.used()) + " of " +
                grouped(recording_.entries().size()) + " recorded exchanges, " +
                (keep_ ? "files and state are in " + folder_.string()
                       : "files and state are thrown away; --output FOLDER keeps them"));
  const auto left = tape_.left();
  for (size_t i = 0; i < std::min(left.size(), kShownLeft); i++)
    out.push_back("  not asked for: line " + std::to_string(left[i]->line) + ", " +
                  left[i]->method + " " + left[i]->url);
  if (tape_.other_uuids())
    out.push_back("  " + grouped(tape_.other_uuids()) +
                  " requests have other UUIDs in their bodies than the recorded ones");
  return out;
}

}  // namespace sluice::app
