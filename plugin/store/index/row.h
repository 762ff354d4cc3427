// A row of an index, as the log implies it.
#pragma once

#include <string>

namespace permit {

struct IndexRow {
  std::string database;
  std::string key;
  std::string value;
};

}  // namespace permit
