#include "system/rights.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/folder.h"
#include "system/user_names.h"

namespace permit {

namespace {

constexpr uid_t kRoot = 0;

/// The groups are those of the user, as after a login. A user without a name has only the group of the folder.
bool take_rights(uid_t user, gid_t group_of_folder) {
  const passwd* entry = getpwuid(user);  // NOLINT(concurrency-mt-unsafe): one thread
  const gid_t group = entry ? entry->pw_gid : group_of_folder;
  const int grouped = entry ? initgroups(entry->pw_name, group) : setgroups(0, nullptr);
  return grouped == 0 && setresgid(group, group, group) == 0 && setresuid(user, user, user) == 0;
}

}  // namespace

bool belongs_to_another(const Folder& folder) { return geteuid() == kRoot && folder.status().st_uid != kRoot; }

Status become_owner_of(const Folder& folder) {
  if (!belongs_to_another(folder)) return Done{};
  const struct stat status = folder.status();
  const std::string owner = user_in_words(status.st_uid);
  if (!take_rights(status.st_uid, status.st_gid))
    return Error{"`" + folder.path() + "' belongs to " + owner + ", and root cannot take the rights of that user: " +
                 std::generic_category().message(errno) + "; run this as that user"};
  if (setuid(kRoot) == 0) std::abort();  // the process would still be root
  if (access(folder.path().c_str(), X_OK) == 0) return Done{};
  return Error{"`" + folder.path() + "' belongs to " + owner +
               ", who cannot reach it; let that user enter the folders above it (chmod o+x)"};
}

}  // namespace permit
