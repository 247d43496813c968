// The contents of a recording: one of these per line. Values; no thread rule.
//
// The first line is the header; then exchanges in the order their responses came, and between them
// the values the run read from its state (transformers' keys, kept credentials) at their first
// reading; an end, unless the run was killed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/text/message.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::recording {

inline constexpr int kFormat = 1;

// The state of a pipeline when the run began.
struct Start {
  std::string pipeline;
  store::Cursor cursor;
  std::vector<store::Position> positions;
};

struct Header {
  std::string version;     // of the program
  int64_t started_us = 0;  // UTC
  std::vector<Start> pipelines;
};

// Of a request or response, without secrets. `whole` is the size of one that was cut, else 0.
struct Payload {
  std::string bytes;
  uint64_t whole = 0;
};

// One request as sent over the wire, repeats and redirects each separately, and its
// result. Times count from the run's start.
struct Exchange {
  uint64_t number = 0;  // in the order of sending, from 1
  std::string session;  // "clients.shop"
  std::string pipeline;
  int64_t sent_ms = 0;
  int64_t done_ms = 0;
  std::string method, url;
  http::Headers headers;
  Payload body;
  http::Delivery delivery = http::Delivery::kAnswered;
  Status failure;  // ok exactly if there is a response
  int status = 0;  // also of a response whose body could not be read
  http::Headers response_headers;
  Payload response;
};

// A key of a transformer's own state that the run did not write itself before it read it.
struct StateValue {
  std::string pipeline, step, key, value;
};

// A credential as it was kept when the run began, without secrets.
struct KeptCredential {
  std::string identity, text;
};

}  // namespace sluice::recording
