// The rights of this process. Call these functions while the process has one thread.
#pragma once

#include "base/result.h"

namespace permit {

class Folder;

/// Returns whether this process has the rights of root and another user owns the folder.
bool belongs_to_another(const Folder& folder);

/// Gives up the rights of root for good and takes those of the folder's owner, who can put a link to a file of root
/// there at any moment. Changes nothing unless belongs_to_another().
Status become_owner_of(const Folder& folder);

}  // namespace permit
