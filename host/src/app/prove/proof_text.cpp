#include "app/prove/proof_text.hpp"

#include <algorithm>

#include "app/report/console.hpp"

namespace sluice::app {
namespace {

using How = ProvenTarget::How;
using Row = std::vector<std::string>;

constexpr size_t kShownBadLives = 5;

Row row_of(const TargetVerdict& one) {
  return {one.target.pipeline, one.target.name,         grouped(one.expected),
          grouped(one.lost),   grouped(one.foreign),    grouped(one.held_back),
          grouped(one.twice),  grouped(one.most_twice), one.holds() ? "holds" : "DOES NOT HOLD"};
}

// Text to the left, figures to the right.
std::string aligned(const Row& row, const std::vector<size_t>& widths) {
  std::string out;
  for (size_t i = 0; i < row.size(); i++) {
    const std::string room(widths[i] - row[i].size(), ' ');
    const bool text = i < 2 || i + 1 == row.size();
    out += (i ? "  " : "") + (text ? row[i] + room : room + row[i]);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

std::vector<std::string> table_of(const std::vector<Row>& rows) {
  std::vector<size_t> widths(rows.front().size());
  for (const Row& row : rows)
    for (size_t i = 0; i < row.size(); i++) widths[i] = std::max(widths[i], row[i].size());
  std::vector<std::string> out;
  for (const Row& row : rows) out.push_back(aligned(row, widths));
  return out;
}

config::Node target_node(const TargetVerdict& one) {
  config::Node node = config::Node::object();
  node.set("pipeline", text_node(one.target.pipeline));
  node.set("target", text_node(one.target.name));
  node.set("delivered", unsigned_node(one.expected));
  node.set("lost", unsigned_node(one.lost));
  node.set("foreign", unsigned_node(one.foreign));
  node.set("held_back", unsigned_node(one.held_back));
  node.set("twice", unsigned_node(one.twice));
  node.set("may_be_twice", unsigned_node(one.most_twice));
  node.set("holds", flag_node(one.holds()));
  return node;
}

}  // namespace

std::vector<std::string> proof_lines(const Proof& proof, const ProveSettings& settings) {
  std::vector<std::string> out = {
      "undisturbed: " + grouped(proof.undisturbed.calls) + " calls that leave something behind, " +
          grouped(proof.undisturbed.syncs) + " of them durable writes",
      "kills: " + grouped(proof.kills) + " in " + grouped(proof.lives) + " lives, " +
          grouped(proof.at_syncs) + " at a durable write, " +
          grouped(proof.kills - proof.at_syncs) + " anywhere; seed " +
          std::to_string(settings.seed)};
  std::vector<Row> rows = {{"pipeline", "target", "delivered", "lost", "foreign", "held back",
                            "twice", "may be twice", ""}};
  for (const TargetVerdict& one : proof.targets) rows.push_back(row_of(one));
  for (std::string& line : table_of(rows)) out.push_back(std::move(line));
  for (size_t i = 0; i < std::min(proof.bad.size(), kShownBadLives); i++)
    out.push_back(proof.bad[i].folder + ": " + proof.bad[i].why);
  if (proof.bad.size() > kShownBadLives)
    out.push_back("and " + grouped(proof.bad.size() - kShownBadLives) + " more lives");
  return out;
}

config::Node proof_node(const Proof& proof, const ProveSettings& settings) {
  config::Node node = config::Node::object();
  node.set("holds", flag_node(proof.holds()));
  node.set("seed", unsigned_node(settings.seed));
  node.set("calls", unsigned_node(proof.undisturbed.calls));
  node.set("durable_writes", unsigned_node(proof.undisturbed.syncs));
  node.set("lives", unsigned_node(proof.lives));
  node.set("kills", unsigned_node(proof.kills));
  node.set("kills_at_durable_writes", unsigned_node(proof.at_syncs));
  config::Node& targets = node.set("targets", config::Node::array());
  for (const TargetVerdict& one : proof.targets) targets.items.push_back(target_node(one));
  config::Node& bad = node.set("bad_lives", config::Node::array());
  for (const BadLife& one : proof.bad) {
    config::Node& life = bad.items.emplace_back(config::Node::object());
    life.set("folder", text_node(one.folder));
    life.set("why", text_node(one.why));
  }
  return node;
}

}  // namespace sluice::app
