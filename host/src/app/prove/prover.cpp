#include "app/prove/prover.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "app/report/exit_code.hpp"
#include "config/parse.hpp"
#include "platform/shell.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMostKillsOfALife = 4;

std::string text_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool ended_well(const LifeReport& life) {
  return life.exit_code == kDone || life.exit_code == kParked;
}

// The last line that the last run printed says what went wrong.
std::string last_words(const LifeFolder& folder, const LifeReport& life) {
  std::string said = text_of_file(folder.said(life.runs));
  while (said.ends_with('\n')) said.pop_back();
  return "exit code " + std::to_string(life.exit_code) + ": " + said.substr(said.rfind('\n') + 1);
}

std::string moments_of(const LifeReport& life) {
  std::string out;
  for (const KillPoint& at : life.kills) out += (out.empty() ? "" : ", then ") + words_of(at);
  return out.empty() ? "never" : out;
}

struct RepeatBound {
  uint64_t records = 0, batches = 0;
};

// By pipeline, as the run printed it.
std::map<std::string, RepeatBound> repeat_bounds(const fs::path& summary) {
  std::map<std::string, RepeatBound> out;
  config::Problems problems(summary.string());
  const auto node = config::parse_json(text_of_file(summary), problems);
  const config::Node* const pipelines = node ? node->find("pipelines") : nullptr;
  if (!pipelines) return out;
  for (const config::Node& one : pipelines->items) {
    const config::Node* const name = one.find("pipeline");
    const config::Node* const records = one.find("repeat_bound_records");
    const config::Node* const batches = one.find("repeat_bound_batches");
    if (name && records && batches)
      out[name->text] = {std::stoull(records->text), std::stoull(batches->text)};
  }
  return out;
}

Result<LifeFolder> make_folder(const fs::path& path) {
  LifeFolder out{path};
  std::error_code error;
  fs::create_directories(out.outputs(), error);
  if (error)
    return Status(SLUICE_E_INVALID,
                  "the folder " + path.string() + " cannot be made: " + error.message());
  return out;
}

std::string numbered_life(uint64_t number) {
  std::string digits = std::to_string(number);
  return "life-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

class Prover {
 public:
  Prover(const ProveSettings& settings, const RunInFolder& run)
      : settings_(settings), run_(run), random_(settings.seed) {}

  Result<Proof> prove(std::vector<ProvenTarget> targets) {
    const auto folder = make_folder(settings_.folder / "undisturbed");
    if (!folder) return folder.status();
    if (Status s = live_first(*folder, targets); !s) return s;
    Verdicts verdicts(undisturbed_, std::move(targets));
    if (Status s = check_delivered(verdicts); !s) return s;
    for (const KillPoint& point :
         choose_kill_points(proof_.undisturbed, settings_.kills, random_)) {
      if (proof_.kills >= settings_.kills) break;
      if (Status s = live_killed(point, verdicts); !s) return s;
    }
    proof_.targets = verdicts.all();
    return proof_;
  }

 private:
  Status live_first(const LifeFolder& folder, std::vector<ProvenTarget>& targets) {
    if (Status s = put_systems_back(); !s) return s;
    const auto life = live_undisturbed(folder, run_);
    if (!life) return life.status();
    if (!ended_well(*life))
      return {SLUICE_E_INVALID, "the undisturbed run fails already, " + last_words(folder, *life)};
    auto left = read_left_behind(folder);
    if (!left) return left.status();
    undisturbed_ = *std::move(left);
    proof_.undisturbed = life->counts;
    const auto bounds = repeat_bounds(folder.summary(1));
    for (ProvenTarget& target : targets) {
      const auto found = bounds.find(target.pipeline);
      if (found == bounds.end()) continue;
      target.repeats_a_kill = found->second.records;
      target.repeated_batches_a_kill = found->second.batches;
    }
    return live_on(folder, targets);
  }

  // A further run shows what it brings again. One that fails shows nothing: a recording has only
  // the first.
  Status live_on(const LifeFolder& folder, std::vector<ProvenTarget>& targets) const {
    const auto life = live_undisturbed(folder, run_, 1);
    if (!life) return life.status();
    if (!ended_well(*life)) return {};
    const auto left = read_left_behind(folder);
    if (!left) return left.status();
    Verdicts verdicts(undisturbed_, targets);
    verdicts.add(*left, 0);
    for (size_t i = 0; i < targets.size(); i++) targets[i].repeats_a_run = verdicts.all()[i].twice;
    return {};
  }

  Status put_systems_back() const {
    if (settings_.before.empty()) return {};
    const auto code = platform::run_shell(settings_.before);
    if (!code || *code == 0) return code.status();
    return {SLUICE_E_INVALID, "the command of --before ended with code " + std::to_string(*code)};
  }

  static Status check_delivered(const Verdicts& verdicts) {
    const bool any = std::any_of(verdicts.all().begin(), verdicts.all().end(),
                                 [](const auto& one) { return one.expected > 0; });
    return any ? Status()
               : Status(SLUICE_E_INVALID,
                        "the undisturbed run delivers nothing, so nothing could be lost");
  }

  Status live_killed(const KillPoint& point, Verdicts& verdicts) {
    const std::string name = numbered_life(++proof_.lives);
    const auto folder = make_folder(settings_.folder / name);
    if (!folder) return folder.status();
    const uint64_t most = std::min(kMostKillsOfALife, settings_.kills - proof_.kills);
    if (Status s = put_systems_back(); !s) return s;
    const auto life = live(*folder, run_, point, most, proof_.undisturbed, random_);
    if (!life) return life.status();
    proof_.kills += life->kills.size();
    for (const KillPoint& at : life->kills) proof_.at_syncs += at.of_syncs ? 1 : 0;
    const std::string why = judge(*folder, *life, verdicts);
    if (!why.empty()) proof_.bad.push_back({name, why + "; killed " + moments_of(*life)});
    std::error_code ignored;
    if (why.empty() && !settings_.keep) fs::remove_all(folder->path, ignored);
    return {};
  }

  // What is wrong with it; empty if nothing is.
  std::string judge(const LifeFolder& folder, const LifeReport& life, Verdicts& verdicts) const {
    if (!ended_well(life)) return "its last run fails, " + last_words(folder, life);
    const auto left = read_left_behind(folder);
    if (!left) return left.status().message();
    return verdicts.add(*left, life.kills.size()) ? "" : "it left behind something else";
  }

  const ProveSettings& settings_;
  const RunInFolder& run_;
  std::mt19937_64 random_;
  LeftBehind undisturbed_;
  Proof proof_;
};

}  // namespace

Result<Proof> prove(const ProveSettings& settings, const RunInFolder& run,
                    std::vector<ProvenTarget> targets) {
  return Prover(settings, run).prove(std::move(targets));
}

}  // namespace sluice::app
