#include "tool/operate/smsbox_user.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <limits>

#include "base/strings.h"

namespace permit::tool {

namespace {

/// Aborts if rights cannot be restored: the process would continue with those of another user.
void must(int result) {
  if (result != 0) std::abort();
}

}  // namespace

SmsboxUser user_of(uid_t id) {
  const passwd* entry = getpwuid(id);  // NOLINT(concurrency-mt-unsafe): one thread
  return entry ? SmsboxUser{entry->pw_name, id, entry->pw_gid} : SmsboxUser{std::to_string(id), id, id};
}

std::optional<SmsboxUser> owner_of(unsigned process) {
  struct stat status {};
  if (stat(("/proc/" + std::to_string(process)).c_str(), &status) != 0) return std::nullopt;
  return user_of(status.st_uid);
}

Result<SmsboxUser> find_user(const std::string& name) {
  if (const passwd* entry = getpwnam(name.c_str()))  // NOLINT(concurrency-mt-unsafe): one thread
    return SmsboxUser{entry->pw_name, entry->pw_uid, entry->pw_gid};
  if (const auto id = parse_number(name, std::numeric_limits<uid_t>::max())) return user_of(static_cast<uid_t>(*id));
  return Error{"there is no user `" + name + "'; name the one that smsbox runs as with --user"};
}

bool may(const std::string& path, int what) { return faccessat(AT_FDCWD, path.c_str(), what, AT_EACCESS) == 0; }

AsUser::AsUser(const SmsboxUser& user) : user_(geteuid()), group_(getegid()) {
  if (user_ != 0 || user.id == 0) return;
  groups_.resize(static_cast<std::size_t>(std::max(getgroups(0, nullptr), 0)));
  const int count = getgroups(static_cast<int>(groups_.size()), groups_.data());
  groups_.resize(static_cast<std::size_t>(std::max(count, 0)));
  if (initgroups(user.name.c_str(), user.group) != 0) return;  // root without CAP_SETGID
  is_another_ = true;
  must(setegid(user.group));
  must(seteuid(user.id));
}

AsUser::~AsUser() {
  if (!is_another_) return;
  must(seteuid(user_));
  must(setegid(group_));
  must(setgroups(groups_.size(), groups_.data()));
}

}  // namespace permit::tool
