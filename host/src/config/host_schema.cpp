#include "config/host_schema.hpp"

#include "config/parse.hpp"

namespace sluice::config {
namespace {

constexpr std::string_view kSchema = R"json({
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title": "Sluice config",
  "type": "object",
  "additionalProperties": false,
  "required": ["pipelines"],
  "properties": {
    "host": {"$ref": "#/definitions/host"},
    "clients": {
      "type": "object", "title": "Clients", "default": {},
      "description": "Sessions with remote systems, by name; components refer to one with `client`",
      "additionalProperties": {"$ref": "#/definitions/component"}
    },
    "incoming": {
      "type": "object", "title": "Incoming", "default": {},
      "description": "Named sources, by name; pipelines take one with `from`",
      "additionalProperties": {"$ref": "#/definitions/incoming"}
    },
    "outgoing": {
      "type": "object", "title": "Outgoing", "default": {},
      "description": "Named targets, by name; pipelines take them with `to`",
      "additionalProperties": {"$ref": "#/definitions/outgoing"}
    },
    "secrets": {
      "type": "object", "title": "Secrets", "default": {},
      "description": "Names of values that are kept encrypted in the state folder, with what each is for. Set one with `sluice secret set`, use it as `${secret:NAME}`; needs host.credential_key",
      "additionalProperties": {"type": "string"},
      "x-example": {"SHOP_TOKEN": "token of the shop in Berlin"}
    },
    "pipelines": {
      "type": "object", "title": "Pipelines", "minProperties": 1,
      "description": "Ways of records from a subscriber through transformers to publishers, by name",
      "additionalProperties": {"$ref": "#/definitions/pipeline"}
    }
  },
  "definitions": {
    "host": {
      "type": "object", "title": "Host", "default": {},
      "description": "Settings of the host itself",
      "additionalProperties": false,
      "properties": {
        "plugins": {
          "type": "array", "default": [], "items": {"type": "string", "minLength": 1},
          "description": "Folders or files to take plugins from; none given: the folder beside the program. Relative to the config file. SLUICE_PLUGINS or --plugins replace them",
          "x-example": ["plugins"]
        },
        "state": {
          "type": "string", "default": "state", "minLength": 1,
          "description": "Folder of cursors, parked tasks and run figures; one run of a pipeline at a time. Relative to the config file. SLUICE_STATE or --state replace it"
        },
        "state_mode": {
          "type": "string", "pattern": "^0?[0-7]{3}$", "default": "0700",
          "description": "Permissions the state folder may have at most. A wider one is made narrower, or refused if there are other files in it"
        },
        "credential_key": {
          "type": "string", "x-secret": true, "x-example": "${SLUICE_CREDENTIAL_KEY}",
          "description": "What OAuth tokens and kept secrets are encrypted with in the state folder: 32 random bytes as base64 or hexadecimal digits (`openssl rand -base64 32`), from the environment or a file (${file:sluice.key})"
        },
        "env": {
          "type": "array", "default": [],
          "items": {
            "oneOf": [
              {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
              {
                "type": "object", "additionalProperties": false, "required": ["name"],
                "properties": {
                  "name": {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$", "description": "The variable"},
                  "secret": {"type": "boolean", "default": false, "description": "Keep its value out of logs, errors and tasks; so is a variable with token, secret or password in its name without being told"}
                }
              }
            ]
          },
          "description": "Environment variables that expressions may read as `$env.NAME`: text, whatever it holds",
          "x-example": ["TAX_ID"]
        },
        "log_level": {
          "type": "string", "enum": ["debug", "info", "warning", "error"], "default": "info",
          "description": "Least severity that is logged. SLUICE_LOG or --log-level replace it"
        },
        "lanes": {
          "enum": ["auto", 1, 2], "default": "auto",
          "description": "Threads of a pipeline: 2 fetches while it publishes, auto takes 2 where there is a second core"
        },
        "park_limit": {
          "anyOf": [{"type": "integer", "minimum": 0, "maximum": 1000000}, {"enum": ["off"]}], "default": 100,
          "description": "Records in a row that one publisher, or the steps, may park; then the run stops before that batch, as what fails for everybody is not the records' fault. Nine tenths of the last five times as many stop it, too. 0 or off: no limit"
        },
        "workers": {
          "anyOf": [{"type": "integer", "minimum": 1, "maximum": 256}, {"enum": ["auto"]}], "default": "auto",
          "description": "Runs of `sluice serve` at a time; auto: one for each core. Pipelines that wait for webhooks do not count"
        },
        "time_zone": {
          "type": "string", "default": "UTC", "minLength": 1, "x-example": "Europe/Berlin",
          "description": "IANA name of the time zone of schedules that have none of their own"
        },
        "api": {
          "type": "object", "default": {}, "additionalProperties": false,
          "description": "The control API of `sluice serve` at an address; at the socket control.sock in the state folder it is always",
          "properties": {
            "listen": {
              "type": "string", "pattern": "^(\\[[0-9A-Fa-f:.]+\\]|[^\\[\\]:]+):[0-9]{1,5}$", "x-example": "127.0.0.1:8710",
              "description": "Address and port; port 0: any. Needs a token"
            },
            "token": {
              "type": "string", "x-secret": true, "minLength": 16, "x-example": "${SLUICE_API_TOKEN}",
              "description": "What requests must bear (Authorization: Bearer TOKEN), at least 16 characters; from the environment or a file"
            },
            "certificate": {
              "type": "string", "minLength": 1, "x-example": "server.pem",
              "description": "File of the TLS certificate with its chain, PEM; without one the API is plain HTTP. Relative to the config file"
            },
            "key": {
              "type": "string", "minLength": 1, "x-example": "server.key",
              "description": "File of its key, PEM"
            },
            "names": {
              "type": "array", "default": [], "items": {"type": "string", "minLength": 1}, "x-example": ["sluice.example.com"],
              "description": "Host names under which it is reached; requests for any other are refused, so that no web site can reach it by a name of its own. Addresses and localhost are known"
            }
          }
        },
        "on_failure": {"$ref": "#/definitions/on_failure"}, "on_parked": {"$ref": "#/definitions/on_parked"},
        "sendmail": {"type": "string", "minLength": 1, "default": "/usr/sbin/sendmail", "description": "Program that takes mails of on_failure and on_parked: called as `sendmail -t -i`, with the mail at its standard input. Relative to the config file"},
        "stop_grace": {
          "type": "integer", "minimum": 1, "maximum": 3600, "default": 10,
          "description": "Seconds that a stop (SIGTERM, Ctrl-C) may take: responses of requests that have left are waited for half of it; when it is over the process ends, whatever a component does"
        },
        "limits": {
          "type": "object", "default": {}, "additionalProperties": false,
          "description": "What one record or page may cost",
          "properties": {
            "record": {
              "type": "integer", "minimum": 1024, "maximum": 1073741824, "default": 16777216,
              "description": "Bytes of one record's text; a larger one is parked"
            },
            "page": {
              "type": "integer", "minimum": 1024, "maximum": 4294967231, "default": 67108864,
              "description": "Bytes of one page, after decompression; a larger one stops the pipeline"
            },
            "batch_memory": {
              "type": "integer", "minimum": 1048576, "maximum": 1099511627776, "default": 268435456,
              "description": "Bytes of memory of one batch; a record that alone needs more is parked"
            },
            "depth": {
              "type": "integer", "minimum": 1, "maximum": 10000, "default": 512,
              "description": "Levels of nesting in a page"
            },
            "recorded_body": {
              "type": "integer", "minimum": 0, "maximum": 4294967231, "default": 67108864,
              "description": "Bytes of a request's or response's body in a recording (`sluice run --record`); of a longer one the rest is left out, and the recording cannot be replayed"
            },
            "allow_duplicate_keys": {
              "type": "boolean", "default": false,
              "description": "Take records that have a key twice; the last one counts"
            }
          }
        },
        "http": {
          "type": "object", "default": {}, "additionalProperties": false,
          "description": "How requests are carried",
          "properties": {
            "plain": {
              "enum": ["on", "off"], "default": "on",
              "description": "on: the host itself speaks HTTP/1.1 where there is no TLS and no proxy, which costs least; libcurl carries the rest. off: libcurl carries everything"
            }
          }
        },
        "commit": {
          "type": "object", "default": {}, "additionalProperties": false,
          "description": "How far the store may be behind; bounds what a crash repeats",
          "properties": {
            "interval_ms": {
              "type": "integer", "minimum": 0, "maximum": 60000, "default": 200,
              "description": "Longest time between commits, in milliseconds; 0 commits every batch"
            },
            "max_batches": {
              "type": "integer", "minimum": 1, "maximum": 10000, "default": 64,
              "description": "Most batches that are published and not yet committed"
            }
          }
        }
      }
    },
    "on_failure": {
      "type": "object", "additionalProperties": false, "description": "Whom `sluice serve` tells of runs that failed, or whose process was killed. A pipeline's own replaces the host's",
      "properties": {
        "to": {"type": "string", "minLength": 1, "x-example": "chat", "description": "Name of the outgoing: entry that gets the message, through transformers of its own"},
        "mail": {"type": "array", "minItems": 1, "maxItems": 50, "x-example": ["ops@example.com"], "items": {"type": "string", "maxLength": 254, "pattern": "^[A-Za-z0-9._%+=-]+(@[A-Za-z0-9.-]+)?$"}, "description": "Addresses to mail it to instead, through host.sendmail"},
        "every": {"type": "string", "minLength": 2, "default": "15m", "description": "Shortest time between two messages: what happens meanwhile is in the next one"}
      }
    },
    "on_parked": {
      "type": "object", "additionalProperties": false, "description": "Whom `sluice serve` tells of runs that parked records. A pipeline's own replaces the host's",
      "properties": {"to": {"$ref": "#/definitions/on_failure/properties/to"}, "mail": {"$ref": "#/definitions/on_failure/properties/mail"}, "every": {"$ref": "#/definitions/on_failure/properties/every"}}},
    "component": {
      "type": "object", "required": ["use"],
      "properties": {
        "use": {
          "type": "string", "minLength": 1, "x-example": "lightspeedhq.client",
          "description": "The component, plugin.component; `sluice plugins list` names them"
        },
        "client": {
          "type": "string", "minLength": 1,
          "description": "Name of the clients: entry that the component talks through"
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
        "then": {"$ref": "#/definitions/outgoing/properties/then"}
      }
    },
    "components": {
      "type": "array", "items": {"$ref": "#/definitions/component"}, "default": []
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
          "type": "array", "items": {"$ref": "#/definitions/component"},
          "description": "Change the request, as one record, before the walk's first request"
        }
      }
    },
    "incoming": {
      "type": "object", "additionalProperties": false, "required": ["subscriber"],
      "properties": {
        "subscriber": {"$ref": "#/definitions/subscriber"},
        "transformers": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/component"},
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
          "type": "array", "default": [], "items": {"$ref": "#/definitions/component"},
          "description": "Change, drop or split records for this target alone, after the pipeline's; others do not see what they change"
        },
        "on_success": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/component"},
          "description": "Transformers that get {record, request, response: {status, body}} of each record that was accepted"
        },
        "on_error": {
          "type": "array", "default": [], "items": {"$ref": "#/definitions/component"},
          "description": "Transformers that get {record, request, response, error: {message, in_doubt}} of each record that would be parked. Set `decision` to delivered, retry, park or stop; without one it is parked"
        },
        "then": {
          "type": "string", "minLength": 1, "x-example": "ids",
          "description": "Name of another outgoing: entry that gets what on_success leaves, and nothing else"
        },
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
          "type": "array", "default": [], "items": {"$ref": "#/definitions/component"},
          "description": "Change, drop or split records, in this order"
        },
        "publishers": {
          "type": "array", "minItems": 1, "items": {"$ref": "#/definitions/own_publisher"},
          "description": "Where the records go; several get the same records in turn"
        },
        "publisher": {"$ref": "#/definitions/own_publisher"},
        "on_crash": {
          "enum": ["park", "repeat"],
          "description": "What a run does with records that a killed one may have published already, where publishing twice makes two (a POST without a key). park (the default): the publisher looks for them where it can, else they are parked; they are noted in the store before they are sent. repeat: they are sent again. Of a publisher, or of all of a pipeline"
        },
        "schedule": {
          "oneOf": [
            {"type": "string", "minLength": 1},
            {
              "type": "object", "additionalProperties": false,
              "properties": {
                "cron": {"type": "string", "minLength": 1, "x-example": "30 2 * * mon-fri", "description": "Minute, hour, day of the month, month, day of the week, or with seconds in front; or @hourly, @daily, @weekly, @monthly"},
                "every": {"type": "string", "minLength": 2, "x-example": "5m", "description": "A period instead, counted from the last planned start: 30s, 5m, 1h30m, 1d"},
                "time_zone": {"type": "string", "minLength": 1, "description": "Instead of host.time_zone"},
                "jitter": {"type": "string", "minLength": 2, "x-example": "2m", "description": "Starts are spread over so much time, each pipeline's in its own way"},
                "catch_up": {"enum": ["skip", "once", "all"], "default": "once", "description": "What becomes of starts that passed while the server was down or the pipeline was running: none, one run for all, or a run for each, 100 at most"},
                "windows": {
                  "type": "array", "maxItems": 32, "description": "Maintenance windows, in which no run starts; a start in one is put off to its end",
                  "items": {
                    "type": "object", "additionalProperties": false, "required": ["from", "to"],
                    "properties": {
                      "days": {"type": "array", "items": {"type": "string"}, "description": "On which it begins: sat, mon-fri; none: every day"},
                      "from": {"type": "string", "x-example": "22:00", "description": "Its beginning"},
                      "to": {"type": "string", "x-example": "06:00", "description": "Its end, on the next day if it is not later"}
                    }
                  }
                }
              }
            }
          ],
          "x-example": "*/15 * * * *",
          "description": "When `sluice serve` runs it: a cron expression, or an object with cron or every. Without one it runs once at the start, if it waits for webhooks, or not by itself"
        },
        "on_failure": {"$ref": "#/definitions/on_failure"}, "on_parked": {"$ref": "#/definitions/on_parked"},
        "weight": {
          "type": "integer", "minimum": 1, "maximum": 1000, "default": 1,
          "description": "Share of a rate limit that several pipelines compete for: 2 gets twice as many requests as 1. What one does not use the others get"
        },
        "park_limit": {
          "anyOf": [{"type": "integer", "minimum": 0, "maximum": 1000000}, {"enum": ["off"]}],
          "description": "As host.park_limit, for this pipeline"
        },
        "retry": {
          "type": "object", "default": {}, "additionalProperties": false,
          "description": "Of what may pass: an unavailable system, a record refused for the moment. The wait doubles, with jitter",
          "properties": {
            "attempts": {
              "type": "integer", "minimum": 1, "maximum": 100, "default": 5,
              "description": "Tries in all, those a client made by itself included; then the record is parked or the pipeline stops"
            },
            "initial_ms": {
              "type": "integer", "minimum": 0, "maximum": 600000, "default": 500,
              "description": "First wait, in milliseconds"
            },
            "max_ms": {
              "type": "integer", "minimum": 0, "maximum": 3600000, "default": 30000,
              "description": "Longest wait, in milliseconds"
            },
            "longest_told_ms": {
              "type": "integer", "minimum": 0, "maximum": 86400000, "default": 3600000,
              "description": "Longest wait that a system may ask for (Retry-After, a rate limit), in milliseconds; one that asks for more stops the pipeline"
            }
          }
        }
      }
    }
  }
})json";

Node parsed() {
  Problems problems("host schema");
  return parse_json(kSchema, problems).value_or(Node{});
}

}  // namespace

std::string_view host_schema_json() { return kSchema; }

const Node& host_schema() {
  static const Node schema = parsed();
  return schema;
}

}  // namespace sluice::config
