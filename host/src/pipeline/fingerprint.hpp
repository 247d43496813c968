// Hashes that say what stored data belongs to. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/plan.hpp"

namespace sluice::pipeline {

// SHA-256 in hex over the parts, each with its length: no two lists collide.
std::string digest(std::initializer_list<std::string_view> parts);

// Of what a plan was configured with. Another value of a secret leaves it as it is.
class Fingerprint {
 public:
  Fingerprint(const Plan& plan, std::vector<std::string> parts);

  const std::string& text() const { return text_; }
  // Also as earlier builds stored it, with the secrets' values.
  bool is(std::string_view stored) const { return stored == text_ || stored == unmarked_; }

 private:
  std::string text_, unmarked_;
};

// What a cursor belongs to: the subscriber and its identity from open (base URI, entity, the
// relevant parts of the request).
Fingerprint cursor_fingerprint(const Plan& plan, std::string_view identity);

// What a resolved request was made from: the configured request and its transformers.
Fingerprint configured_fingerprint(const Plan& plan);

// Names a record as it was read by its source text: the same text is the same task.
std::string origin_key(std::string_view source);

}  // namespace sluice::pipeline
