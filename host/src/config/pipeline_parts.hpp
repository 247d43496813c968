// Where a pipeline's components stand in a config: in the pipeline itself, or in the incoming and
// outgoing objects that it names. Pure function; no thread rule.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

struct Placed {
  const Node* node;     // the component's section, in the config's tree
  std::string pointer;  // to it, from the root
  std::string name;     // of the incoming or outgoing that it is in; empty: inline
};

// Its own steps stand beside the publisher's settings, or, of a named outgoing, around its section.
struct PlacedPublisher : Placed {
  const Node* own = nullptr;  // the object with `where`, `transformers` and hooks
  std::string own_pointer;
  bool of_hooks = false;  // it is only the `then` of others
};

struct PipelineParts {
  std::vector<Placed> subscribers;          // one, or none: a problem was added
  std::vector<Placed> transformers;         // those of the incoming first
  std::vector<PlacedPublisher> publishers;  // named ones first, those of hooks last
};

// `pipeline`: a member of pipelines:, an object. A name that does not exist, and what is missing
// or given twice, is a problem.
PipelineParts pipeline_parts(const Node& root, const Member& pipeline, Problems& problems);

// The same for an alert's `to`: the outgoing that it names, and that one's `then`.
std::vector<PlacedPublisher> alert_parts(const Node& root, const Node& alert,
                                         const std::string& pointer, Problems& problems);

// The components of a list, `transformers` or the like, in an object (a pipeline, an incoming, an
// outgoing, a publisher), with the name of the incoming or outgoing that it is; none if there is no
// such list.
std::vector<Placed> listed_in(const Node& object, const std::string& list,
                              const std::string& pointer, const std::string& name);

// The incoming and the outgoings that a pipeline names, whether they exist or not.
std::vector<std::string> incoming_of(const Node& pipeline);
std::vector<std::string> outgoings_of(const Node& pipeline);
// The same for what hooks of the pipeline's own publishers name, or those of an outgoing.
std::vector<std::string> thens_of(const Node& object);
// The same for what the alerts of a pipeline or of the host name.
std::vector<std::string> alert_outgoings_of(const Node& object);

}  // namespace sluice::config
