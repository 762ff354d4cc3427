// One thing that may be broken for a while: one line when it breaks or breaks otherwise, one when it is mended.
#pragma once

#include <string>

namespace permit {

class Alarm {
 public:
  /// Logs an error, unless it is the one that stands.
  void raise(const std::string& sentence);
  /// Logs `sentence` if something was broken.
  void clear(const std::string& sentence);

 private:
  std::string standing_;
};

}  // namespace permit
