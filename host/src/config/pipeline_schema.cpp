#include "config/pipeline_schema.hpp"

namespace sluice::config {
namespace {

constexpr std::string_view kDefinitions = R"json(
    "component": {
      "type": "object", "required": ["use"],
      "properties": {
        "use": {
          "type": "string", "minLength": 1, "x-example": "lightspeedhq.client",
          "description": "The component, plugin.component; the dashboard's page Plugins and `sluice plugins list` name them"
        },
        "client": {
          "type": "string", "minLength": 1,
          "description": "Name of the clients: entry that the component talks through"
        }
      }
    },
    "step": {
      "type": "object",
      "properties": {
        "use": {
          "type": "string", "minLength": 1, "x-example": "core.map",
          "description": "The component, plugin.component; the dashboard's page Plugins and `sluice plugins list` name them. Each step has use or switch"
        },
        "client": {"$ref": "#/definitions/component/properties/client"},
        "when": {
          "type": ["string", "boolean"], "minLength": 1, "x-expression": true, "x-example": "country == 'NL'",
          "description": "JMESPath: a record, or under each an element, for which it does not hold passes the step unchanged"
        },
        "each": {
          "type": "string", "minLength": 1, "x-example": "lines[].taxes",
          "description": "Path of an array: the step runs on each element of it as on a record. In expressions `$` is then the whole record as it came into the step, and `@index` the element's place, from 0. What the step drops leaves the array; what it makes of an element stands in its place. A record without the array passes unchanged; one with another kind of value there fails"
        },
        "on_error": {
          "enum": ["park", "drop", "keep"], "default": "park",
          "description": "What becomes of a record that fails here. park: it becomes a task. drop: it is filtered. keep: it goes on as it came into the step. The run's summary counts both. Under each it is about the element: drop takes it out, keep leaves it as it was, park parks its record"
        },
        "switch": {
          "type": "array", "minItems": 1,
          "description": "Instead of use: cases, each with steps of its own. A record takes the first case whose when holds, as it comes into the switch, passes that one's steps, and then those behind the switch",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["when", "transformers"],
            "properties": {
              "when": {
                "type": ["string", "boolean"], "minLength": 1, "x-expression": true, "x-example": "state == 'CLOSED'",
                "description": "JMESPath: which records take the case"
              },
              "transformers": {"$ref": "#/definitions/components", "description": "Its steps"}
            }
          }
        },
        "else": {
          "type": "array", "items": {"$ref": "#/definitions/step"},
          "description": "With switch: steps for records that no case takes; without it they pass unchanged"
        }
      }
    },
    "publisher": {
      "type": "object", "required": ["use"],
      "description": "Where the records go",
      "properties": {
        "use": {"$ref": "#/definitions/component/properties/use"},
        "client": {"$ref": "#/definitions/component/properties/client"},
        "on_crash": {"$ref": "#/definitions/pipeline/properties/on_crash"}
      }
    },
    "own_publisher": {
      "type": "object", "required": ["use"],
      "description": "Where the records go",
      "properties": {
        "use": {"$ref": "#/definitions/component/properties/use"},
        "client": {"$ref": "#/definitions/component/properties/client"},
        "on_crash": {"$ref": "#/definitions/pipeline/properties/on_crash"},
        "where": {"$ref": "#/definitions/outgoing/properties/where"},
        "transformers": {"$ref": "#/definitions/outgoing/properties/transformers"},
        "on_success": {"$ref": "#/definitions/outgoing/properties/on_success"},
        "on_error": {"$ref": "#/definitions/outgoing/properties/on_error"},
        "then": {"$ref": "#/definitions/outgoing/properties/then"},
        "backlog": {"$ref": "#/definitions/outgoing/properties/backlog"},
        "retry": {"$ref": "#/definitions/outgoing_retry"}
      }
    },
    "retry_of_class": {
      "type": "object", "additionalProperties": false,
      "description": "What differs for this class",
      "properties": {
        "attempts": {"type": "integer", "minimum": 1, "maximum": 100, "title": "Tries", "description": "In all", "x-order": 1},
        "initial_ms": {"type": "integer", "minimum": 0, "maximum": 600000, "title": "First wait", "description": "In milliseconds", "x-order": 2},
        "max_ms": {"type": "integer", "minimum": 0, "maximum": 3600000, "title": "Longest wait", "description": "In milliseconds", "x-order": 3},
        "within": {"type": "string", "minLength": 2, "x-example": "15m", "title": "Within", "x-order": 4, "description": "How long after the first try failed another one may begin; without it only `attempts` counts"}
      }
    },
    "outgoing_retry": {
      "type": "object", "additionalProperties": false, "title": "Retries", "x-order": 2,
      "description": "As the pipeline's retry, for this target; what is not given is the pipeline's",
      "properties": {
        "attempts": {"$ref": "#/definitions/retry_of_class/properties/attempts"},
        "initial_ms": {"$ref": "#/definitions/retry_of_class/properties/initial_ms"},
        "max_ms": {"$ref": "#/definitions/retry_of_class/properties/max_ms"},
        "within": {"$ref": "#/definitions/retry_of_class/properties/within"},
        "classes": {
          "type": "object", "additionalProperties": {"$ref": "#/definitions/retry_of_class"}, "title": "By kind of failure", "x-order": 6,
          "description": "What differs for a class of failures: unavailable, timeout, rate_limited, or an HTTP status or its hundred (\"409\", \"5xx\"). A status of the 400s is only retried if it is here (or `retry` in the publisher's on_status)",
          "x-example": {"rate_limited": {"attempts": 20, "within": "1h"}, "409": {"attempts": 3}}
        }
      }
    },
    "components": {
      "type": "array", "items": {"$ref": "#/definitions/step"}, "default": []
    },
    "subscriber": {
      "type": "object", "required": ["use"],
      "description": "Where the records come from",
      "properties": {
        "use": {"$ref": "#/definitions/component/properties/use"},
        "client": {"$ref": "#/definitions/component/properties/client"},
        "request": {
          "type": "object",
          "description": "Parameters of the request: path, query, payload"
        },
        "request_transformers": {
          "type": "array", "items": {"$ref": "#/definitions/step"},
          "description": "Change the request, as one record, before the walk's first request"
        }
      }
    },
    "incoming": {
      "type": "object", "additionalProperties": false, "required": ["subscriber"],
      "properties": {
        "subscriber": {"$ref": "#/definitions/subscriber"},
        "transformers": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/step"},
          "description": "Run before those of the pipeline, in this order"
        }
      }
    },
    "outgoing": {
      "type": "object", "additionalProperties": false, "required": ["publisher"],
      "properties": {
        "where": {
          "type": "string", "minLength": 1, "x-example": "active && price > `0`",
          "description": "Only records for which this expression is true go there; for it the others count as filtered. It is looked at before the transformers"
        },
        "transformers": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/step"},
          "description": "Change, drop or split records for this target alone, after the pipeline's; others do not see what they change"
        },
        "on_success": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/step"},
          "description": "Transformers that get {record, request, response: {status, body}} of each record that was accepted"
        },
        "on_error": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/step"},
          "description": "Transformers that get {record, request, response, error: {message, in_doubt}} of each record that would be parked. Set `decision` to delivered, retry, park or stop; without one it is parked"
        },
        "then": {
          "type": "string", "minLength": 1, "x-example": "ids",
          "description": "Name of another outgoing: entry that gets what on_success leaves, and nothing else"
        },
        "backlog": {
          "title": "Backlog", "x-order": 1,
          "oneOf": [
            {"enum": ["on", "off"]},
            {
              "type": "object", "additionalProperties": false,
              "properties": {
                "bytes": {"type": "integer", "minimum": 1048576, "maximum": 1099511627776, "default": 268435456, "title": "Most bytes", "description": "Of records that wait, at least 1 MiB; with more than that nothing is read until some are delivered"},
                "age": {"type": "string", "minLength": 2, "default": "7d", "title": "Longest age", "description": "Nothing is read while the oldest of them waits for longer"},
                "longest_wait": {"type": "string", "minLength": 2, "default": "1m", "title": "Longest wait", "description": "Between two tries of a target that is down; the first comes after a second"}
              }
            }
          ],
          "description": "While it is down its records wait in the store, the other targets go on, and what waits is delivered in order when it takes records again. Default: on where a pipeline has several targets or its source listens, else off, as the source's place in the walk serves as well. Refused where it cannot work: for a target that replaces its output, and for what hooks lead to (`then`)"
        },
        "retry": {"$ref": "#/definitions/outgoing_retry"},
        "publisher": {"$ref": "#/definitions/publisher"}
      }
    },
    "pipeline": {
      "type": "object", "additionalProperties": false,
      "properties": {
        "from": {
          "type": "string", "minLength": 1, "x-example": "products",
          "description": "Name of the incoming: entry that the records come from, instead of a subscriber of its own"
        },
        "to": {
          "oneOf": [
            {"type": "string", "minLength": 1},
            {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
          ],
          "description": "Names of outgoing: entries that the records go to, one or a list, before publishers of its own"
        },
        "subscriber": {"$ref": "#/definitions/subscriber"},
        "transformers": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/step"},
          "description": "Change, drop or split records, in this order"
        },
        "order_by": {
          "type": "string", "minLength": 1, "title": "Keep the order of", "x-example": "customer.id", "x-order": 1, "x-widget": "expression",
          "description": "Records for which this expression gives the same never overtake each other at any target, over retries, too: while one of them is not accepted, the later ones wait. One that parks lets the next pass. It is looked at behind the transformers; a record for which it gives null has no order"
        },
        "publishers": {
          "type": "array", "minItems": 1, "items": {"$ref": "#/definitions/own_publisher"},
          "description": "Where the records go; several get the same records in turn"
        },
        "publisher": {"$ref": "#/definitions/own_publisher"},
        "on_crash": {
          "enum": ["park", "repeat"], "title": "After a crash", "x-order": 2,
          "description": "What a run does with records that a killed one may have published already, where publishing twice makes two (a POST without a key). park (the default): the publisher looks for them where it can, else they are parked; they are noted in the store before they are sent. repeat: they are sent again. Of a publisher, or of all of a pipeline"
        },
        "schedule": {
          "oneOf": [
            {"type": "string", "minLength": 1},
            {
              "type": "object", "additionalProperties": false,
              "properties": {
                "cron": {"type": "string", "minLength": 1, "title": "Cron expression", "x-order": 1, "x-example": "30 2 * * mon-fri", "description": "Minute, hour, day of the month, month, day of the week, or with seconds in front; or @hourly, @daily, @weekly, @monthly"},
                "every": {"type": "string", "minLength": 2, "title": "Every", "x-order": 2, "x-example": "5m", "description": "A period instead of cron, counted from the last planned start: 30s, 5m, 1h30m, 1d"},
                "time_zone": {"type": "string", "minLength": 1, "title": "Time zone", "x-order": 3, "x-example": "Europe/Berlin", "description": "Instead of host.time_zone"},
                "jitter": {"type": "string", "minLength": 2, "title": "Spread", "x-order": 4, "x-example": "2m", "description": "Starts are spread over so much time, each pipeline's in its own way. Shorter than the time between two starts"},
                "catch_up": {"enum": ["skip", "once", "all"], "default": "once", "title": "Starts that were missed", "x-order": 5, "description": "What becomes of starts that passed while the server was down or the pipeline was running: none, one run for all, or a run for each, 100 at most"},
                "windows": {
                  "type": "array", "maxItems": 32, "title": "Maintenance windows", "x-order": 6, "description": "Times in which no run starts; a start in one is put off to its end",
                  "items": {
                    "type": "object", "additionalProperties": false, "required": ["from", "to"],
                    "properties": {
                      "days": {"type": "array", "items": {"type": "string", "x-example": "sat"}, "title": "Days", "x-order": 3, "description": "On which it begins: sat, mon-fri; none: every day"},
                      "from": {"type": "string", "title": "From", "x-order": 1, "x-example": "22:00", "description": "Its beginning"},
                      "to": {"type": "string", "title": "To", "x-order": 2, "x-example": "06:00", "description": "Its end, on the next day if it is not later"}
                    }
                  }
                }
              }
            }
          ],
          "x-example": "*/15 * * * *",
          "description": "When the server runs it: a cron expression, or an object with cron or every. Without one it runs once at the start, if it waits for webhooks, or not by itself"
        },
        "on_failure": {"$ref": "#/definitions/on_failure"}, "on_parked": {"$ref": "#/definitions/on_parked"},
        "keep": {
          "title": "Keep what was delivered", "x-order": 5,
          "oneOf": [
            {"enum": ["all"]},
            {
              "type": "object", "additionalProperties": false,
              "properties": {
                "bytes": {"type": "integer", "minimum": 1048576, "maximum": 1099511627776, "default": 1073741824, "title": "Most bytes", "description": "Of their texts, at least 1 MiB; beyond that the oldest are deleted"},
                "age": {"type": "string", "minLength": 2, "default": "30d", "title": "Longest age", "description": "Older ones are deleted"}
              }
            }
          ],
          "description": "Keeps every record that was delivered as a task that is done: which target took it, when, with which status, and its text with secrets taken out. It stands among the tasks, with the state done. all: with the defaults"
        },
        "weight": {
          "type": "integer", "minimum": 1, "maximum": 1000, "default": 1, "title": "Weight", "x-order": 4,
          "description": "Share of a rate limit that several pipelines compete for: 2 gets twice as many requests as 1. What one does not use the others get"
        },
        "park_limit": {
          "title": "Limit of parked records", "x-order": 3,
          "anyOf": [{"type": "integer", "minimum": 0, "maximum": 1000000}, {"enum": ["off"]}],
          "description": "Records in a row that one publisher, or the steps, may park before the run stops, instead of host.park_limit. 0 or off: no limit"
        },
        "retry": {
          "type": "object", "default": {}, "additionalProperties": false, "title": "Retries", "x-order": 6,
          "description": "Of what may pass: an unavailable system, a record refused for the moment. The wait doubles, with full jitter (any time up to it)",
          "properties": {
            "attempts": {
              "type": "integer", "minimum": 1, "maximum": 100, "default": 5, "title": "Tries", "x-order": 1,
              "description": "In all, those a client made by itself included; then the record is parked or the pipeline stops"
            },
            "initial_ms": {
              "type": "integer", "minimum": 0, "maximum": 600000, "default": 500, "title": "First wait", "x-order": 2,
              "description": "In milliseconds"
            },
            "max_ms": {
              "type": "integer", "minimum": 0, "maximum": 3600000, "default": 30000, "title": "Longest wait", "x-order": 3,
              "description": "In milliseconds"
            },
            "longest_told_ms": {
              "type": "integer", "minimum": 0, "maximum": 86400000, "default": 3600000, "title": "Longest wait that is asked for", "x-order": 5,
              "description": "That a system may ask for (Retry-After, a rate limit), in milliseconds; one that asks for more stops the pipeline"
            },
            "within": {"$ref": "#/definitions/retry_of_class/properties/within"},
            "classes": {"$ref": "#/definitions/outgoing_retry/properties/classes"}
          }
        }
      }
    }
)json";

}  // namespace

std::string_view pipeline_definitions() { return kDefinitions; }

}  // namespace sluice::config
