// Requests made of a catalogue row alone, and answers made of the vendor's index alone. No state.
#pragma once

#include <string>

#include "contract.hpp"
#include "sluice/rest/operation.hpp"

namespace lightspeedhq::contract {

// {path, query, payload} with every path and query parameter the row has and every member of its
// body; `image` is the file a multipart body sends. For a bulk action the payload is one item.
std::string sample_record(const sluice::rest::Operation& row, const std::string& image);

// A body that the documents call a success, and how many records a reader finds in it.
struct SampleAnswer {
  std::string content_type, body;
  size_t records = 0;
};
SampleAnswer sample_answer(const Operation& operation, int status);

}  // namespace lightspeedhq::contract
