#include "config/schema_fragment.hpp"

namespace sluice::config {
namespace {

constexpr std::string_view kHttpSessionSchema = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["base_uri"],
  "properties": {
    "base_uri": {
      "type": "string",
      "minLength": 1,
      "title": "Address",
      "description": "What all paths are behind",
      "x-example": "https://api.example.com/v1",
      "x-order": 1
    },
    "token": {
      "type": "string",
      "x-secret": true,
      "title": "Bearer token",
      "x-example": "${API_TOKEN}",
      "x-order": 2
    },
    "user": {"type": "string", "title": "User, for basic authentication", "x-order": 3},
    "password": {
      "type": "string",
      "x-secret": true,
      "title": "Password of the user",
      "x-example": "${API_PASSWORD}",
      "x-order": 4
    },
    "headers": {
      "type": "object",
      "additionalProperties": {"type": "string"},
      "title": "Headers of every request",
      "x-example": {"Accept": "application/json"},
      "x-order": 5
    },
    "log_requests": {
      "type": "string",
      "enum": ["off", "headers", "full"],
      "default": "off",
      "title": "Request log",
      "description": "Secrets are always taken out"
    },
    "user_agent": {"type": "string", "minLength": 1, "title": "User-Agent header"},
    "connect_timeout_ms": {
      "type": "integer",
      "minimum": 0,
      "maximum": 86400000,
      "default": 10000,
      "title": "Longest wait for a connection; 0: none",
      "x-group": "connection"
    },
    "first_byte_timeout_ms": {
      "type": "integer",
      "minimum": 0,
      "maximum": 86400000,
      "default": 60000,
      "title": "Longest wait for a response to begin; 0: none",
      "x-group": "connection"
    },
    "stall_timeout_ms": {
      "type": "integer",
      "minimum": 0,
      "maximum": 86400000,
      "default": 30000,
      "title": "Longest silence within a response; 0: none",
      "x-group": "connection"
    },
    "total_timeout_ms": {
      "type": "integer",
      "minimum": 0,
      "maximum": 86400000,
      "default": 300000,
      "title": "Longest time for one attempt; 0: none",
      "x-group": "connection"
    },
    "proxy": {
      "type": "string",
      "title": "Proxy",
      "description": "Empty: none, whatever the environment says",
      "x-example": "http://proxy.example:3128",
      "x-group": "connection"
    },
    "ca_file": {
      "type": "string",
      "minLength": 1,
      "title": "File of trusted certificates",
      "description": "By default the system's",
      "x-group": "connection"
    },
    "http2": {
      "type": "boolean",
      "default": true,
      "title": "HTTP/2 where the server speaks it (https only)",
      "x-group": "connection"
    },
    "redirects": {
      "type": "string",
      "enum": ["same_origin", "same_path"],
      "default": "same_origin",
      "title": "Redirects that are followed",
      "description": "same_path: none that leads to another resource",
      "x-group": "connection"
    },
    "retry": {
      "type": "object",
      "additionalProperties": false,
      "title": "Repeating of what is safe to repeat",
      "x-group": "connection",
      "properties": {
        "attempts": {"type": "integer", "minimum": 1, "maximum": 100},
        "base_ms": {"type": "integer", "minimum": 1, "maximum": 86400000},
        "max_ms": {"type": "integer", "minimum": 1, "maximum": 86400000}
      }
    },
    "rate": {
      "type": "object",
      "additionalProperties": false,
      "title": "Rate budget, learned from the responses' headers",
      "description": "By default from X-RateLimit-Limit, -Remaining and -Reset, or their like",
      "x-group": "connection",
      "properties": {
        "limit_header": {"type": "string"},
        "remaining_header": {"type": "string"},
        "reset_header": {"type": "string"},
        "window_s": {
          "type": "integer",
          "minimum": 1,
          "maximum": 86400,
          "title": "Seconds of a window, where the responses do not tell"
        },
        "reserve": {
          "type": ["integer", "string"],
          "minimum": 0,
          "maximum": 1000000,
          "pattern": "^(0|[1-9][0-9]?)%$",
          "title": "What of each window is left to others who use the account",
          "description": "Requests, or a part of the limit such as 10%",
          "x-example": "10%"
        }
      }
    }
  }
})json";

}  // namespace

std::string_view schema_fragment(std::string_view name) {
  return name == kHttpSession ? kHttpSessionSchema : std::string_view();
}

}  // namespace sluice::config
