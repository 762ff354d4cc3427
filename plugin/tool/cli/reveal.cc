#include "tool/cli/reveal.h"

#include "operations/user.h"
#include "system/clock.h"
#include "tool/cli/complain.h"

namespace permit::tool {

std::optional<NotedLook> look_to_note(bool reveal, const std::string& command) {
  return reveal ? std::optional(NotedLook{user_name(), command}) : std::nullopt;
}

ExitStatus note_reveal(AdminStore& store, const std::string& command, const std::string& subject) {
  const auto noted = permit::note_reveal(store, {user_name(), command}, subject, Clock::host_now());
  return noted ? kYes : complain(noted.error());
}

std::string with_option(const std::string& option, const std::string& value) {
  return value.empty() ? "" : " --" + option + " " + value;
}

}  // namespace permit::tool
