#include "kannel/log.h"

#include <string>

#include "kannel/gwlib.h"

namespace permit {

namespace {

std::string one_line(std::string_view sentence) {
  std::string line(sentence.substr(0, kLongestLine));
  for (char& sign : line) {
    if (static_cast<unsigned char>(sign) < ' ') sign = ' ';
  }
  return line;
}

}  // namespace

void log_info(std::string_view sentence) { info(0, "%s", one_line(sentence).c_str()); }

void log_warning(std::string_view sentence) { warning(0, "%s", one_line(sentence).c_str()); }

void log_error(std::string_view sentence) { error(0, "%s", one_line(sentence).c_str()); }

}  // namespace permit
