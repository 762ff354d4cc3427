#include "tool/cli/reveal.h"

#include "operations/user.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/rules_at.h"

namespace permit::tool {

namespace {

Error may_not(const Error& error) {
  return {"--reveal is written into the register's log, and that cannot be done: " + error.message};
}

}  // namespace

Result<std::unique_ptr<RegisterStore>> open_to_look(const std::string& folder, bool reveal) {
  auto store = open_to_read(folder);
  if (!store || !reveal) return store;
  store->reset();
  auto writable = open_store(folder);
  return writable ? std::move(writable) : may_not(writable.error());
}

ExitStatus note_reveal(RegisterStore& store, const std::string& command, const std::string& subject) {
  const AdminEvent act{.actor = {.by = user_name(), .why = {}},
                       .what = Revealed{.command = command, .subject = subject}};
  const Status noted = store.note(act, clock_now());
  return noted ? kYes : complain(may_not(noted.error()).message, kUnavailable);
}

std::string with_option(const std::string& option, const std::string& value) {
  return value.empty() ? "" : " --" + option + " " + value;
}

}  // namespace permit::tool
