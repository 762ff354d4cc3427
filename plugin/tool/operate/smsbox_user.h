// The user that smsbox runs as, and a look at its files with his eyes.
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

/// By name or number.
Result<SmsboxUser> find_user(const std::string& name);
/// By number, which need not be in the system's list.
SmsboxUser user_of(uid_t id);
/// Nothing of a process that has ended.
std::optional<SmsboxUser> owner_of(unsigned process);

/// access(2) with the rights that one has at this moment.
bool may(const std::string& path, int what);

/// While it lives, files are opened with the rights of a user, if root looks. One thread, and no two at a time.
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
