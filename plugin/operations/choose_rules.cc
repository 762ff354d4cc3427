#include "operations/choose_rules.h"

#include <utility>

namespace permit {

Result<Rules, OperationError> load_rules(const std::string& folder) {
  Loaded loaded = load_folder(folder);
  if (loaded.rules) return loaded.rules;
  OperationError failure(OperationError::Kind::broken_rules, {});
  failure.folder = folder;
  failure.diagnostics = std::move(loaded.faults);
  return failure;
}

Result<Loaded> load_in_force(const Register& store) {
  const auto hash = store.rules_in_force();
  if (!hash) return hash.error();
  if (!*hash) return Loaded{};
  auto text = store.rules(**hash);
  if (!text) return text.error();
  if (!*text)
    return Error{"the register names the rules " + hex(**hash) + " as those in force but does not contain them"};
  return compile(std::move(**text));
}

Result<Rules, OperationError> choose_rules(const std::string& folder, const Register* store) {
  if (!folder.empty()) return load_rules(folder);
  const auto loaded = load_in_force(*store);
  if (!loaded) return loaded.error();
  if (loaded->rules) return loaded->rules;
  if (loaded->text.empty())
    return OperationError(OperationError::Kind::no_rules, "no rules were ever in force in this register");
  return OperationError(OperationError::Kind::stale_rules, "the rules in force do not compile with this version");
}

Result<Annotations> annotations_of(const std::string& folder, const Register* store) {
  if (!folder.empty()) return load_folder(folder).annotations;
  auto loaded = load_in_force(*store);
  if (!loaded) return loaded.error();
  return std::move(loaded->annotations);
}

}  // namespace permit
