// A register with the rules by which an operation reads it.
#pragma once

#include <memory>
#include <string>

#include "core/rule_set.h"
#include "operations/operation_error.h"
#include "store/open.h"

namespace permit {

struct OpenRegister {
  std::unique_ptr<RegisterStore> store;
  Rules rules;
};

enum class Access {
  reading,
  revealing,  ///< reading personal data in full; the log is written (audit.h)
  writing
};

/// Opens an existing register: a mistyped name must not create one. `rules` is a folder, or empty: those in force
/// there. OperationError: unavailable; not_logged, when it can be read but not written and `access` is revealing; those
/// of choose_rules(). Open a folder once in a process (store/open.h).
Result<OpenRegister, OperationError> open_register(const std::string& store, const std::string& rules, Access access);
/// With rules that are loaded already. OperationError: unavailable; not_logged.
Result<OpenRegister, OperationError> open_register(const std::string& store, Rules rules, Access access);

}  // namespace permit
