#include "operations/open_register.h"

#include <utility>

#include "operations/choose_rules.h"

namespace permit {

namespace {

/// The error is unavailable for a register that cannot be read, and not_logged for one that cannot be written.
Result<std::unique_ptr<RegisterStore>, OperationError> open_to_reveal(const std::string& folder) {
  if (const auto readable = open_to_read(folder); !readable) return readable.error();
  auto writable = open_store(folder);
  if (!writable) return OperationError(OperationError::Kind::not_logged, writable.error().message);
  return std::move(*writable);
}

Result<std::unique_ptr<RegisterStore>, OperationError> open(const std::string& folder, Access access) {
  if (access == Access::revealing) return open_to_reveal(folder);
  auto opened = access == Access::writing ? open_to_write(folder) : open_to_read(folder);
  if (!opened) return opened.error();
  return std::move(*opened);
}

}  // namespace

Result<OpenRegister, OperationError> open_register(const std::string& store, const std::string& rules, Access access) {
  auto opened = open(store, access);
  if (!opened) return opened.error();
  auto chosen = choose_rules(rules, opened->get());
  if (!chosen) return chosen.error();
  return OpenRegister{std::move(*opened), std::move(*chosen)};
}

Result<OpenRegister, OperationError> open_register(const std::string& store, Rules rules, Access access) {
  auto opened = open(store, access);
  if (!opened) return opened.error();
  return OpenRegister{std::move(*opened), std::move(rules)};
}

}  // namespace permit
