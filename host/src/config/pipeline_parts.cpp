#include "config/pipeline_parts.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "config/suggest.hpp"

namespace sluice::config {
namespace {

std::vector<std::string> names_in(const Node* section) {
  std::vector<std::string> names;
  if (!section) return names;
  for (const Member& member : section->members) names.push_back(member.key);
  return names;
}

// The texts of a value that is a text or a list of texts, with their places.
std::vector<const Node*> texts_of(const Node* value) {
  std::vector<const Node*> out;
  if (!value) return out;
  if (value->is(Kind::kString)) out.push_back(value);
  for (const Node& item : value->items)
    if (item.is(Kind::kString)) out.push_back(&item);
  return out;
}

// As the schema's default is.
bool is_empty_list(const Node& node) { return node.is(Kind::kArray) && node.items.empty(); }

std::vector<std::string> names_of(const Node* value) {
  std::vector<std::string> out;
  for (const Node* text : texts_of(value)) out.push_back(text->text);
  return out;
}

class Parts {
 public:
  // `pipeline`: what names the parts, at `pointer`; `owner`: what messages call it.
  Parts(const Node& root, const Node& pipeline, std::string pointer, std::string owner,
        Problems& problems)
      : root_(root),
        pipeline_(pipeline),
        owner_(std::move(owner)),
        pointer_(std::move(pointer)),
        problems_(problems) {}

  std::vector<PlacedPublisher> find_named_targets() {
    add_named_targets();
    add_targets_of_hooks();
    return std::move(out_.publishers);
  }

  PipelineParts find() {
    add_source();
    add_transformers(pipeline_, pointer_, {});
    add_named_targets();
    add_own_targets();
    add_targets_of_hooks();
    if (!has_targets_ && !is_told({"/publishers", "/publisher", "/to"}))
      problems_.add(pipeline_.at, pointer_,
                    "\"publishers\" is missing: where the records go; or to: names of outgoing: "
                    "entries");
    return std::move(out_);
  }

 private:
  // One of these keys is there, but misspelt.
  bool is_told(std::initializer_list<const char*> keys) const {
    return std::any_of(keys.begin(), keys.end(),
                       [&](const char* key) { return problems_.has(pointer_ + key); });
  }

  void add_source() {
    const Node* own = pipeline_.find("subscriber");
    const Node* from = pipeline_.find("from");
    if (own) out_.subscribers.push_back({own, pointer_ + "/subscriber", {}});
    if (own && from)
      problems_.add(from->at, pointer_ + "/from",
                    "from and subscriber are both given; write one of them");
    if (!own && !from && !is_told({"/subscriber", "/from"}))
      problems_.add(pipeline_.at, pointer_,
                    "\"subscriber\" is missing: where the records come from; or from: the name of "
                    "an incoming: entry");
    if (!own && from && from->is(Kind::kString)) add_incoming(*from);
  }

  void add_incoming(const Node& name) {
    const Node* incoming = named("incoming", name, pointer_ + "/from");
    if (!incoming) return;
    const std::string pointer = join_pointer("/incoming", name.text);
    if (const Node* subscriber = incoming->find("subscriber"))
      out_.subscribers.push_back({subscriber, pointer + "/subscriber", name.text});
    add_transformers(*incoming, pointer, name.text);
  }

  void add_named_targets() {
    const Node* to = pipeline_.find("to");
    has_targets_ = to != nullptr;
    std::vector<std::string> seen;
    for (const Node* name : texts_of(to)) {
      if (std::find(seen.begin(), seen.end(), name->text) != seen.end()) {
        problems_.add(name->at, pointer_ + "/to", "\"" + name->text + "\" is given twice");
        continue;
      }
      seen.push_back(name->text);
      add_outgoing(*name);
    }
  }

  void add_outgoing(const Node& name) {
    const Node* outgoing = named("outgoing", name, pointer_ + "/to");
    const Node* publisher = outgoing ? outgoing->find("publisher") : nullptr;
    if (!publisher) return;
    const std::string pointer = join_pointer("/outgoing", name.text);
    out_.publishers.push_back({{publisher, pointer + "/publisher", name.text}, outgoing, pointer});
  }

  void add_own_targets() {
    const Node* list = pipeline_.find("publishers");
    const Node* single = pipeline_.find("publisher");
    has_targets_ = has_targets_ || list || single;
    if (list && single)
      problems_.add(single->at, pointer_ + "/publisher",
                    "publisher and publishers are both given; write one of them");
    if (!list && single) add_own_target(*single, pointer_ + "/publisher");
    for (size_t i = 0; list && i < list->items.size(); i++)
      add_own_target(list->items[i], pointer_ + "/publishers/" + std::to_string(i));
  }

