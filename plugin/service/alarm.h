// Logs a failure that lasts: one line when it begins or its cause changes, one when it is over.
#pragma once

#include <string>

namespace permit {

class Alarm {
 public:
  /// Logs `sentence` as an error, unless it was the last one raised.
  void raise(const std::string& sentence);
  /// Logs `sentence` if an error is raised.
  void clear(const std::string& sentence);

 private:
  std::string raised_;
};

}  // namespace permit
