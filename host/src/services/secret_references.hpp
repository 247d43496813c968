// Secrets by how the config writes them, for texts that are stored and must come back whole, such
// as a cursor that has a key in an address: the store gets the reference, never the secret. Any
// thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::services {

class SecretReferences {
 public:
  // Shorter ones occur in other words, and are not marked.
  static constexpr size_t kShortest = 8;

  enum class Kind : uint8_t { kSecret, kOther };
  // `reference`: what stands in the braces of ${…}. One that is known already has this value from
  // now on. kOther: no text gets the reference; one that has it, as its value was a secret then,
  // gets the value.
  void add(std::string_view reference, std::string_view value, Kind kind = Kind::kSecret);

  // `text` with "${sluice:REFERENCE}" for each secret, also where it is percent-encoded or escaped
  // for JSON. Where several references have one value it has all of them.
  std::string mark(std::string_view text) const;
  // The same for a digest, which a secret of now gives as well: with the first reference,
  // however the secret is spelt.
  std::string mark_for_digest(std::string_view text) const;
  // The other way round, with the values of now. E_INVALID: a reference is not known, or
  // those of one secret have different values now.
  Result<std::string> put_back(std::string_view text) const;

 private:
  struct Value {
    std::string text;
    bool secret = false;
  };
  struct Mark {
    std::string spelt, by;  // what is replaced, by what
  };

  std::vector<Mark> marks(bool for_digest) const;
  std::string marked(std::string_view text, bool for_digest) const;
  Result<std::string> value_of(std::string_view references) const;

  mutable std::mutex mutex_;
  std::map<std::string, Value, std::less<>> values_;  // by reference
};

}  // namespace sluice::services
