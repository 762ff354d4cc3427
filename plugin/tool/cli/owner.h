// The rights with which permitctl opens a register.
//
// The owner of a register can replace any name in its folder by a link, at any moment. So permitctl gives up the rights
// of root for good, and takes those of the owner, before it touches a register of another user. Files that the caller
// names are opened before, or by a process that keeps the rights (system/kept_rights.h). All verbs open registers here;
// `doctor' takes the rights of smsbox's user instead.
#pragma once

#include <memory>
#include <string>

#include "operations/open_register.h"
#include "operations/operation_error.h"
#include "store/open.h"
#include "system/kept_rights.h"

namespace permit::tool {

class Output;

/// Returns whether root calls and another user owns the folder; false if the folder is missing.
bool is_anothers(const std::string& folder);

/// Takes the rights of the folder's owner if is_anothers(); the user's name for the log stays (operations/user.h).
Status become_owner(const std::string& folder);

/// Lets a process keep the present rights for the act if is_anothers(); else the act is called in this process.
Result<KeptRights> keep_rights(const std::string& folder, KeptRights::Act act);

/// As open_to_read() and the others of store/open.h, with the rights of the register's owner.
Result<std::unique_ptr<RegisterStore>> open_to_read_as_owner(const std::string& store);
Result<std::unique_ptr<RegisterStore>> open_to_write_as_owner(const std::string& store);
Result<std::unique_ptr<RegisterStore>> open_as_owner(const std::string& store, const OpenOptions& options);

/// As open_register() (operations/open_register.h), with the rights of the register's owner. Reads the folder `rules`
/// before, with those of the caller. `output`, which the caller has named and which is borrowed, keeps the rights that
/// it needs; it may be null.
Result<OpenRegister, OperationError> open_register_as_owner(const std::string& store, const std::string& rules,
                                                            Access access, Output* output = nullptr);

}  // namespace permit::tool
