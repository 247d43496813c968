#include "wild_members.hpp"

#include <string>

namespace sluice::core {

Status WildMembers::read(const Setup& setup) {
  Status status =
      first_failure({read_pairs(setup, "move"), read_pairs(setup, "rename"),
                     read_paths(setup, "drop", &drop_), read_paths(setup, "keep", &keep_)});
  given_ = !drop_.empty() || !keep_.empty() || !renames_.empty() || !moves_.empty();
  return status;
}

// Of `move` only those with a star.
Status WildMembers::read_pairs(const Setup& setup, const char* name) {
  const bool renames = std::string_view(name) == "rename";
  const Value config = setup.config()[name];
  Status failure;
  for (size_t i = 0; i < config.size(); i++) {
    const std::string_view from = config.key(i), to = config.member(i).string_or("");
    const std::string pointer = pointer_to("/" + std::string(name), from);
    if (!renames && !WildPath::is_wild(from) && !WildPath::is_wild(to)) continue;
    Status status;
    if (renames) {
      auto made = Rename::parse(from, to);
      status = made.status();
      if (made.ok()) renames_.push_back(*std::move(made));
    } else {
      auto made = WildMove::parse(from, to);
      status = made.status();
      if (made.ok()) moves_.push_back(*std::move(made));
    }
    if (!status.ok()) failure = first_failure({failure, setup.refuse(pointer, status)});
  }
  return failure;
}

// Those with a star; if one of `keep` has one, all.
Status WildMembers::read_paths(const Setup& setup, const char* name, std::vector<WildPath>* out) {
  const Value config = setup.config()[name];
  bool all = false;
  for (size_t i = 0; out == &keep_ && i < config.size(); i++)
    all = all || WildPath::is_wild(config.item(i).string_or(""));
  Status failure;
  for (size_t i = 0; i < config.size(); i++) {
    const std::string_view text = config.item(i).string_or("");
    if (!all && !WildPath::is_wild(text)) continue;
    auto path = WildPath::parse(text);
    if (path.ok())
      out->push_back(*std::move(path));
    else
      failure = first_failure(
          {failure,
           setup.refuse(pointer_to("/" + std::string(name), std::to_string(i)), path.status())});
  }
  return failure;
}

Status WildMembers::take_out(sluice_batch* batch, sluice_value* root) {
  for (WildMove& move : moves_)
    if (Status s = move.take(batch, root); !s.ok()) return s;
  if (has_keep() && !keep_members(batch, root, keep_)) return {batch->fault, {}};
  for (const WildPath& path : drop_)
    if (!remove_members(batch, root, path)) return {batch->fault, {}};
  for (const Rename& rename : renames_)
    if (Status s = rename.run(batch, root); !s.ok()) return s;
  return {};
}

Status WildMembers::put(sluice_batch* batch, sluice_value* root) {
  for (WildMove& move : moves_)
    if (Status s = move.put(batch, root); !s.ok()) return s;
  return {};
}

}  // namespace sluice::core
