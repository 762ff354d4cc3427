// The user that smsbox runs as, and access to files with that user's rights.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/result.h"

namespace permit::tool {

struct SmsboxUser {
  std::string name;
  uid_t id;
  gid_t group;
};

/// Finds a user by name or number.
Result<SmsboxUser> find_user(const std::string& name);
/// The user with an id, which may be unknown to the system.
SmsboxUser user_of(uid_t id);
/// The user of a process; nothing when it has ended.
std::optional<SmsboxUser> owner_of(unsigned process);

/// access(2) with the current effective rights.
bool may(const std::string& path, int what);

/// While it exists, root opens files with the rights of a user; has no effect for other users. Use it in one thread,
/// and only one at a time.
class AsUser {
 public:
  explicit AsUser(const SmsboxUser& user);
  AsUser(const AsUser&) = delete;
  AsUser& operator=(const AsUser&) = delete;
  ~AsUser();

 private:
  const uid_t user_;
  const gid_t group_;
  std::vector<gid_t> groups_;
  bool is_another_ = false;
};

}  // namespace permit::tool