  void add_own_target(const Node& publisher, const std::string& pointer) {
    out_.publishers.push_back({{&publisher, pointer, {}}, &publisher, pointer});
  }

  // Each once, whoever names it.
  void add_targets_of_hooks() {
    const size_t count = out_.publishers.size();
    for (size_t i = 0; i < count; i++) {
      const PlacedPublisher from = out_.publishers[i];
      const Node* then = from.own->find("then");
      if (!then || !then->is(Kind::kString)) continue;
      const std::string pointer = from.own_pointer + "/then";
      const auto same =
          std::find_if(out_.publishers.begin(), out_.publishers.end(),
                       [&](const PlacedPublisher& other) { return other.name == then->text; });
      if (same == out_.publishers.end())
        add_target_of_hooks(*then, pointer);
      else if (!same->of_hooks)
        problems_.add(then->at, pointer,
                      "\"" + then->text + "\" gets the records of " + owner_ +
                          " already; name an outgoing that is not in its to:");
    }
  }

  void add_target_of_hooks(const Node& then, const std::string& pointer) {
    const Node* outgoing = named("outgoing", then, pointer);
    const Node* publisher = outgoing ? outgoing->find("publisher") : nullptr;
    if (!publisher) return;
    const std::string place = join_pointer("/outgoing", then.text);
    for (const char* hook : {"on_success", "on_error", "then"})
      if (const Node* own = outgoing->find(hook); own && !is_empty_list(*own))
        problems_.add(own->at, place + "/" + hook,
                      "this outgoing is the then: of another one, so it has no hooks of its own; "
                      "remove this");
    out_.publishers.push_back(
        {{publisher, place + "/publisher", then.text}, outgoing, place, true});
  }

  void add_transformers(const Node& object, const std::string& pointer, const std::string& name) {
    for (Placed& one : listed_in(object, "transformers", pointer, name))
      out_.transformers.push_back(std::move(one));
  }

  // The object of this name in a section; NULL and a problem if there is none.
  const Node* named(const char* section, const Node& name, const std::string& pointer) {
    const Node* all = root_.find(section);
    const Node* found = all ? all->find(name.text) : nullptr;
    if (found) return found;
    const std::vector<std::string> known = names_in(all);
    const std::string meant = did_you_mean(name.text, known);
    problems_.add(name.at, pointer,
                  "there is no " + std::string(section) + " \"" + name.text + "\"" +
                      (!meant.empty()  ? meant
                       : known.empty() ? "; " + std::string(section) + ": is empty"
                                       : "; known are " + list_names(known)));
    return nullptr;
  }

  const Node& root_;
  const Node& pipeline_;
  const std::string owner_;
  const std::string pointer_;
  Problems& problems_;
  PipelineParts out_;
  bool has_targets_ = false;
};

}  // namespace

std::vector<Placed> listed_in(const Node& object, const std::string& list,
                              const std::string& pointer, const std::string& name) {
  std::vector<Placed> out;
  const Node* found = object.find(list);
  for (size_t i = 0; found && i < found->items.size(); i++)
    out.push_back({&found->items[i], pointer + "/" + list + "/" + std::to_string(i), name});
  return out;
}

PipelineParts pipeline_parts(const Node& root, const Member& pipeline, Problems& problems) {
  return Parts(root, pipeline.value, join_pointer("/pipelines", pipeline.key),
               "pipeline " + pipeline.key, problems)
      .find();
}

std::vector<PlacedPublisher> alert_parts(const Node& root, const Node& alert,
                                         const std::string& pointer, Problems& problems) {
  return Parts(root, alert, pointer, "this alert", problems).find_named_targets();
}

std::vector<std::string> incoming_of(const Node& pipeline) {
  return names_of(pipeline.find("from"));
}

std::vector<std::string> outgoings_of(const Node& pipeline) {
  return names_of(pipeline.find("to"));
}

std::vector<std::string> alert_outgoings_of(const Node& object) {
  std::vector<std::string> out;
  for (const char* kind : {"on_failure", "on_parked"})
    if (const Node* alert = object.find(kind))
      for (std::string& name : names_of(alert->find("to"))) out.push_back(std::move(name));
  return out;
}

std::vector<std::string> thens_of(const Node& object) {
  std::vector<std::string> out = names_of(object.find("then"));
  std::vector<const Node*> publishers = {object.find("publisher")};
  if (const Node* list = object.find("publishers"))
    for (const Node& item : list->items) publishers.push_back(&item);
  for (const Node* publisher : publishers)
    if (publisher)
      for (std::string& name : names_of(publisher->find("then"))) out.push_back(std::move(name));
  return out;
}

}  // namespace sluice::config
