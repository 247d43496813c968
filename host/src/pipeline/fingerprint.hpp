// Hashes that say what stored data belongs to. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "pipeline/plan.hpp"

namespace sluice::pipeline {

// SHA-256 in hex over the parts, each with its length: no two lists collide.
std::string digest(std::initializer_list<std::string_view> parts);

// What a cursor belongs to: the subscriber and its identity from open (base URI, entity, the
// relevant parts of the request).
std::string cursor_fingerprint(const Source& source, std::string_view identity);

// What a resolved request was made from: the configured request and its transformers.
std::string configured_fingerprint(const Plan& plan);

// Names a record as it was read by its source text: the same text is the same task.
std::string origin_key(std::string_view source);

}  // namespace sluice::pipeline
