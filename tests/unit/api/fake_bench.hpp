// A workbench that answers what the test says, and notes what it was asked.
#pragma once

#include <vector>

#include "app/api/workbench.hpp"
#include "app/report/console.hpp"

namespace sluice::app::test {

class FakeBench final : public Workbench {
 public:
  // A file with this text in it is wrong.
  std::string bad = "BAD";
  std::vector<Replaced> checked;
  std::vector<PreviewWanted> previews;
  std::vector<GrantQuery> grants;
  std::string finding;  // what a check of a client says; empty: it has nothing to say
  Status failure = {};  // of everything else

  Result<config::Node> check(const Replaced& files) override {
    checked.push_back(files);
    config::Node out = config::Node::array();
    for (const auto& [name, text] : files)
      if (text && text->find(bad) != text->npos) out.items.push_back(problem_in(name));
    return out;
  }
  Result<config::Node> objects(const Replaced&) override { return answer(config::Node::array()); }
  config::Node schema() override { return config::Node::object(); }
  config::Node components() override { return config::Node::array(); }
  config::Node functions() override { return config::Node::array(); }
  config::Node plugins() override { return config::Node::array(); }
  Result<config::Node> catalogue(const std::string&) override {
    config::Node out = config::Node::object();
    out.set("entities", config::Node::array());
    return answer(out);
  }
  Result<config::Node> check_client(const std::string&) override {
    config::Node out = config::Node::object();
    config::Node findings = config::Node::array();
    if (!finding.empty()) {
      config::Node one = config::Node::object();
      one.set("check", text_node("reached"));
      one.set("ok", flag_node(true));
      one.set("message", text_node(finding));
      findings.items.push_back(std::move(one));
    }
    out.set("findings", std::move(findings));
    return answer(out);
  }
  Result<std::string> grant_url(const std::string&, const std::string& redirect,
                                const std::string& state) override {
    if (!failure) return failure;
    return "https://provider.example/?redirect_uri=" + redirect + "&state=" + state;
  }
  Result<std::string> take_grant(const std::string&, const std::string&,
                                 const GrantQuery& query) override {
    if (!failure) return failure;
    grants.push_back(query);
    return std::string("scopes products:read");
  }
  Result<config::Node> preview(const PreviewWanted& wanted) override {
    previews.push_back(wanted);
    config::Node out = config::Node::object();
    out.set("records", config::Node::array());
    return answer(out);
  }
  Result<config::Node> members(const PreviewWanted& wanted) override {
    previews.push_back(wanted);
    config::Node out = config::Node::object();
    out.set("items", config::Node::array());
    return answer(out);
  }
  Result<config::Node> page(const std::string&) override {
    config::Node out = config::Node::object();
    out.set("records", text_node("{}\n"));
    return answer(out);
  }
  Result<config::Node> eval(const std::string&, const std::string&) override {
    config::Node out = config::Node::object();
    out.set("value", text_node("1"));
    out.set("warnings", config::Node::array());
    return answer(out);
  }
  Result<config::Node> tests(const std::string&, bool) override {
    config::Node out = config::Node::object();
    config::Node list = config::Node::array();
    if (!finding.empty()) {
      config::Node one = config::Node::object();
      one.set("name", text_node("t"));
      one.set("pipeline", text_node("a"));
      one.set("file", text_node("a.test.yaml"));
      one.set("line", unsigned_node(1));
      one.set("passed", flag_node(false));
      one.set("message", text_node(finding));
      one.set("diff", text_node(finding));
      list.items.push_back(std::move(one));
    }
    out.set("tests", std::move(list));
    return answer(out);
  }
  Result<config::Node> schedule(const config::Node&) override {
    config::Node out = config::Node::object();
    out.set("words", text_node("every day"));
    out.set("next", config::Node::array());
    return answer(out);
  }

 private:
  static config::Node problem_in(const std::string& file) {
    config::Node out = config::Node::object();
    out.set("severity", text_node("error"));
    out.set("file", text_node(file));
    out.set("line", number_node(1));
    out.set("column", number_node(1));
    out.set("pointer", text_node("/pipelines"));
    out.set("message", text_node("it is bad"));
    return out;
  }
  Result<config::Node> answer(config::Node node) const {
    return failure ? Result<config::Node>(std::move(node)) : Result<config::Node>(failure);
  }
};

}  // namespace sluice::app::test
