// What the vendor's documents say of one operation, and whether a request obeys it: the structural
// OpenAPI document for version 2026-07, the vendor's own for 2.0, the index (entities.tsv) for the
// rows that neither has. Loaded once; immutable; any thread.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lightspeedhq::contract {

struct Request {
  std::string method, path;  // path behind the version: "/products/1", decoded
  std::string version;       // "2026-07"; "0.9" where the path has none
  std::vector<std::pair<std::string, std::string>> query;
  std::string authorization, content_type, body;
};

struct Parameter {
  std::string name, type;  // "string", "integer", "number", "boolean", "array"
  bool required = false;
};

struct Operation {
  std::string name;  // "2026-07 products list"
  std::string version, entity, action, method, path;
  std::vector<Parameter> query;
  std::set<std::string> body_types;  // content types; empty: no body
  bool body_required = false;
  const rapidjson::Value* schema = nullptr;   // of the body; NULL: not described
  std::vector<std::string> required_members;  // of the index, "data.name", where no schema is
  std::string envelope;                       // as the index writes it
  std::vector<int> success;
  const rapidjson::Document* document = nullptr;  // where references of the schema lead
};

class Contract {
 public:
  // NULL if one of the documents is not in the folder.
  static std::unique_ptr<Contract> load(const std::string& folder);

  const std::vector<Operation>& operations() const { return operations_; }
  const Operation* find(const std::string& version, const std::string& entity,
                        const std::string& action) const;
  // The operation that a request is for: its path with the fewest parameters; NULL: there is none.
  const Operation* route(const Request& request) const;

 private:
  Contract() = default;
  void read_index(const std::string& folder);
  void read_documents();

  rapidjson::Document structural_, vendor_;
  std::vector<Operation> operations_;
};

// What a request breaks, one line each; empty: nothing.
std::vector<std::string> violations(const Operation& operation, const Request& request);

}  // namespace lightspeedhq::contract
