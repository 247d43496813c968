#include "app/report/remark_text.hpp"

#include "app/report/console.hpp"
#include "services/state_access.hpp"

namespace sluice::app {

std::vector<std::string> remark_lines(const pipeline::RunReport& report) {
  std::vector<std::string> lines;
  for (const pipeline::StepRemark& remark : report.remarks)
    lines.push_back("  step " + remark.step + ": " +
                    services::counted_text(remark.what, remark.count) +
                    (remark.example.empty() ? "" : ", first at " + remark.example));
  return lines;
}

config::Node remarks_node(const pipeline::RunReport& report) {
  config::Node list = config::Node::array();
  for (const pipeline::StepRemark& remark : report.remarks) {
    config::Node one = config::Node::object();
    one.set("step", text_node(remark.step));
    one.set("text", text_node(remark.what));
    one.set("count", unsigned_node(remark.count));
    one.set("example", text_node(remark.example));
    list.items.push_back(std::move(one));
  }
  return list;
}

}  // namespace sluice::app
