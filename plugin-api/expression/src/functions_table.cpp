// lookup
#include <memory>
#include <string>
#include <string_view>

#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {
namespace {

struct TableCall : Prepared {
  explicit TableCall(Table found) : table(found) {}
  Table table;
};

// Looked for when the expression is compiled, so that a name that does not exist is an error of the
// configuration.
Result<std::unique_ptr<Prepared>> prepare_table(const Workbench& workbench,
                                                const Constants& constants) {
  if (constants.empty() || !constants[0])
    return Status(SLUICE_E_INVALID,
                  "the table of lookup() is named by a text in single quotes: lookup('colours', "
                  "colour)");
  if (!workbench.table) return Status(SLUICE_E_INVALID, "there are no tables here");
  auto table = workbench.table(*constants[0]);
  if (!table.ok()) return table.status();
  return std::unique_ptr<Prepared>(std::make_unique<TableCall>(*table));
}

sluice_value* table_row(Evaluator& e, const Arguments& args) {
  const Table& table = static_cast<const TableCall&>(*args.prepared).table;
  auto* const row = static_cast<sluice_value*>(e.allocate(sizeof(sluice_value)));
  if (!row) return nullptr;
  *row = {};
  sluice_value* const key = args[1];
  const size_t record = e.record();
  const Status status = table.get_for(Batch(e.batch()), {&record, 1}, {&key, 1}, row);
  if (!status.ok()) return e.fail(status.code(), {});
  if (Table::is_row(*row)) return row;
  return args.count > 2 ? args[2] : e.null();
}

constexpr uint8_t kKeyTypes = kNullType | kBooleanType | kNumberType | kStringType | kArrayType;

constexpr Function kTableFunctions[] = {
    {"lookup",
     2,
     3,
     {kStringType, kKeyTypes, kAnyType},
     kAnyType,
     table_row,
     {"table, key, default?",
      "What a table of the configuration has for a key, or the default, or null. The table is "
      "named "
      "by a constant: [tables](tables.md).",
      "lookup('colours', 'red', 'unknown')", R"("Rood")"},
     prepare_table},
};

}  // namespace

FunctionList table_functions() {
  return {"structure", kTableFunctions, std::size(kTableFunctions)};
}

}  // namespace sluice::expression
