#include "app/report/waiting_text.hpp"

#include "app/report/console.hpp"

namespace sluice::app {

namespace {

std::string waits_for(const pipeline::TargetFigures& target) {
  if (target.gone)
    return "for a target that the pipeline no longer has. Call one so again, at the same place, "
           "and "
           "let a run deliver them; or give them up: sluice backlog drop";
  if (target.down.empty()) return "to be delivered";
  return "until it takes records again: " + target.down;
}

}  // namespace

uint64_t left_waiting(const pipeline::RunReport& report) {
  uint64_t sum = 0;
  for (const pipeline::TargetFigures& target : report.targets) sum += target.left;
  return sum;
}

std::vector<std::string> waiting_lines(const pipeline::RunReport& report) {
  std::vector<std::string> lines;
  for (const pipeline::TargetFigures& target : report.targets) {
    if (target.left == 0) continue;
    if (target.name.empty()) {  // of a server: its words
      lines.push_back(target.down);
      continue;
    }
    lines.push_back(target.name + ": " + grouped(target.left) +
                    (target.left == 1 ? " record waits " : " records wait ") + waits_for(target));
  }
  return lines;
}

}  // namespace sluice::app
