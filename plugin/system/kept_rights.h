// Acts that need the rights of root, after the process has given them up (system/rights.h).
//
// A child process keeps the rights. It knows only these acts, and ends with this process. Example: permitctl reads the
// register with the rights of its owner, and the child renames the output file of root.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/result.h"
#include "system/descriptor.h"

namespace permit {

class KeptRights {
 public:
  using Words = std::vector<std::string>;
  using Act = std::function<Result<Words>(const Words&)>;

  /// Calls the act in this process.
  static KeptRights none(Act act);
  /// Forks. `begin` runs first in the child, and no act is done if it fails. `end` runs last in the child, for example
  /// to remove a temporary file. REQUIRES: one thread.
  static Result<KeptRights> keep(Act act, const std::function<Status()>& begin = {},
                                 const std::function<void()>& end = {});
  KeptRights(KeptRights&& other) noexcept;
  KeptRights& operator=(KeptRights&&) = delete;
  /// Waits until the child has ended.
  ~KeptRights();

  /// Does the act and returns its result. Bytes of any kind are allowed in the words.
  Result<Words> operator()(const Words& words) const;

 private:
  KeptRights(Act act, Descriptor socket, pid_t child)
      : act_(std::move(act)), socket_(std::move(socket)), child_(child) {}

  Act act_;
  Descriptor socket_;  ///< to the child; none: the act is called here
  pid_t child_;
};

}  // namespace permit
