// A row of an index as it follows from the log.
#pragma once

#include <string>

namespace permit {

struct IndexRow {
  std::string database;
  std::string key;
  std::string value;
};

}  // namespace permit
