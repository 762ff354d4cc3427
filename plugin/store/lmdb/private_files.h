// The rights on the files of a register: only its owner can open them.
//
// LMDB needs write access to lock.mdb even to read. A program that has it can make the next writer lose a committed
// permit, crash smsbox, or block all writes, and no check repairs that. So no user can be allowed to read only.
#pragma once

#include <sys/types.h>

namespace permit::lmdb {

inline constexpr mode_t kFolderMode = 0700;
inline constexpr mode_t kFileMode = 0600;

/// Withdraws the rights of group and others on the register in `folder`, an open folder. Older versions let the group
/// read. A folder that also has files of other programs, such as /var/lib, loses only the right to write in it.
///
/// Other programs, and this one, may have the register open: their locks stay. Follows no link. Changes nothing if this
/// process is neither root nor the owner of the folder, or if every user can write the folder, data.mdb or lock.mdb:
/// opening it to write reports that. Returns 0 or an errno.
int make_private(int folder);

}  // namespace permit::lmdb
