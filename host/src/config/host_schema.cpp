#include "config/host_schema.hpp"

#include <string>

#include "config/parse.hpp"
#include "config/pipeline_schema.hpp"

namespace sluice::config {
namespace {

// As far as the definitions of pipelines (pipeline_schema.hpp).
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
    "tables": {
      "type": "object", "title": "Tables", "default": {},
      "description": "Data that records look up (core.lookup, lookup() in expressions) and remember (core.remember), by name",
      "additionalProperties": {"$ref": "#/definitions/table"}
    },
    "secrets": {
      "type": "object", "title": "Secrets", "default": {},
      "description": "Names of values that are kept encrypted in the state folder, with what each is for. A setting names one as `${secret:NAME}`; its value is given on the machine of the server, with `sluice secret set`. Needs host.credential_key",
      "additionalProperties": {"type": "string"},
      "x-example": {"SHOP_TOKEN": "token of the shop in Berlin"}
    },
    "pipelines": {
      "type": "object", "title": "Pipelines", "minProperties": 1,
      "description": "Ways of records from a subscriber through transformers to publishers, by name",
      "additionalProperties": {"$ref": "#/definitions/pipeline"}
    },
    "tests": {
      "type": "array", "title": "Tests", "default": [],
      "description": "Records that go into a pipeline, and what comes out of it. They are run in the dashboard, at the pipeline's tab Tests, and by `sluice test`. They may also stand in files of their own, of shop.yaml in shop.test.yaml; in a folder, in any *.test.yaml",
      "items": {"$ref": "#/definitions/test"}
    }
  },
  "definitions": {
    "test": {
      "type": "object", "title": "Test", "additionalProperties": false,
      "required": ["name", "pipeline", "input"],
      "description": "Needs expect, expect_tables or errors",
      "properties": {
        "name": {"type": "string", "minLength": 1, "description": "What is tested, a sentence"},
        "pipeline": {"type": "string", "minLength": 1, "description": "Its steps, and its targets' own, run; no source is read and no target is written"},
        "now": {"type": "string", "description": "The time of the test; the real one, if not given", "x-example": "2026-07-01T00:00:00Z"},
        "variables": {"type": "object", "description": "Values of ${NAME} and $env.NAME. What is set nowhere has a stand-in", "additionalProperties": {"type": ["string", "number", "boolean"]}},
        "tables": {"type": "object", "description": "Rows of tables by their names: an object of keys with their values each, instead of the config's rows, or kept in the store when the test begins", "x-example": {"colours": {"red": "Rood"}}},
        "input": {"type": ["array", "string"], "description": "The records, or a file of them (NDJSON or a JSON array), relative to the test's file"},
        "expect": {"type": ["array", "string", "object"], "description": "The records that the only target gets, or a file of them; of several targets an object of these by the outgoing's name, or publishers[0]. Values are compared: 2 is 2.0"},
        "expect_tables": {"type": "object", "description": "Rows that tables in the store have when the test is over, all of them: by the table's name an object of keys with their values", "additionalProperties": {"type": "object"}, "x-example": {"ids": {"7": "srv-7"}}},
        "errors": {
          "type": "array", "description": "The records that park; all others must not",
          "items": {
            "type": "object", "additionalProperties": false,
            "properties": {
              "record": {"type": "integer", "minimum": 1, "description": "Its number in the input; any, if not given"},
              "step": {"type": "string", "description": "A part of the step's name"},
              "message": {"type": "string", "description": "A part of the message"}
            }
          }
        }
      }
    },
    "table": {
      "type": "object", "title": "Table", "additionalProperties": false,
      "description": "One of rows, file and store",
      "properties": {
        "rows": {
          "type": ["object", "array"],
          "description": "The rows: an object of keys with their values, or a list of objects that have their key in a member (key)",
          "x-example": {"red": "Rood", "blue": "Blauw"}
        },
        "file": {
          "type": "string", "minLength": 1, "x-example": "colours.csv",
          "description": "File of the rows, relative to the config file: CSV with a header, TSV, NDJSON, or JSON (a list of objects, or an object of keys with their values). A changed file counts from the next run on, for pipelines that wait for webhooks when the configuration is loaded again"
        },
        "format": {
          "type": "string", "enum": ["csv", "tsv", "ndjson", "json"],
          "description": "Of the file, if its name does not end so"
        },
        "delimiter": {
          "type": "string", "minLength": 1, "maxLength": 1, "x-example": ";",
          "description": "Between the fields of a CSV file: one ASCII character; a comma, or a tab in TSV, if not given"
        },
        "key": {
          "type": "string", "minLength": 1, "x-example": "colour",
          "description": "Column or member that rows are found by: text, a number, true or false"
        },
        "value": {
          "type": "string", "minLength": 1, "x-example": "name",
          "description": "Column or member that a lookup gives; without it the whole row, as an object"
        },
        "duplicates": {
          "type": "string", "enum": ["error", "first", "last"],
          "description": "What a key that is there twice means: error (the default) names both places, else the first or the last row counts"
        },
        "max_bytes": {
          "type": "integer", "minimum": 1, "maximum": 4294967296,
          "description": "Largest size of the file, 67108864 (64 MiB) if not given: the rows are in memory while pipelines run. What is larger is better kept in the store"
        },
        "store": {
          "type": "boolean",
          "description": "true: the rows are kept in the state store and shared by all pipelines. They are written by steps (core.remember) or, on the command line, by `sluice table`"
        }
      }
    },
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
          "description": "Runs of the server at a time; auto: one for each core. Pipelines that wait for webhooks do not count, nor do runs that only wait for a rate limit or a retry"
        },
        "time_zone": {
          "type": "string", "default": "UTC", "minLength": 1, "x-example": "Europe/Berlin",
          "description": "IANA name of the time zone of schedules that have none of their own"
        },
        "api": {
          "type": "object", "default": {}, "additionalProperties": false,
          "description": "The control API of the server at an address; at the socket control.sock in the state folder it is always",
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
        "dashboard": {
          "type": "object", "additionalProperties": false,
          "description": "The dashboard of the server, for browsers. Only if this section is there, or if the server was started with --dashboard",
          "properties": {
            "listen": {
              "type": "string", "pattern": "^(\\[[0-9A-Fa-f:.]+\\]|[^\\[\\]:]+):[0-9]{1,5}$", "default": "127.0.0.1:8711",
              "description": "Address and port; port 0: any. Other machines reach it only with TLS (certificate and key, or proxy) and an access token"
            },
            "certificate": {
              "type": "string", "minLength": 1, "x-example": "server.pem",
              "description": "File of the TLS certificate with its chain, PEM. Relative to the config file"
            },
            "key": {
              "type": "string", "minLength": 1, "x-example": "server.key",
              "description": "File of its key, PEM"
            },
            "names": {
              "type": "array", "default": [], "items": {"type": "string", "minLength": 1}, "x-example": ["sluice.example.com"],
              "description": "Host names under which it is reached; requests for any other are refused. Addresses and localhost are known"
            },
            "proxy": {
              "type": "string", "pattern": "^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?$", "x-example": "https://sluice.example.com",
              "description": "Address under which a proxy that ends TLS serves it"
            },
            "proxy_addresses": {
              "type": "array", "items": {"type": "string", "pattern": "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"}, "x-example": ["10.0.0.5"],
              "description": "Addresses or ranges (10.1.0.0/16) from which the proxy sends. What it says in X-Forwarded-For is who sent a request, for the audit log and for whom wrong tokens slow down; nobody else's is believed. If not given: this machine"
            }
          }
        },
        "on_failure": {"$ref": "#/definitions/on_failure"}, "on_parked": {"$ref": "#/definitions/on_parked"},
        "sendmail": {"type": "string", "minLength": 1, "default": "/usr/sbin/sendmail", "description": "Program that takes mails of on_failure and on_parked: called as `sendmail -t -i`, with the mail at its standard input. Relative to the config file"},
        "stop_grace": {
          "type": "integer", "minimum": 1, "maximum": 3600, "default": 10,
          "description": "Seconds that a stop (SIGTERM, Ctrl-C) may take: responses of requests that have left are waited for half of it; when it is over the process ends, whatever a component does"
        },
        "lease": {
          "type": "integer", "minimum": 1, "maximum": 600, "default": 15,
          "description": "Seconds after which a pipeline can be taken from a process that was stopped or hangs; what that one delivers later is not committed"
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
              "description": "Bytes of a request's or response's body in a recording, which a run makes that was started with --record; of a longer one the rest is left out, and the recording cannot be replayed"
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
      "type": "object", "additionalProperties": false, "title": "Tell of failed runs", "x-order": 7, "description": "Whom the server tells of runs that failed, or whose process was killed. A pipeline's own replaces the host's",
      "properties": {
        "to": {"type": "string", "minLength": 1, "x-example": "chat", "title": "Outgoing", "x-order": 1, "x-widget": "outgoing", "description": "Name of the outgoing: entry that gets the message, through transformers of its own"},
        "mail": {"type": "array", "minItems": 1, "maxItems": 50, "title": "Mail", "x-order": 2, "x-example": ["ops@example.com"], "items": {"type": "string", "maxLength": 254, "pattern": "^[A-Za-z0-9._%+=-]+(@[A-Za-z0-9.-]+)?$"}, "description": "Addresses to mail it to instead, through host.sendmail"},
        "every": {"type": "string", "minLength": 2, "default": "15m", "title": "At most every", "x-order": 3, "description": "Shortest time between two messages: what happens meanwhile is in the next one"}
      }
    },
    "on_parked": {
      "type": "object", "additionalProperties": false, "title": "Tell of parked records", "x-order": 8, "description": "Whom the server tells of runs that parked records. A pipeline's own replaces the host's",
      "properties": {"to": {"$ref": "#/definitions/on_failure/properties/to"}, "mail": {"$ref": "#/definitions/on_failure/properties/mail"}, "every": {"$ref": "#/definitions/on_failure/properties/every"}}},
)json";

std::string joined() {
  std::string out(kSchema);
  out += pipeline_definitions();
  return out += "  }\n}";
}

Node parsed() {
  Problems problems("host schema");
  return parse_json(host_schema_json(), problems).value_or(Node{});
}

}  // namespace

std::string_view host_schema_json() {
  static const std::string schema = joined();
  return schema;
}

const Node& host_schema() {
  static const Node schema = parsed();
  return schema;
}

}  // namespace sluice::config
