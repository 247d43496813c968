// The config file as a tree of values with their positions, the same for YAML and
// JSON. A value type: copy it, change it; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::config {

// Where something was written; both count from 1, columns in bytes. {0, 0}: nowhere, a default.
struct Position {
  uint32_t line = 0, column = 0;
  uint32_t file = 0;  // which of the config's files, by its number in Problems
  bool known() const { return line != 0; }
};

enum class Kind : uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

struct Member;

class Node {
 public:
  Kind kind = Kind::kNull;
  Position at;
  // Scalars: decoded text of a string, spelling of a number (always a legal JSON number), "true",
  // "false", "null". Empty for arrays and objects.
  std::string text;
  // The values inserted for each ${…} of a scalar: text from outside the file, not shown in
  // messages.
  std::vector<std::string> outside;
  // `whole`: the scalar was just one ${…}, and becomes a number or boolean if the schema
  // requires one. `unresolved`: a ${…} is still in it, in a section that is not used.
  bool whole = false, unresolved = false;
  std::string written;          // the scalar as in the file, if a ${…} is in it
  std::string path;             // absolute, of text that is a relative path by its schema (x-path)
  std::vector<Node> items;      // of an array
  std::vector<Member> members;  // of an object, in the file's order, no key twice

  // A member's value, or NULL if there is none or this is not an object. Dies with the next change.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  // The value at a JSON pointer ("/clients/shop/token"); NULL if there is none.
  const Node* at_pointer(std::string_view pointer) const;
  // Adds or replaces a member; returns a reference to the value. REQUIRES: an object
  Node& set(std::string key, Node value);
  void erase(std::string_view key);

  bool is(Kind wanted) const { return kind == wanted; }

  static Node object(Position at = {});
  static Node array(Position at = {});
  static Node string(std::string text, Position at = {});
};

struct Member {
  std::string key;
  Position at;  // of the key
  Node value;
  bool number = false;  // the key is a JSON number without quotes, which YAML allows
};

// "object", "text", "number", "true or false", …: the name of a kind in messages.
std::string_view kind_name(Kind kind);

// JSON text, members in their order, numbers as written. Strings must be UTF-8, as parse() checks.
std::string to_json(const Node& node);

// A file's name as it is to be opened: an absolute path for a relative one.
const std::string& file_named(const Node& setting);

// The same with every file's name as it is to be opened.
Node with_paths(Node node);

// Appends one step to a JSON pointer, with ~ and / escaped.
std::string join_pointer(std::string_view pointer, std::string_view step);

}  // namespace sluice::config
