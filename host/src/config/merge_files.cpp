#include "config/merge_files.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::config {
namespace {

bool has_named_objects(std::string_view section) {
  constexpr std::array<std::string_view, 6> kSections = {"clients", "incoming", "outgoing",
                                                         "tables",  "secrets",  "pipelines"};
  return std::find(kSections.begin(), kSections.end(), section) != kSections.end();
}

const Member* member_of(const Node& object, const std::string& key) {
  const auto found = std::find_if(object.members.begin(), object.members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == object.members.end() ? nullptr : &*found;
}

class Merge {
 public:
  explicit Merge(Problems& problems) : problems_(problems) {}

  void add(Node root) {
    for (Member& section : root.members) {
      Node* there = root_.find(section.key);
      if (!there)
        root_.members.push_back(std::move(section));
      else if (has_named_objects(section.key) && there->is(Kind::kObject) &&
               section.value.is(Kind::kObject))
        add_objects(std::move(section), *there);
      else
        report_twice(section, *member_of(root_, section.key), "");
    }
  }

  Node take() { return std::move(root_); }

 private:
  void add_objects(Member section, Node& into) {
    for (Member& object : section.value.members) {
      if (const Member* first = member_of(into, object.key))
        report_twice(object, *first, section.key);
      else
        into.members.push_back(std::move(object));
    }
  }

  void report_twice(const Member& second, const Member& first, const std::string& section) {
    const std::string name = section.empty() ? second.key : section + "." + second.key;
    problems_.add(second.at,
                  section.empty() ? "/" + second.key : join_pointer("/" + section, second.key),
                  name + " is defined twice; the other one is at " + problems_.file(first.at.file) +
                      ":" + std::to_string(first.at.line) + "; remove or rename one of them");
  }

  Problems& problems_;
  Node root_ = Node::object();
};

}  // namespace

Node merge_files(std::vector<Node> roots, Problems& problems) {
  Merge merge(problems);
  for (Node& root : roots) merge.add(std::move(root));
  return merge.take();
}

}  // namespace sluice::config
