#include "pipeline/overtaken.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

#include "sluice/record.h"

namespace sluice::pipeline {

std::set<size_t> overtaken_of(record::Batch& batch, const PublishResult& published) {
  const auto order_of = [&](size_t one) { return sluice_record_at(batch.abi(), one)->order; };
  std::map<uint32_t, size_t> last;  // accepted, by the orders of those refused
  for (const Refused& refused : published.refused)
    if (const uint32_t order = order_of(refused.index)) last[order] = 0;
  if (last.empty()) return {};
  for (const size_t index : published.taken)
    if (const auto found = last.find(order_of(index)); found != last.end())
      found->second = std::max(found->second, index);
  std::set<size_t> out;
  for (const Refused& refused : published.refused)
    if (const uint32_t order = order_of(refused.index); order && last[order] > refused.index)
      out.insert(refused.index);
  return out;
}

}  // namespace sluice::pipeline
