// Components of a pipeline whose names stand in the store: steps and publishers. Values; no thread
// rule.
#pragma once

#include <string>
#include <vector>

namespace sluice::store {

// One of them. What is kept of it, such as tasks, a backlog, a position and a step's state, is kept
// under its name. The name says where it stands in its list, so it changes when another one is put
// in front of it; the rest tells which one it is.
struct Component {
  std::string name;       // "transformers[1] (core.map)"
  std::string publisher;  // a publisher's own step: that publisher's name; else empty
  std::string list;       // "transformers", "on_error", "publishers", …
  std::string use;        // "core.map"
  std::string settings;   // a digest of its settings as they are written
  // Of a publisher: a digest of what it is and where it writes. Of a step: empty.
  std::string target;
  // It is in the configuration no more; something of it may be kept.
  bool gone = false;

  bool operator==(const Component&) const = default;
};

// It is called `to` from now on.
struct Renamed {
  std::string from, to;
  bool operator==(const Renamed&) const = default;
};

// What it is called when all of them are carried out.
inline std::string name_now(const std::vector<Renamed>& renamed, const std::string& name) {
  for (const Renamed& one : renamed)
    if (one.from == name) return one.to;
  return name;
}

// What became of a pipeline's components since they were stored.
struct ComponentChanges {
  std::vector<Component> components;  // to be stored: those of now, and those that are gone
  std::vector<Renamed> renamed;       // all at once: two may have changed places
};

}  // namespace sluice::store
